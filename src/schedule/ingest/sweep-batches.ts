import { sendPipeline, sendRepeatable } from '../store/checked-pipeline.ts'
import type { ScheduleContext } from '../store/connect.ts'
import { keys } from '../store/keys.ts'
import { scanSet } from '../store/read-documents.ts'
import { asFields, asText } from '../store/replies.ts'
import { type Batch, type BatchEntry, FATE_MS } from './batch.ts'
import { standingPromotion } from './promotion.ts'

const PROMOTED_KEPT_MS = 86_400_000

/**
 * Discards batches whose lease has expired, and removes entries of batches promoted long ago. Returns the discarded
 * ones.
 */
export async function sweepBatches(context: ScheduleContext): Promise<string[]> {
  const [reply] = await sendRepeatable(context.redis, (queue) => queue.hgetall(keys.batches))
  const discarded: string[] = []
  for (const [id, json] of asFields(reply)) {
    const entry = JSON.parse(json) as BatchEntry
    if (entry.state === 'staging' && (await discardLapsed(context, id))) discarded.push(id)
    if (entry.state === 'promoted' && entry.at < context.now() - PROMOTED_KEPT_MS) {
      await sendRepeatable(context.redis, (queue) => queue.hdel(keys.batches, id))
    }
  }
  return discarded
}

/** Discards a batch of our own. */
export async function discardBatch(context: ScheduleContext, batch: Batch): Promise<void> {
  await sendPipeline(context.redis, (queue) => queue.del(keys.batchLease(batch.id)))
  await discardLapsed(context, batch.id)
}

async function discardLapsed({ redis }: ScheduleContext, id: string): Promise<boolean> {
  const [lease] = await sendRepeatable(redis, (queue) => queue.get(keys.batchLease(id)))
  if (asText(lease) !== null) return false
  // A decided promotion is completed by the next writer.
  if ((await standingPromotion(redis))?.batch === id) return false
  // The claim is left to expire: a late promoter then sees that the batch is discarded.
  const [claimed] = await sendPipeline(redis, (queue) =>
    queue.set(keys.batchFate(id), 'discarded', { nx: true, px: FATE_MS }),
  )
  if (claimed !== 'OK' && !(await wasDiscarded(redis, id))) return false
  for await (const documentKeys of scanSet(redis, keys.batchKeys(id))) {
    const [first, ...rest] = documentKeys.map((key) => keys.staged(id, key))
    if (first !== undefined) await sendRepeatable(redis, (queue) => queue.del(first, ...rest))
  }
  await sendRepeatable(redis, (queue) => {
    queue.del(keys.batchKeys(id), keys.batchPlan(id))
    queue.hdel(keys.batches, id)
  })
  return true
}

/** Whether an earlier sweep began to discard it and did not finish. */
async function wasDiscarded(redis: ScheduleContext['redis'], id: string): Promise<boolean> {
  const [fate] = await sendRepeatable(redis, (queue) => queue.get(keys.batchFate(id)))
  return asText(fate) === 'discarded'
}
