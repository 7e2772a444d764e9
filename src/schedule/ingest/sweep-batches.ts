import { sendPipeline, sendRepeatable } from '../store/checked-pipeline.ts'
import type { ScheduleContext } from '../store/connect.ts'
import { keys } from '../store/keys.ts'
import { scanSet } from '../store/read-documents.ts'
import { asFields, asText } from '../store/replies.ts'
import { type Batch, type BatchEntry, FATE_MS } from './batch.ts'
import { standingPromotion } from './promotion.ts'

const PROMOTED_KEPT_MS = 86_400_000

/** Discards batches whose lease has lapsed, and forgets long promoted ones. Returns what it discarded. */
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

/** Gives up a batch of our own. */
export async function discardBatch(context: ScheduleContext, batch: Batch): Promise<void> {
  await sendPipeline(context.redis, (queue) => queue.del(keys.batchLease(batch.id)))
  await discardLapsed(context, batch.id)
}

async function discardLapsed({ redis }: ScheduleContext, id: string): Promise<boolean> {
  const [lease] = await sendRepeatable(redis, (queue) => queue.get(keys.batchLease(id)))
  if (asText(lease) !== null) return false
  // What is decided is done by whoever writes next.
  if ((await standingPromotion(redis))?.batch === id) return false
  // Left standing, to lapse: a promoter that is late finds the matter decided.
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

/** An earlier sweep decided so, and did not get to the end. */
async function wasDiscarded(redis: ScheduleContext['redis'], id: string): Promise<boolean> {
  const [fate] = await sendRepeatable(redis, (queue) => queue.get(keys.batchFate(id)))
  return asText(fate) === 'discarded'
}
