import type { EventsMessage } from '../../../src/model/messages/queue-message.ts'
import { messageConsumer } from '../../../src/publisher/queue/message-consumers.ts'
import { keepDead } from '../../../src/schedule/reports/dead-messages.ts'
import type { DeadMessage } from '../../../src/schedule/reports/dead-note.ts'
import type { PublisherWorld } from '../publisher-world.ts'
import { eventsContext, type Settled } from '../queue/deliver.ts'
import { countersAt, eventItem, eventsMessage } from '../queue/device-events.ts'

export const QUEUE = 'firstframe-events'

/** A message with one impression of its own. */
export function impression(decision: number, at: number): EventsMessage {
  return eventsMessage([eventItem(decision, { occurredAt: at })])
}

/** Keeps impressions as dead, under the ids `m1`, `m2`, … */
export async function impressionsDied(world: PublisherWorld, count: number, more: Partial<DeadMessage> = {}) {
  const at = world.clock.now
  for (let number = 1; number <= count; number++) {
    const what = { id: `m${number}`, at, reason: 'retries', attempts: null, queue: QUEUE, body: impression(number, at) }
    await keepDead(world.publisher.redis, { ...what, ...more })
  }
}

/** Impressions of the day of the world's clock. */
export async function counted(world: PublisherWorld): Promise<number> {
  const day = new Date(world.clock.now).toISOString().slice(0, 10)
  const counters = await countersAt(world, `delivery:cmp_main:${day}`)
  return Object.values(counters).reduce((sum, count) => sum + count, 0)
}

/** Delivers bodies by the platform's name of a queue; how each was settled, in order. */
export async function deliveredBy(
  world: PublisherWorld,
  queue: string,
  bodies: readonly unknown[],
  attempts = 1,
): Promise<Settled[]> {
  const settled: Settled[] = bodies.map(() => 'left')
  const messages = bodies.map((body, index) => ({
    ...{ id: `q${index}`, timestamp: new Date(world.clock.now), attempts, body },
    ack: () => {
      settled[index] = 'ack'
    },
    retry: (options?: { readonly delaySeconds?: number }) => {
      settled[index] = `retry after ${options?.delaySeconds ?? 0} s`
    },
  }))
  await messageConsumer(queue)?.({ ...world.publisher, ...eventsContext(world.publisher) }, { queue, messages })
  return settled
}
