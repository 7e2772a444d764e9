import { type Promoted, promoteSound } from '../ingest/promote-sound.ts'
import type { StagedRecord } from '../ingest/stage-batch.ts'
import type { Moves } from '../moves/moves.ts'
import { keys } from '../store/keys.ts'
import { ScheduleError } from '../store/schedule-error.ts'
import { countsOf } from './delivery-report.ts'
import type { DeliveryRun } from './delivery-run.ts'
import { confirmNotes } from './items/confirm-notes.ts'
import { refuseDangling } from './items/settle-references.ts'
import { refuseRecord } from './items/take-items.ts'
import { keepBack } from './items/withdraw-missing.ts'
import { settleQuarantine } from './settle-quarantine.ts'
import { SETTLING, settleDelivery, settledOf } from './stores/settle-delivery.ts'

/** What came of a promotion, and the keys of the missing items that are forgotten now. */
type PromotedDelivery = Promoted & { readonly removed: readonly string[] }

/**
 * Brings a delivery into force: its records, then what is known of its items. Its notes are complete before, and the
 * promotion leaves its id in the feed's state: if its publisher dies in between, the next delivery of the feed settles
 * them first.
 */
export async function promoteDelivery(
  run: DeliveryRun,
  {
    revisionBefore,
    moves,
    missing,
  }: { readonly revisionBefore: number; readonly moves: Moves; readonly missing: readonly string[] },
): Promise<PromotedDelivery> {
  const { batch, dependencies, order, redis, feedId } = run
  if (batch === null) throw new RangeError('a dry run has nothing to promote')
  let removed = missing
  const promoted = await promoteSound(dependencies, batch, {
    staged: [...run.everStaged.values()],
    sound: [...run.staged.values()],
    moves,
    revisionBefore,
    action: order.approve ? 'deliver.approve' : 'deliver',
    judge: async (unmoved, refusals) => {
      const judged = judge(run, unmoved, refusals)
      removed = await confirmNotes(run, missing)
      await requireSettled(run)
      await order.renew?.()
      return judged
    },
    ...(run.hasLedger && { leaves: { key: keys.feedState(feedId), field: SETTLING, value: order.delivery } }),
  })
  run.inForce = true
  await settleDelivery(redis, feedId, order.delivery)
  await settleQuarantine(run, removed)
  return { ...promoted, removed }
}

/** A promotion that was given up for lost may arrive late. */
async function requireSettled(run: DeliveryRun): Promise<void> {
  const { settling } = await settledOf(run.redis, run.feedId)
  if (settling === null) return
  throw new ScheduleError('lapsed', `${settling} of ${run.feedId} came into force meanwhile: send it again`)
}

/** An item stands as a whole: with a record that somebody else has changed meanwhile, nothing of it comes into force. */
function judge(
  run: DeliveryRun,
  unmoved: readonly StagedRecord[],
  refusals: readonly Parameters<typeof refuseRecord>[2][],
) {
  const still = new Set(unmoved.map(({ id }) => id))
  const moved = [...run.staged.keys()].filter((id) => !still.has(id))
  for (const [index, id] of moved.entries()) {
    if (run.left.has(id) && !run.isBrought(id)) run.keptBack.add(id)
    refuseRecord(run, id, refusals[index] ?? [])
  }
  refuseDangling(run)
  keepBack(run)
  keepLastGood(run)
  const { accepted, unchanged, quarantined } = countsOf(run)
  const live = unmoved.filter(({ id }) => run.staged.has(id))
  return { live, summary: { accepted, unchanged, quarantined } }
}

/** What an item no longer brings stays in force while its new version is in quarantine. */
function keepLastGood(run: DeliveryRun): void {
  for (const [id, left] of run.left) {
    if (!run.isBrought(id) && left.some((key) => run.quarantined.has(key))) run.staged.delete(id)
  }
}
