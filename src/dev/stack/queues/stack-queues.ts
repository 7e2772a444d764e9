import type { Miniflare } from 'miniflare'
import { type ConsumerContext, messageConsumer } from '../../../publisher/queue/message-consumers.ts'
import type { WorkerSettings } from '../bundle-workers.ts'
import { keepMessages, keptMessages } from './kept-messages.ts'
import { LocalQueue, type QueuedMessage, type TryAgain } from './local-queue.ts'
import { consumedQueues, queueTerms } from './queue-terms.ts'

type Batch = readonly QueuedMessage<unknown>[]
/** How a Worker settled a batch, in Miniflare's words. */
type Settled = Awaited<ReturnType<Awaited<ReturnType<Miniflare['getWorker']>>['queue']>>

/**
 * Every queue of a local stack on which the edge's messages come, and their dead queues, as `wrangler.toml` has them:
 * from the edge to the publisher's consumers.
 */
export class StackQueues {
  private readonly queues = new Map<string, LocalQueue<unknown>>()
  private miniflare: Miniflare | null = null

  constructor(
    publisher: WorkerSettings,
    private readonly folder: string,
  ) {
    const names = consumedQueues(publisher).filter((each) => messageConsumer(each) !== null)
    for (const name of names) {
      const { deadQueue, ...terms } = queueTerms(publisher, name)
      const bury = deadQueue === null ? {} : { bury: (dead: Batch) => this.named(deadQueue).resume(asNew(dead)) }
      this.queues.set(name, new LocalQueue(terms, (batch) => this.toPublisher(name, batch), bury))
      if (deadQueue !== null && !names.includes(deadQueue)) throw noConsumer(deadQueue)
    }
  }

  /** @throws Error if no consumer of this queue is in `wrangler.toml` */
  named(name: string): LocalQueue<unknown> {
    const queue = this.queues.get(name)
    if (queue === undefined) throw noConsumer(name)
    return queue
  }

  /** Sets the consumer, and sends what the last end left; before the Workers run, nothing is sent. */
  async consumedBy(miniflare: Miniflare): Promise<void> {
    this.miniflare = miniflare
    for (const [name, queue] of this.queues) queue.resume(await keptMessages(this.folder, name))
  }

  /**
   * Processes all accepted messages in this process, because workerd may have ended. What cannot be processed is
   * written to the state folder, for the next start.
   *
   * @returns how many messages were written
   */
  async drain(context: ConsumerContext): Promise<number> {
    let written = 0
    // Dead queues last: a batch that is at work may still give something up.
    for (const name of [...this.queues.keys()].sort((one, other) => one.length - other.length)) {
      const consume = messageConsumer(name)
      const left = await this.named(name).drain(async (batch) => {
        const again: TryAgain[] = []
        const settled = ({ id }: Batch[number]) => ({
          ack: () => undefined,
          retry: () => void again.push({ id, delayMs: null }),
        })
        const messages = batch.map((message) => ({ ...message, ...settled(message) }))
        await consume?.(context, { queue: name, messages })
        return again
      })
      await keepMessages(this.folder, name, left)
      written += left.length
    }
    return written
  }

  private async toPublisher(name: string, batch: Batch): Promise<readonly TryAgain[]> {
    if (this.miniflare === null) throw new Error('the publisher does not run yet')
    const publisher = await this.miniflare.getWorker('publisher')
    return triesOf(batch, await publisher.queue(name, [...batch]))
  }
}

function noConsumer(queue: string): Error {
  return new Error(`wrangler.toml: the publisher has no consumer of the queue ${queue}`)
}

/** On another queue, a message begins anew. */
function asNew(dead: Batch): Batch {
  return dead.map((message) => ({ ...message, attempts: 1 }))
}

/** What a Worker wants again, as the platform understands it: what it says nothing about is taken. */
function triesOf(batch: Batch, { outcome, explicitAcks, retryBatch, retryMessages }: Settled): readonly TryAgain[] {
  const inMs = (seconds: number | undefined): number | null => (seconds === undefined ? null : seconds * 1000)
  const all = (delayMs: number | null) => batch.map(({ id }) => ({ id, delayMs }))
  if (outcome !== 'ok') return all(null)
  const each = retryMessages.map(({ msgId, delaySeconds }) => ({ id: msgId, delayMs: inMs(delaySeconds) }))
  if (!retryBatch.retry) return each
  const settled = new Set([...explicitAcks, ...each.map(({ id }) => id)])
  return [...each, ...all(inMs(retryBatch.delaySeconds)).filter(({ id }) => !settled.has(id))]
}
