import { z } from 'zod'
import type { DeliveryReport } from '../../contracts/ops/answers/deliveries.ts'
import type { Batch } from '../ingest/batch.ts'
import type { StagedRecord } from '../ingest/stage-batch.ts'
import { discardBatch } from '../ingest/sweep-batches.ts'
import { movesOf } from '../moves/moves.ts'
import { appendAudit } from '../reports/audit-log.ts'
import { REQUEST_BYTES } from '../store/bounded-requests.ts'
import { sendRepeatable } from '../store/checked-pipeline.ts'
import { keys } from '../store/keys.ts'
import { asWords } from '../store/replies.ts'
import { ScheduleError } from '../store/schedule-error.ts'
import { countsOf } from './delivery-report.ts'
import { type DeliveryDependencies, DeliveryRun, type KnownFeed, type RunningItem } from './delivery-run.ts'
import { promoteDelivery } from './promote-delivery.ts'
import { type StoredDelivery, writeDelivery } from './stores/delivery-store.ts'
import { dropQuarantined, entriesOf, readEntries } from './stores/quarantine-store.ts'
import { noteAccepted } from './stores/servable.ts'

/** How long a held delivery can be released. */
const HELD_SECONDS = 7 * 86_400
const PIECES_AT_ONCE = 5

/** What a held delivery needs to be promoted later. */
interface HeldStaging {
  readonly batch: Batch
  readonly revisionBefore: number
  readonly staged: readonly StagedRecord[]
  readonly items: readonly (readonly [string, RunningItem])[]
  readonly deleted: readonly string[]
  readonly missing: readonly string[]
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
    ...{ batch, revisionBefore, missing },
    staged: [...run.staged.values()],
    items: [...run.items],
    deleted: [...run.deleted],
  }
  const key = keys.deliveryHeld(run.order.delivery)
  const json = JSON.stringify(staging)
  await sendRepeatable(redis, (queue) => queue.del(key))
  // A third of the limit: a character may take three bytes.
  for (let from = 0; from < json.length; from += REQUEST_BYTES / 3) {
    await sendRepeatable(redis, (queue) => queue.rpush(key, json.slice(from, from + REQUEST_BYTES / 3)))
  }
  await sendRepeatable(redis, (queue) => {
    queue.expire(key, HELD_SECONDS)
    queue.expire(keys.deliveryItems(run.order.delivery), HELD_SECONDS)
    queue.pexpire(keys.batchLease(batch.id), HELD_SECONDS * 1000)
  })
}

/**
 * Brings a held delivery into force. Records that somebody else has changed since stay as they are, and their items go
 * into quarantine.
 *
 * @throws ScheduleError `lapsed` after seven days
 */
export async function releaseDelivery(
  dependencies: DeliveryDependencies,
  feed: KnownFeed,
  held: StoredDelivery & { readonly report: DeliveryReport },
  { actor, reason }: { readonly actor: string; readonly reason: string },
): Promise<DeliveryReport> {
  const { redis } = dependencies
  const staging = await readHeld(dependencies, held.delivery)
  const { mode, approve, delivery } = held
  const order = { feed, mode, approve, delivery, dryRun: false, actor }
  const run = new DeliveryRun(dependencies, order, staging.batch, await entriesOf(redis, feed.id), '')
  restoreRun(run, staging)
  const counted = countsOf(run)
  const moves = await movesOf(dependencies, staging.staged)
  const { missing, revisionBefore } = staging
  const promoted = await promoteDelivery(run, { revisionBefore, moves, missing })
  const now = countsOf(run)
  const lost = counted.accepted + counted.unchanged - now.accepted - now.unchanged
  const report: DeliveryReport = {
    ...held.report,
    outcome: promoted.moves === null ? 'unchanged' : 'promoted',
    held: null,
    accepted: held.report.accepted - lost,
    quarantined: held.report.quarantined + lost,
    refused: [...held.report.refused, ...run.listed],
    refusedCount: held.report.refusedCount + run.findingCount,
    watermark: new Date(held.at).toISOString(),
    withdrawn: promoted.withdrawn,
    revision: promoted.revision,
  }
  if (promoted.moves !== null) {
    await noteAccepted(redis, feed.id, { delivery, revision: promoted.revision, at: dependencies.now() })
  }
  await writeDelivery(redis, { ...held, state: promoted.moves === null ? 'unchanged' : 'promoted', report })
  await forget(dependencies, delivery)
  await auditDecision(dependencies, 'delivery.release', held, { actor, reason })
  return report
}

/** Discards a held or open delivery: nothing of it ever was in force. */
export async function discardDelivery(
  dependencies: DeliveryDependencies,
  delivery: StoredDelivery,
  { actor, reason }: { readonly actor: string; readonly reason: string },
): Promise<StoredDelivery> {
  const { redis } = dependencies
  if (delivery.state === 'held') {
    const staging = await readHeld(dependencies, delivery.delivery).catch(() => null)
    if (staging !== null) await discardBatch(dependencies, staging.batch)
    await dropEntriesOf(dependencies, delivery)
  }
  const discarded: StoredDelivery = { ...delivery, state: 'discarded' }
  await writeDelivery(redis, discarded)
  await forget(dependencies, delivery.delivery)
  await auditDecision(dependencies, 'delivery.discard', delivery, { actor, reason })
  return discarded
}

async function readHeld({ redis }: DeliveryDependencies, delivery: string): Promise<HeldStaging> {
  const pieces: string[] = []
  for (let from = 0; ; from += PIECES_AT_ONCE) {
    const [reply] = await sendRepeatable(redis, (queue) =>
      queue.lrange(keys.deliveryHeld(delivery), from, from + PIECES_AT_ONCE - 1),
    )
    const found = asWords(reply)
    pieces.push(...found)
    if (found.length < PIECES_AT_ONCE) break
  }
  if (pieces.length === 0) {
    throw new ScheduleError('lapsed', `the staging of ${delivery} has lapsed after seven days: send the delivery again`)
  }
  const staging: unknown = JSON.parse(pieces.join(''))
  batchOnly.parse(staging)
  // Written by `holdDelivery` alone, and looked at by nobody else.
  return staging as HeldStaging
}

function restoreRun(run: DeliveryRun, { staged, items, deleted }: HeldStaging): void {
  for (const record of staged) run.staged.set(record.id, record)
  for (const [key, item] of items) {
    run.items.set(key, item)
    run.seen.set(key, '')
    for (const record of item.records) run.bring(record, key)
  }
  for (const key of deleted) run.deleted.add(key)
}

async function dropEntriesOf({ redis }: DeliveryDependencies, { feed, delivery }: StoredDelivery): Promise<void> {
  const { open } = await entriesOf(redis, feed)
  const entries = await readEntries(redis, [...open.values()])
  const its = entries.filter((entry) => entry.delivery === delivery)
  await dropQuarantined(redis, feed, new Map(its.map(({ key, quarantine }) => [key, quarantine])))
}

async function forget({ redis }: DeliveryDependencies, delivery: string): Promise<void> {
  await sendRepeatable(redis, (queue) =>
    queue.del(keys.deliveryHeld(delivery), keys.deliveryItems(delivery), keys.deliveryChunks(delivery)),
  )
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
