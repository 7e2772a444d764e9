import type { EdgeMessage } from '../../../src/model/messages/queue-message.ts'
import type { PublisherContext } from '../../../src/publisher/publisher-context.ts'
import { consumeEvents } from '../../../src/publisher/queue/consume-events.ts'
import type { EventsContext } from '../../../src/publisher/queue/events-context.ts'
import { MemoryEventSink } from './memory-event-sink.ts'

/** How a message was settled: `ack`, `retry after <seconds> s`, or `left` if it was not. */
export type Settled = string

/** A consumer with a sink in memory that counts every decision. */
export function eventsContext(
  { redis, now }: Pick<PublisherContext, 'redis' | 'now'>,
  more: Partial<EventsContext> = {},
): EventsContext {
  return { redis, now, sink: new MemoryEventSink(), statsRate: 1, ...more }
}

/** Delivers bodies as one batch of the queue; how each was settled, in order. */
export async function deliver(
  context: EventsContext,
  bodies: readonly EdgeMessage[],
  attempts = 1,
): Promise<Settled[]> {
  const settled: Settled[] = bodies.map(() => 'left')
  const messages = bodies.map((body, index) => ({
    id: `message-${index}`,
    timestamp: new Date(context.now()),
    attempts,
    body,
    ack: () => {
      settled[index] = 'ack'
    },
    retry: (options?: { readonly delaySeconds?: number }) => {
      settled[index] = options?.delaySeconds === undefined ? 'retry' : `retry after ${options.delaySeconds} s`
    },
  }))
  await consumeEvents(context, { queue: 'firstframe-events', messages })
  return settled
}
