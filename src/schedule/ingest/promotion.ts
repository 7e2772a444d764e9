import type { Redis } from '@upstash/redis/cloudflare'
import { z } from 'zod'
import { queueAudit } from '../reports/audit-log.ts'
import { REQUEST_BYTES } from '../store/bounded-requests.ts'
import { type CommandQueue, sendPipeline, sendRepeatable, sendTransaction } from '../store/checked-pipeline.ts'
import { keys } from '../store/keys.ts'
import { asNumber, asText, asWords } from '../store/replies.ts'
import { queueKnown } from '../takedowns/narrowings.ts'
import type { BatchEntry } from './batch.ts'
import { type PromotionStep, queueStep, readStep } from './promotion-plan.ts'

const decided = z.object({
  batch: z.string(),
  actor: z.string(),
  role: z.string().nullable(),
  /** For the audit log: the action, such as `ingest`, and its result. */
  action: z.string(),
  summary: z.record(z.string(), z.number()),
  /** Milliseconds since 1970. */
  at: z.number(),
  /** The schedule's revision before. */
  revision: z.number(),
  /** The number of the narrowings that its documents contain; null: it narrows nothing. */
  known: z.number().nullable(),
  /** A field of a hash that it sets when it ends, for whoever has to go on from there. */
  leaves: z.object({ key: z.string(), field: z.string(), value: z.string() }).optional(),
})

/** A decided promotion: once it is stored it will be completed, if need be by another writer. */
export type DecidedFate = z.infer<typeof decided>

const STEPS_A_READING = 10

/**
 * Stores a promotion of several steps. From now on readers wait until it is done, because nobody may see half of it. If
 * its writer dies, the next one completes it, without knowing how far it came.
 */
export async function decide(redis: Redis, standing: DecidedFate, steps: readonly PromotionStep[]): Promise<void> {
  const plan = keys.batchPlan(standing.batch)
  let pending: string[] = []
  let bytes = 0
  const flush = async () => {
    const [first, ...rest] = pending
    pending = []
    bytes = 0
    // A step that is stored twice is done twice, which does no harm.
    if (first !== undefined) await sendRepeatable(redis, (queue) => queue.rpush(plan, first, ...rest))
  }
  for (const json of steps.map((step) => JSON.stringify(step))) {
    if (bytes + json.length > REQUEST_BYTES) await flush()
    pending.push(json)
    bytes += json.length
  }
  await flush()
  await sendRepeatable(redis, (queue) => queue.set(keys.promoting, JSON.stringify(standing)))
}

/** Does one step and, with the last one, ends the promotion: then readers see all of it. */
export async function takeStep(
  redis: Redis,
  standing: DecidedFate,
  step: PromotionStep,
  { isLast, isThere }: { readonly isLast: boolean; readonly isThere: (documentKey: string) => boolean },
): Promise<void> {
  await sendTransaction(redis, (queue) => {
    queueStep(queue, standing.batch, step, isThere)
    if (isLast) queueEnd(queue, standing)
  })
}

function queueEnd(
  queue: CommandQueue,
  { batch, actor, role, action, summary, at, revision, known, leaves }: DecidedFate,
): void {
  queue.incr(keys.revision)
  if (known !== null) queueKnown(queue, known)
  if (leaves !== undefined) queue.hset(leaves.key, { [leaves.field]: leaves.value })
  queue.del(keys.batchKeys(batch), keys.batchLease(batch), keys.batchFate(batch), keys.batchPlan(batch), keys.promoting)
  const entry: BatchEntry = { state: 'promoted', at, actor }
  queue.hset(keys.batches, { [batch]: JSON.stringify(entry) })
  queueAudit(queue, {
    at,
    actor,
    role,
    action,
    target: batch,
    before: { revision },
    after: { revision: revision + 1, ...summary },
  })
}

/** The decided promotion that is not done yet; null: there is none. */
export async function standingPromotion(redis: Redis): Promise<DecidedFate | null> {
  const [reply] = await sendRepeatable(redis, (queue) => queue.get(keys.promoting))
  const json = asText(reply)
  return json === null ? null : decided.parse(JSON.parse(json))
}

/** Completes a promotion that somebody else began. Under the writer lock. */
export async function completePromotion(redis: Redis): Promise<void> {
  const standing = await standingPromotion(redis)
  if (standing === null) return
  const [reply] = await sendRepeatable(redis, (queue) => queue.llen(keys.batchPlan(standing.batch)))
  const length = asNumber(reply)
  for (let from = 0; from < length; from += STEPS_A_READING) {
    const [page] = await sendRepeatable(redis, (queue) =>
      queue.lrange(keys.batchPlan(standing.batch), from, from + STEPS_A_READING - 1),
    )
    for (const [index, json] of asWords(page).entries()) {
      const step = readStep(json)
      const left = await stillStaged(redis, standing.batch, step)
      const isLast = from + index === length - 1
      await takeStep(redis, standing, step, { isLast, isThere: (documentKey) => left.has(documentKey) })
    }
  }
}

async function stillStaged(redis: Redis, batch: string, { moves }: PromotionStep): Promise<ReadonlySet<string>> {
  if (moves.length === 0) return new Set()
  const documentKeys = moves.map(({ type, id }) => keys.document(type, id))
  const replies = await sendPipeline(redis, (queue) => {
    for (const documentKey of documentKeys) queue.exists(keys.staged(batch, documentKey))
  })
  return new Set(documentKeys.filter((_, index) => replies[index] === 1))
}
