import { z } from 'zod'
import type { DeliveryReport } from '../../contracts/ops/answers/deliveries.ts'
import type { Batch } from '../ingest/batch.ts'
import type { StagedRecord } from '../ingest/stage-batch.ts'
import { discardBatch } from '../ingest/sweep-batches.ts'
import { movesOf } from '../moves/moves.ts'
import { appendAudit } from '../reports/audit-log.ts'
import { sendRepeatable } from '../store/checked-pipeline.ts'
import { keys } from '../store/keys.ts'
import { ScheduleError } from '../store/schedule-error.ts'
import { countsOf } from './delivery-report.ts'
import { type DeliveryDependencies, DeliveryRun, type KnownFeed, type RunningItem } from './delivery-run.ts'
import { dropRefusedNotes } from './items/confirm-notes.ts'
import { findHeldElsewhere } from './items/withdraw-missing.ts'
import { promoteDelivery } from './promote-delivery.ts'
import { readDelivery, type StoredDelivery, writeDelivery } from './stores/delivery-store.ts'
import { withFeedLock } from './stores/feed-lock.ts'
import { readKnownItems } from './stores/item-ledger.ts'
import { dropQuarantined, entriesOf, readEntries } from './stores/quarantine-store.ts'
import { noteAccepted } from './stores/servable.ts'
import { endSettling, forgetNotes, settledOf, settleStanding } from './stores/settle-delivery.ts'
import { readPieces, writePieces } from './stores/text-pieces.ts'
import { deleteChunks } from './stores/uploads.ts'

/** How long a held delivery can be released. */
const HELD_SECONDS = 7 * 86_400

/** What a held delivery needs to be promoted later. */
interface HeldStaging {
  readonly batch: Batch
  readonly revisionBefore: number
  readonly staged: readonly StagedRecord[]
  readonly items: readonly (readonly [string, RunningItem])[]
  readonly deleted: readonly string[]
  readonly missing: readonly string[]
  /** As `DeliveryRun.left`, and records that were staged and refused. */
  readonly left: readonly (readonly [string, readonly string[]])[]
  readonly refused: readonly StagedRecord[]
  /** What the feed's items were known by when it was compared with them: the last delivery that changed them. */
  readonly settled: string | null
}

const batchOnly = z.looseObject({ batch: z.object({ id: z.string(), token: z.string(), actor: z.string() }) })

/** Keeps what a delivery has staged for seven days; nothing of it is visible meanwhile. */
export async function holdDelivery(
  run: DeliveryRun,
  { revisionBefore, missing }: { readonly revisionBefore: number; readonly missing: readonly string[] },
): Promise<void> {
  const { batch, redis } = run
  if (batch === null) return
  const staging: HeldStaging = {
    // A release that fails must not shorten it.
    batch: { ...batch, leaseMs: HELD_SECONDS * 1000 },
    ...{ revisionBefore, missing },
    staged: [...run.staged.values()],
    items: [...run.items],
    deleted: [...run.deleted],
    left: [...run.left],
    refused: [...run.everStaged.values()].filter(({ id }) => !run.staged.has(id)),
    settled: (await settledOf(redis, run.feedId)).settled,
  }
  await dropRefusedNotes(run)
  const key = keys.deliveryHeld(run.order.delivery)
  await writePieces(redis, key, JSON.stringify(staging), { seconds: HELD_SECONDS })
  await sendRepeatable(redis, (queue) => {
    queue.expire(keys.deliveryItems(run.order.delivery), HELD_SECONDS)
    queue.pexpire(keys.batchLease(batch.id), HELD_SECONDS * 1000)
  })
}

/**
 * Brings a held delivery into force. Records that somebody else has changed since stay as they are, and their items go
 * into quarantine.
 *
 * @throws ScheduleError `lapsed` after seven days, and when a later delivery has changed what is known of the feed's items
 */
export function releaseDelivery(
  dependencies: DeliveryDependencies,
  feed: KnownFeed,
  { delivery }: StoredDelivery,
  decision: { readonly actor: string; readonly reason: string },
): Promise<DeliveryReport> {
  return withFeedLock(dependencies, feed.id, async (renew) => {
    await settleStanding(dependencies, feed.id, null)
    const held = await readDelivery(dependencies.redis, delivery)
    const report = held?.report
    // Released before, and its publisher died before it could say so.
    if (held?.state === 'promoted' && report) return report
    if (held?.state !== 'held' || !report) throw new ScheduleError('lapsed', `${delivery} is not held any more`)
    return release(dependencies, { feed, renew }, { ...held, report }, decision)
  })
}

async function release(
  dependencies: DeliveryDependencies,
  { feed, renew }: { readonly feed: KnownFeed; readonly renew: () => Promise<void> },
  held: StoredDelivery & { readonly report: DeliveryReport },
  { actor, reason }: { readonly actor: string; readonly reason: string },
): Promise<DeliveryReport> {
  const { redis } = dependencies
  const staging = await readHeld(dependencies, held.delivery)
  const { mode, approve, delivery } = held
  const order = { feed, mode, approve, delivery, dryRun: false, actor, renew, released: true } as const
  const run = new DeliveryRun(dependencies, order, staging.batch, await entriesOf(redis, feed.id), '')
  restoreRun(run, staging)
  await requireCurrent(run, staging)
  const counted = countsOf(run)
  const moves = await movesOf(dependencies, [...run.staged.values()])
  const { missing, revisionBefore } = staging
  const promoted = await promoteDelivery(run, { revisionBefore, moves, missing })
  const now = countsOf(run)
  const lost = counted.accepted + counted.unchanged - now.accepted - now.unchanged
  const outcome = promoted.moves === null ? 'unchanged' : 'promoted'
  const report: DeliveryReport = {
    ...held.report,
    outcome,
    held: null,
    accepted: held.report.accepted - lost,
    quarantined: held.report.quarantined + lost,
    removed: promoted.removed.length,
    refused: [...held.report.refused, ...run.listed],
    refusedCount: held.report.refusedCount + run.findingCount,
    watermark: new Date(held.at).toISOString(),
    withdrawn: promoted.withdrawn,
    revision: promoted.revision,
  }
  if (promoted.moves !== null) {
    await noteAccepted(redis, feed.id, { delivery, revision: promoted.revision, at: dependencies.now() })
  }
  await writeDelivery(redis, { ...held, state: outcome, report })
  await endSettling(redis, feed.id)
  await forget(dependencies, delivery)
  await auditDecision(dependencies, 'delivery.release', held, { actor, reason })
  return report
}

/** What it says is missing, or no longer brought, was compared with what was known then. */
async function requireCurrent(run: DeliveryRun, { settled, items, missing }: HeldStaging): Promise<void> {
  const { delivery } = run.order
  const { settled: now } = await settledOf(run.redis, run.feedId)
  if (now !== settled) {
    const told = `${now ?? 'another delivery'} has come into force since ${delivery} was held: send the feed again`
    throw new ScheduleError('lapsed', told)
  }
  // A fix changes a single item.
  const known = await readKnownItems(
    run.redis,
    run.feedId,
    items.map(([key]) => key),
  )
  if (items.some(([key, { before }]) => (known.get(key)?.hash ?? null) !== before)) {
    throw new ScheduleError('lapsed', `an item was mended since ${delivery} was held: send the feed again`)
  }
  await findHeldElsewhere(run, new Set(missing))
  for (const id of run.heldElsewhere) if (!run.isBrought(id)) run.staged.delete(id)
}

/** Discards a held or open delivery: nothing of it ever was in force. */
export function discardDelivery(
  dependencies: DeliveryDependencies,
  { delivery, feed }: Pick<StoredDelivery, 'delivery' | 'feed'>,
  { actor, reason }: { readonly actor: string; readonly reason: string },
): Promise<StoredDelivery> {
  const { redis } = dependencies
  return withFeedLock(dependencies, feed, async () => {
    await settleStanding(dependencies, feed, null)
    const now = await readDelivery(redis, delivery)
    if (now?.state !== 'held' && now?.state !== 'open') {
      throw new ScheduleError('lapsed', `${delivery} is neither held nor open any more`)
    }
    const discarded: StoredDelivery = { ...now, state: 'discarded' }
    // First: from now on nobody releases it, or ends it.
    await writeDelivery(redis, discarded)
    const staging = now.state === 'held' ? await readHeld(dependencies, delivery).catch(() => null) : null
    if (staging !== null) await discardBatch(dependencies, staging.batch)
    if (now.state === 'held') await dropEntriesOf(dependencies, now)
    await forget(dependencies, delivery)
    await auditDecision(dependencies, 'delivery.discard', now, { actor, reason })
    return discarded
  })
}

async function readHeld({ redis }: DeliveryDependencies, delivery: string): Promise<HeldStaging> {
  const pieces = await readPieces(redis, keys.deliveryHeld(delivery))
  if (pieces.length === 0) {
    throw new ScheduleError('lapsed', `the staging of ${delivery} has lapsed after seven days: send the delivery again`)
  }
  const staging: unknown = JSON.parse(pieces.join(''))
  batchOnly.parse(staging)
  // Written by `holdDelivery` alone, and looked at by nobody else.
  return staging as HeldStaging
}

function restoreRun(run: DeliveryRun, { staged, items, deleted, left, refused }: HeldStaging): void {
  run.stage(staged)
  for (const record of refused) run.everStaged.set(record.id, record)
  for (const [key, item] of items) {
    run.items.set(key, item)
    run.seen.set(key, '')
    for (const record of item.records) run.bring(record, key)
  }
  for (const key of deleted) run.deleted.add(key)
  for (const [record, itemKeys] of left) for (const key of itemKeys) run.leave(record, key)
}

async function dropEntriesOf({ redis }: DeliveryDependencies, { feed, delivery }: StoredDelivery): Promise<void> {
  const { open } = await entriesOf(redis, feed)
  const entries = await readEntries(redis, [...open.values()])
  const its = entries.filter((entry) => entry.delivery === delivery)
  await dropQuarantined(redis, feed, new Map(its.map(({ key, quarantine }) => [key, quarantine])))
}

async function forget({ redis }: DeliveryDependencies, delivery: string): Promise<void> {
  await sendRepeatable(redis, (queue) => queue.del(keys.deliveryHeld(delivery)))
  await forgetNotes(redis, delivery)
  await deleteChunks(redis, delivery)
}

async function auditDecision(
  { redis, now, role }: DeliveryDependencies,
  action: string,
  { delivery, feed, state }: StoredDelivery,
  { actor, reason }: { readonly actor: string; readonly reason: string },
): Promise<void> {
  const after = { feed, reason }
  await appendAudit(redis, { at: now(), actor, role: role ?? null, action, target: delivery, before: { state }, after })
}
