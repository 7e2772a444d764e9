import type { WorkerSettings } from '../bundle-workers.ts'
import type { QueueTerms } from './local-queue.ts'

/** Names of the queues that a Worker consumes. */
export function consumedQueues({ queueConsumers = {} }: WorkerSettings): readonly string[] {
  return Array.isArray(queueConsumers) ? queueConsumers : Object.keys(queueConsumers)
}

/** A Worker's settings as the consumer of a queue, from `wrangler.toml`. `deadQueue` null: none is named. */
export function queueTerms(
  { queueConsumers }: WorkerSettings,
  queue: string,
): QueueTerms & { readonly deadQueue: string | null } {
  const consumer = Array.isArray(queueConsumers) ? undefined : queueConsumers?.[queue]
  const { maxBatchSize, maxBatchTimeout, maxRetries, retryDelay = 0, deadLetterQueue = null } = consumer ?? {}
  if (maxBatchSize === undefined || maxBatchTimeout === undefined || maxRetries === undefined) {
    throw new Error(`wrangler.toml: the publisher's consumer of ${queue} says no batch size, timeout or retries`)
  }
  return {
    ...{ maxBatchSize, maxRetries, maxBatchTimeoutMs: maxBatchTimeout * 1000 },
    ...{ retryDelayMs: retryDelay * 1000, deadQueue: deadLetterQueue },
  }
}
