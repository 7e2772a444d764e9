import type { Message } from '@cloudflare/workers-types'
import type { EdgeMessage } from '../../model/messages/queue-message.ts'
import type { PublisherContext } from '../publisher-context.ts'
import type { EventSink } from './event-sink.ts'

/** What the consumer needs. */
export type EventsContext = Pick<PublisherContext, 'redis' | 'now'> & {
  /** Where whole events go. */
  readonly sink: EventSink
  /**
   * The share of decisions that are counted, from 0 (exclusive) to 1: `STATS_RATE`. Reading it throws while the setting is
   * none, so events wait until it is mended.
   */
  readonly statsRate: number
}

/** A message of the queue. What is in it is not checked yet, whatever its type says. */
export type EventsQueueMessage = Pick<Message<EdgeMessage>, 'id' | 'timestamp' | 'attempts' | 'body' | 'ack' | 'retry'>

/** Messages that the queue delivers together. */
export interface EventsBatch {
  /** The queue's name. */
  readonly queue: string
  readonly messages: readonly EventsQueueMessage[]
}
