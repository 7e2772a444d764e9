import type { Miniflare } from 'miniflare'
import type { EdgeMessage } from '../../model/messages/queue-message.ts'
import { consumeEvents } from '../../publisher/queue/consume-events.ts'
import { unboundSink } from '../../publisher/queue/unbound-sink.ts'
import { connectSchedule } from '../../schedule/store/connect.ts'
import { LocalQueue, type QueuedMessage, type QueueTerms } from './local-queue.ts'

export const EVENTS_QUEUE = 'firstframe-events'

type Batch = readonly QueuedMessage<EdgeMessage>[]

/** The events of a local stack, on their way from the edge to the publisher's consumer. */
export class EventsQueue {
  readonly queue: LocalQueue<EdgeMessage>
  private miniflare: Miniflare | null = null

  constructor(
    terms: QueueTerms,
    private readonly store: { readonly url: string; readonly token: string },
  ) {
    this.queue = new LocalQueue(terms, (batch) => this.toPublisher(batch))
  }

  /** Sets the consumer; before the Workers run, nothing is sent. */
  consumedBy(miniflare: Miniflare): void {
    this.miniflare = miniflare
  }

  /**
   * Processes all accepted messages in this process, because workerd may have ended. Returns the number of lost ones.
   */
  async drain(): Promise<number> {
    const redis = connectSchedule(this.store)
    const publisher = { redis, now: () => Date.now(), sink: unboundSink, statsRate: 1 }
    await this.queue.drain(async (batch) => {
      const again: string[] = []
      const settled = (message: Batch[number]) => ({ ack: () => undefined, retry: () => void again.push(message.id) })
      const messages = batch.map((message) => ({ ...message, ...settled(message) }))
      await consumeEvents(publisher, { queue: EVENTS_QUEUE, messages })
      return again
    })
    return this.queue.lost
  }

  private async toPublisher(batch: Batch): Promise<readonly string[]> {
    if (this.miniflare === null) throw new Error('the publisher does not run yet')
    const publisher = await this.miniflare.getWorker('publisher')
    const result = await publisher.queue(EVENTS_QUEUE, [...batch])
    const acked = new Set(result.explicitAcks)
    if (result.outcome !== 'ok') return batch.map(({ id }) => id)
    return batch.map(({ id }) => id).filter((id) => !(result.ackAll || acked.has(id)))
  }
}
