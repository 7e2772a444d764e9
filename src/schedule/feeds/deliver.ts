import type { DeliveryReport } from '../../contracts/ops/answers/deliveries.ts'
import type { FeedFault, FeedItem } from '../../ingest/formats/feed-reader.ts'
import { type Hold, holdOf } from '../../ingest/parts/holds.ts'
import { canonicalJson } from '../../model/canonical-json.ts'
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
import { takeItems } from './items/take-items.ts'
import { type Missing, withdrawMissing } from './items/withdraw-missing.ts'
import { promoteDelivery } from './promote-delivery.ts'
import { readFeedState, writeDelivery } from './stores/delivery-store.ts'
import { entriesOf, writeQuarantined } from './stores/quarantine-store.ts'
import { noteAccepted } from './stores/servable.ts'

/** How many items are looked up in the store at once. */
const GROUP_ITEMS = 500
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
  const revisionBefore = await readRevision(dependencies.redis)
  const run = await openRun(dependencies, order)
  try {
    await takeAll(run, items)
    return await endRun(run, revisionBefore)
  } catch (error) {
    // A promotion without an answer may still arrive and needs its records, so they are left for the sweep.
    const undecided = error instanceof ScheduleError && error.kind === 'unreachable'
    if (run.batch !== null && !undecided) await discardBatch(dependencies, run.batch).catch(() => undefined)
    if (run.batch !== null) await note(run, 'refused', null).catch(() => undefined)
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
  if (!dryRun) await note(run, 'running', null)
  return run
}

/** Settings that say nothing of how an item is mapped. */
const NOT_MAPPED = { url: null, everyMinutes: 0, freshnessMinutes: 0, maxRemovedPercent: 0, mode: 'full', owner: '' }

async function takeAll(run: DeliveryRun, items: AsyncIterable<FeedItem | FeedFault>): Promise<void> {
  let group: FeedItem[] = []
  const flush = async () => {
    const taken = group
    group = []
    await takeItems(run, taken)
    if (run.batch === null) return
    await renewBatch(run.dependencies, run.batch)
    await run.order.renew?.()
    if (run.seen.size % (GROUP_ITEMS * 10) === 0) await note(run, 'running', null)
  }
  for await (const each of items) {
    if (each.kind === 'fault') {
      run.note(null, [each.finding])
      run.broken = `line ${each.finding.line}: ${each.finding.hint}`
      break
    }
    if (run.seen.size + group.length >= MOST_ITEMS) {
      run.broken = `more than ${MOST_ITEMS} items: divide the feed`
      break
    }
    group.push(each)
    if (group.length === GROUP_ITEMS) await flush()
  }
  await flush()
}

async function endRun(run: DeliveryRun, revisionBefore: number): Promise<DeliveryReport> {
  await settleReferences(run)
  const missing = await withdrawMissing(run, run.broken === null)
  await stageEvergreen(run)
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
      ? await bringIntoForce(run, { revisionBefore, moves, missing })
      : await keepOut(run, hold, { revisionBefore, missing, watermark })
  await note(run, report.outcome === 'dry-run' ? 'unchanged' : report.outcome, report)
  return report
}

interface Found {
  readonly revisionBefore: number
  readonly missing: Missing
}

async function bringIntoForce(run: DeliveryRun, found: Found & { readonly moves: Moves }): Promise<DeliveryReport> {
  const promoted = await promoteDelivery(run, { ...found, missing: found.missing.items })
  const { items, quarantined } = countsOf(run)
  const nothing = promoted.moves === null
  const outcome = !nothing ? 'promoted' : items > 0 && quarantined === items ? 'refused' : 'unchanged'
  const at = run.dependencies.now()
  if (outcome === 'promoted') {
    await noteAccepted(run.redis, run.feedId, { delivery: run.order.delivery, revision: promoted.revision, at })
  }
  const { watermark } = await readFeedState(run.redis, run.feedId)
  return reportOf(run, {
    outcome,
    held: null,
    missing: found.missing,
    revision: promoted.revision,
    watermark: outcome === 'refused' ? watermark : run.startedAt,
    promoted,
  })
}

/** Held, with all that is staged; refused where nothing is. */
async function keepOut(
  run: DeliveryRun,
  hold: Hold,
  { revisionBefore, missing, watermark }: Found & { readonly watermark: number | null },
): Promise<DeliveryReport> {
  await writeQuarantined(run.redis, run.entries)
  const isEmpty = run.staged.size === 0
  const report = reportOf(run, {
    outcome: isEmpty ? 'refused' : 'held',
    held: hold,
    missing,
    revision: revisionBefore,
    watermark,
  })
  if (run.batch === null) return report
  if (isEmpty) await discardBatch(run.dependencies, run.batch)
  else await holdDelivery(run, { revisionBefore, missing: missing.items })
  return report
}

/** Stores where the delivery is. */
async function note(
  run: DeliveryRun,
  state: 'running' | 'promoted' | 'unchanged' | 'held' | 'refused',
  report: DeliveryReport | null,
): Promise<void> {
  const { feed, mode, approve, actor, delivery } = run.order
  if (run.order.byHand) return
  await writeDelivery(run.redis, {
    ...{ delivery, feed: feed.id, mode, state, approve, actor, at: run.startedAt },
    items: run.seen.size,
    report,
  })
}
