import type { DeliveryReport } from '../../contracts/ops/answers/deliveries.ts'
import type { WithdrawalImpact } from '../../contracts/ops/answers/ingest.ts'
import type { FeedFault, FeedItem } from '../../ingest/feeds/feed-reader.ts'
import { type Hold, holdOf } from '../../ingest/parts/holds.ts'
import { canonicalJson } from '../../model/canonical-json.ts'
import { MANUAL_FEED } from '../../model/feeds/feed-settings.ts'
import { holdCampaigns } from '../campaigns/hold-campaigns.ts'
import { openBatch, renewBatch } from '../ingest/batch.ts'
import { discardBatch, sweepBatches } from '../ingest/sweep-batches.ts'
import { type Moves, movesOf } from '../moves/moves.ts'
import { sendRepeatable } from '../store/checked-pipeline.ts'
import { keys } from '../store/keys.ts'
import { readRevision } from '../store/read-documents.ts'
import { asText } from '../store/replies.ts'
import { ScheduleError } from '../store/schedule-error.ts'
import { narrowingsOf } from '../takedowns/narrow-first.ts'
import { countsOf, factsOf, reportOf } from './delivery-report.ts'
import { type DeliveryDependencies, type DeliveryOrder, DeliveryRun } from './delivery-run.ts'
import { holdDelivery } from './held-delivery.ts'
import { stageEvergreen } from './items/evergreen-campaign.ts'
import { settleReferences } from './items/settle-references.ts'
import { noteCampaign, refuseRecord, takeItems } from './items/take-items.ts'
import { type Missing, withdrawMissing } from './items/withdraw-missing.ts'
import { promoteDelivery } from './promote-delivery.ts'
import { readFeedState, writeDelivery } from './stores/delivery-store.ts'
import { withFeedLock } from './stores/feed-lock.ts'
import { entriesOf, writeQuarantined } from './stores/quarantine-store.ts'
import { noteAccepted } from './stores/servable.ts'
import { endSettling, forgetNotes, settleStanding } from './stores/settle-delivery.ts'

/** How many items are looked up in the store at once. */
const GROUP_ITEMS = 500
/** A slow source must not let the batch lapse: it lasts a minute. */
const RENEWED_MS = 15_000
/** Greatest number of items of a delivery: what is known of each is in memory until the end. */
const MOST_ITEMS = 250_000

/**
 * Takes a delivery of a feed in. Every item is accounted for: in force, unchanged, or in quarantine with its last good
 * version still in force. Nothing is visible before the end, and then all at once. A delivery that looks wrong as a
 * whole is held until somebody releases it.
 *
 * @param items as the reader of the feed's format gives them
 */
export async function deliver(
  dependencies: DeliveryDependencies,
  order: DeliveryOrder,
  items: AsyncIterable<FeedItem | FeedFault>,
): Promise<DeliveryReport> {
  await sweepBatches(dependencies)
  // What people send by hand is not known by its items, so that two at once are as two ingests.
  if (order.dryRun || order.feed.id === MANUAL_FEED) return deliverAlone(dependencies, order, items)
  return withFeedLock(dependencies, order.feed.id, async (renewLock) => {
    await settleStanding(dependencies, order.feed.id, order.delivery)
    const renew = async () => {
      await renewLock()
      await order.renew?.()
    }
    return deliverAlone(dependencies, { ...order, renew }, items)
  })
}

async function deliverAlone(
  dependencies: DeliveryDependencies,
  order: DeliveryOrder,
  items: AsyncIterable<FeedItem | FeedFault>,
): Promise<DeliveryReport> {
  const revisionBefore = await readRevision(dependencies.redis)
  const run = await openRun(dependencies, order)
  try {
    if (run.batch !== null) await note(run, 'running', null)
    await takeAll(run, items)
    return await endRun(run, revisionBefore)
  } catch (error) {
    // A promotion without an answer may still arrive and needs its records, so they are left for the sweep.
    const isUndecided = error instanceof ScheduleError && error.kind === 'unreachable'
    if (run.batch !== null && !run.inForce && !isUndecided) {
      await discardBatch(dependencies, run.batch).catch(() => undefined)
      await forgetNotes(dependencies.redis, order.delivery).catch(() => undefined)
      await note(run, order.upload ? 'open' : 'refused', null).catch(() => undefined)
    }
    throw error
  }
}

async function openRun(dependencies: DeliveryDependencies, order: DeliveryOrder): Promise<DeliveryRun> {
  const { feed, dryRun, actor } = order
  const batch = dryRun ? null : await openBatch(dependencies, actor)
  const before = await entriesOf(dependencies.redis, feed.id)
  const [epoch] = await sendRepeatable(dependencies.redis, (queue) => queue.get(keys.feedsEpoch))
  const read = canonicalJson({ ...feed.settings, ...NOT_MAPPED })
  const fingerprint = dependencies.lookups.sha256(`${asText(epoch) ?? ''} ${read}`)
  const run = new DeliveryRun(dependencies, order, batch, before, fingerprint)
  // An attempt that failed may have noted what is not in this one.
  if (!dryRun) await forgetNotes(run.redis, order.delivery)
  return run
}

/** Settings that say nothing of how an item is mapped. */
const NOT_MAPPED = { url: null, everyMinutes: 0, freshnessMinutes: 0, maxRemovedPercent: 0, mode: 'full', owner: '' }

async function takeAll(run: DeliveryRun, items: AsyncIterable<FeedItem | FeedFault>): Promise<void> {
  const { now } = run.dependencies
  let group: FeedItem[] = []
  let renewedAt = now()
  const renew = async () => {
    if (run.batch === null) return
    renewedAt = now()
    await renewBatch(run.dependencies, run.batch)
    await run.order.renew?.()
  }
  const flush = async () => {
    const taken = group
    group = []
    await takeItems(run, taken)
    await renew()
    if (run.batch !== null && run.seen.size % (GROUP_ITEMS * 10) === 0) await note(run, 'running', null)
  }
  for await (const each of items) {
    if (each.kind === 'fault') {
      run.note(null, [each.finding])
      run.broken = `line ${each.finding.line}: ${each.finding.hint}`
      break
    }
    if (run.seen.size + run.repeated + group.length >= MOST_ITEMS) {
      run.broken = `more than ${MOST_ITEMS} items: divide the feed`
      break
    }
    group.push(each)
    if (group.length === GROUP_ITEMS) await flush()
    else if (now() - renewedAt > RENEWED_MS) await renew()
  }
  await flush()
}

async function endRun(run: DeliveryRun, revisionBefore: number): Promise<DeliveryReport> {
  await settleReferences(run)
  const missing = await withdrawMissing(run)
  await stageEvergreen(run)
  await holdDelivered(run)
  const staged = [...run.staged.values()]
  const moves = await movesOf(run.dependencies, staged)
  const impact = await run.dependencies.impactOf?.([...narrowingsOf(staged), ...moves.narrowings])
  const withdraws = impact?.confirm ? impact.reasons : []
  const hold = run.order.byHand ? null : holdOf(factsOf(run, missing, withdraws))
  const { watermark } = await readFeedState(run.redis, run.feedId)
  const ending = { held: hold, missing, revision: revisionBefore, watermark, impact }
  if (run.order.dryRun) return reportOf(run, { ...ending, outcome: 'dry-run' })
  const report =
    hold === null
      ? await bringIntoForce(run, { revisionBefore, moves, missing, impact })
      : await keepOut(run, hold, { revisionBefore, missing, watermark })
  await note(run, report.outcome === 'dry-run' ? 'unchanged' : report.outcome, report)
  return report
}

/** Campaigns that take a second person wait, whoever delivers them. */
async function holdDelivered(run: DeliveryRun): Promise<void> {
  const { staged, warnings, refused } = await holdCampaigns(run.dependencies, run.batch, [...run.staged.values()])
  run.stage(staged)
  for (const [id, refusals] of refused) refuseRecord(run, id, refusals)
  for (const warning of warnings) noteCampaign(run, warning)
}

interface Found {
  readonly revisionBefore: number
  readonly missing: Missing
}

async function bringIntoForce(
  run: DeliveryRun,
  found: Found & { readonly moves: Moves; readonly impact: WithdrawalImpact | undefined },
): Promise<DeliveryReport> {
  const promoted = await promoteDelivery(run, { ...found, missing: found.missing.items })
  const { items, quarantined } = countsOf(run)
  const nothing = promoted.moves === null
  const outcome = !nothing ? 'promoted' : items > 0 && quarantined === items ? 'refused' : 'unchanged'
  if (outcome === 'promoted') {
    await noteAccepted(run.redis, run.feedId, {
      delivery: run.order.delivery,
      revision: promoted.revision,
      at: run.dependencies.now(),
    })
  }
  const { watermark } = await readFeedState(run.redis, run.feedId)
  return reportOf(run, {
    outcome,
    held: null,
    missing: { ...found.missing, items: promoted.removed },
    revision: promoted.revision,
    watermark: outcome === 'refused' ? watermark : run.startedAt,
    promoted,
    impact: found.impact,
  })
}

/** Held, with all that is staged; refused where nothing is. */
async function keepOut(
  run: DeliveryRun,
  hold: Hold,
  { revisionBefore, missing, watermark }: Found & { readonly watermark: number | null },
): Promise<DeliveryReport> {
  await writeQuarantined(run.redis, run.entries)
  // What changes no record may still change what is known: of items that are gone, or bring what is there already.
  const isEmpty = run.staged.size + run.items.size + missing.items.length === 0
  const report = reportOf(run, {
    outcome: isEmpty ? 'refused' : 'held',
    held: hold,
    missing,
    revision: revisionBefore,
    watermark,
  })
  if (run.batch === null) return report
  if (isEmpty) {
    await discardBatch(run.dependencies, run.batch)
    await forgetNotes(run.redis, run.order.delivery)
  } else await holdDelivery(run, { revisionBefore, missing: missing.items })
  return report
}

/** Stores where the delivery is. */
async function note(
  run: DeliveryRun,
  state: 'open' | 'running' | 'promoted' | 'unchanged' | 'held' | 'refused',
  report: DeliveryReport | null,
): Promise<void> {
  const { feed, mode, approve, actor, delivery } = run.order
  if (run.order.byHand) return run.inForce ? endSettling(run.redis, feed.id) : undefined
  await writeDelivery(run.redis, {
    ...{ delivery, feed: feed.id, mode, state, approve, actor, at: run.startedAt },
    items: run.seen.size,
    report,
  })
  if (run.inForce) await endSettling(run.redis, feed.id)
}
