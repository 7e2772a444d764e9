import { queueAudit } from './audit-log.ts'
import { type Batch, type BatchEntry, FATE_MS, isPromoted, lapsed, renewBatch } from './batch.ts'
import { sendPipeline, sendRepeatable, sendTransaction } from './checked-pipeline.ts'
import type { ScheduleContext } from './connect.ts'
import { DOCUMENT_TYPES, keys } from './keys.ts'
import { queueNarrowings } from './narrowings.ts'
import { readRevision } from './read-documents.ts'
import { queueMembers, queueRegionMoves } from './region-index.ts'
import { asNumber } from './replies.ts'
import { ScheduleError } from './schedule-error.ts'
import type { StagedRecord } from './stage-batch.ts'

const CHECKED_A_COMMAND = 500

export interface Promotion {
  readonly batch: Batch
  /** What goes live. */
  readonly staged: readonly StagedRecord[]
  /** What was staged and then refused: deleted along the way. */
  readonly dropped: readonly StagedRecord[]
  /** For the audit log: what it was, such as `ingest`, and what came of it. */
  readonly action: string
  readonly summary: Readonly<Record<string, number>>
}

/**
 * Puts a staged batch live: in one MULTI, so that a reader sees all of it or nothing. To be called
 * under the writer lock. Throws `lapsed` if the batch has been or must be given up; `unreachable` if
 * it can not be known whether it happened (what then is not live stays invisible, and is swept).
 *
 * @returns the schedule's new revision
 */
export async function promoteBatch(context: ScheduleContext, promotion: Promotion): Promise<number> {
  const { batch } = promotion
  await renewBatch(context, batch)
  await claimPromotion(context, batch)
  await checkStaged(context, promotion)
  const revision = await readRevision(context.redis)
  try {
    const replies = await sendTransaction(context.redis, (queue) => queuePromotion(queue, context, promotion, revision))
    return asNumber(replies[0])
  } catch (error) {
    const mayHaveHappened = !(error instanceof ScheduleError && error.kind === 'partial')
    if (mayHaveHappened && (await isPromoted(context, batch))) return readRevision(context.redis)
    throw error
  }
}

/** From here on a sweep leaves the batch alone, whatever becomes of its lease. */
async function claimPromotion({ redis }: ScheduleContext, batch: Batch): Promise<void> {
  const [claimed] = await sendPipeline(redis, (queue) =>
    queue.set(keys.batchFate(batch.id), 'promoting', { nx: true, px: FATE_MS }),
  )
  if (claimed !== 'OK') throw lapsed(batch)
}

/** MULTI does not roll back: a RENAME of a key that is gone would leave half a batch. So none may be gone. */
async function checkStaged({ redis }: ScheduleContext, { batch, staged }: Promotion): Promise<void> {
  let found = 0
  const names = staged.map(({ type, id }) => keys.staged(batch.id, keys.document(type, id)))
  const replies = await sendRepeatable(redis, (queue) => {
    for (let from = 0; from < names.length; from += CHECKED_A_COMMAND) {
      queue.exists(...names.slice(from, from + CHECKED_A_COMMAND))
    }
  })
  for (const reply of replies) found += asNumber(reply)
  if (found !== staged.length) {
    throw new ScheduleError(
      'inconsistent',
      `batch ${batch.id} has ${found} of its ${staged.length} records: ingest again`,
    )
  }
}

type Queue = Parameters<Parameters<typeof sendTransaction>[1]>[0]

function queuePromotion(queue: Queue, context: ScheduleContext, promotion: Promotion, revision: number): void {
  const { batch, staged, dropped, action, summary } = promotion
  const at = context.now()
  queue.incr(keys.revision)
  for (const { type, id } of staged) {
    const documentKey = keys.document(type, id)
    queue.rename(keys.staged(batch.id, documentKey), documentKey)
  }
  for (const type of DOCUMENT_TYPES) {
    const fresh = staged.filter((record) => record.type === type && record.replaces === 0).map(({ id }) => id)
    queueMembers(fresh, (first, rest) => queue.sadd(keys.documentIds(type), first, ...rest))
  }
  const campaigns = staged.filter(({ type }) => type === 'campaign')
  queueRegionMoves(
    queue,
    campaigns.map(({ id, regionsBefore, regionsAfter }) => ({ id, before: regionsBefore, after: regionsAfter })),
  )
  queueNarrowings(
    queue,
    at,
    staged.flatMap(({ narrowings }) => narrowings),
  )
  const names = dropped.map(({ type, id }) => keys.staged(batch.id, keys.document(type, id)))
  queueMembers(names, (first, rest) => queue.del(first, ...rest))
  queue.del(keys.batchKeys(batch.id), keys.batchLease(batch.id), keys.batchFate(batch.id))
  const entry: BatchEntry = { state: 'promoted', at, actor: batch.actor }
  queue.hset(keys.batches, { [batch.id]: JSON.stringify(entry) })
  const by = { actor: batch.actor, role: context.role ?? null }
  const after = { revision: revision + 1, ...summary }
  queueAudit(queue, { at, ...by, action, target: batch.id, before: { revision }, after })
}
