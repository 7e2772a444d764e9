import type { Message } from '@cloudflare/workers-types'
import { DEAD_SUFFIX, MESSAGE_QUEUES, type MessageQueue, plainQueueName } from '../../model/messages/queue-names.ts'
import { consumeProfiles } from '../profiles/consume-profiles.ts'
import type { ProfileContext } from '../profiles/profile-context.ts'
import { consumeDead } from './consume-dead.ts'
import { consumeEvents } from './consume-events.ts'
import type { EventsBatch, EventsContext } from './events-context.ts'

/** Messages that a queue delivers together, before anybody has looked into them. */
export interface ReceivedBatch {
  /** The queue's name, as the platform calls it. */
  readonly queue: string
  readonly messages: readonly Pick<Message, 'id' | 'timestamp' | 'attempts' | 'body' | 'ack' | 'retry'>[]
}

/** What the consumers of all queues need. */
export type ConsumerContext = EventsContext & ProfileContext

/** Takes a batch of a queue, and settles each message of it. What it says nothing about counts as taken. */
export type MessageConsumer = (context: ConsumerContext, batch: ReceivedBatch) => Promise<void>

/** Who takes the messages of each queue, wherever they come from: the platform, a local queue, or a person's retry. */
const CONSUMERS: Readonly<Record<MessageQueue, MessageConsumer>> = {
  // The consumer checks what is in a message, whatever its type says.
  'firstframe-events': (context, batch) => consumeEvents(context, batch as EventsBatch),
  'firstframe-profiles': consumeProfiles,
}

/**
 * The consumer of a queue or of its dead queue, by the name that the platform calls it; null: what comes over it are
 * no messages of the edge.
 */
export function messageConsumer(name: string): MessageConsumer | null {
  const plain = plainQueueName(name)
  for (const queue of MESSAGE_QUEUES) {
    if (plain === queue) return CONSUMERS[queue]
    if (plain === `${queue}${DEAD_SUFFIX}`) return (context, { messages }) => consumeDead(context, queue, messages)
  }
  return null
}
