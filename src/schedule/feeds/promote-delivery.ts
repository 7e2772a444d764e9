import type { Promoted } from '../ingest/promote-sound.ts'
import { promoteSound } from '../ingest/promote-sound.ts'
import type { StagedRecord } from '../ingest/stage-batch.ts'
import type { Moves } from '../moves/moves.ts'
import { countsOf } from './delivery-report.ts'
import type { DeliveryRun } from './delivery-run.ts'
import { dropUnbrought } from './items/settle-references.ts'
import { refuseRecord } from './items/take-items.ts'
import { settleItems } from './stores/item-ledger.ts'
import { dropQuarantined, type QuarantinedItem, writeQuarantined } from './stores/quarantine-store.ts'

/**
 * Brings a delivery into force: its records, then what is known of its items. If it stops in between, the next delivery
 * compares those items anew, and finds their records as they are.
 */
export async function promoteDelivery(
  run: DeliveryRun,
  {
    revisionBefore,
    moves,
    missing,
  }: { readonly revisionBefore: number; readonly moves: Moves; readonly missing: readonly string[] },
): Promise<Promoted> {
  const { batch, dependencies } = run
  if (batch === null) throw new RangeError('a dry run has nothing to promote')
  const staged = [...run.staged.values()]
  const promoted = await promoteSound(dependencies, batch, {
    staged,
    sound: staged,
    moves,
    revisionBefore,
    action: run.order.approve ? 'deliver.approve' : 'deliver',
    judge: (unmoved, refusals) => judge(run, unmoved, refusals),
  })
  await settle(run, missing)
  return promoted
}

function judge(
  run: DeliveryRun,
  unmoved: readonly StagedRecord[],
  refusals: readonly Parameters<typeof refuseRecord>[2][],
) {
  const still = new Set(unmoved.map(({ id }) => id))
  const moved = [...run.staged.keys()].filter((id) => !still.has(id))
  for (const [index, id] of moved.entries()) refuseRecord(run, id, refusals[index] ?? [])
  dropUnbrought(run)
  const { accepted, unchanged, quarantined } = countsOf(run)
  const live = unmoved.filter(({ id }) => run.staged.has(id))
  return { live, summary: { accepted, unchanged, quarantined } }
}

/** Notes what is in force now, and which items are good again. */
async function settle(run: DeliveryRun, missing: readonly string[]): Promise<void> {
  const { redis, feedId, order } = run
  await settleItems(redis, { feed: feedId, delivery: order.delivery, missing }, (key) => run.items.has(key))
  const gone = missing.flatMap((key) => {
    const id = run.before.open.get(key) ?? run.before.fixed.get(key)
    return id === undefined ? [] : [[key, id] as const]
  })
  await dropQuarantined(redis, feedId, new Map([...gone, ...goodAgain(run)]))
  // What a person tried and what did not help leaves the entry as it was.
  await writeQuarantined(redis, [...(order.byHand ? [] : run.entries), ...fixedEntries(run)])
}

/** Entries of items whose source is good now. A fix stays while it is applied, or while the source is the same. */
function goodAgain(run: DeliveryRun): ReadonlyMap<string, string> {
  const good = new Map<string, string>()
  for (const [key, id] of run.before.open) {
    const item = run.items.get(key)
    if (item?.fix) continue
    if (run.seen.has(key) && !run.quarantined.has(key)) good.set(key, id)
  }
  for (const [key, id] of run.before.fixed) {
    const item = run.items.get(key)
    if (item !== undefined && item.fix === null) good.set(key, id)
  }
  return good
}

function fixedEntries(run: DeliveryRun): readonly QuarantinedItem[] {
  return [...run.items].flatMap(([key, { fix, line }]) => {
    if (fix === null) return []
    const { delivery } = run.order
    const at = run.dependencies.now()
    return [{ ...fix, key, line, delivery: run.order.byHand ? fix.delivery : delivery, at, fixed: true }]
  })
}
