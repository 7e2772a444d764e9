/** The queues over which the edge's messages come. What their consumers cannot take goes on to their dead queues. */
export const MESSAGE_QUEUES = ['firstframe-events', 'firstframe-profiles'] as const
export type MessageQueue = (typeof MESSAGE_QUEUES)[number]

/** What ends the name of the queue that takes what died on another. */
export const DEAD_SUFFIX = '-dead'
const STAGING_SUFFIX = '-staging'

/** The name of a queue without what the environment adds: `firstframe-events` for `firstframe-events-staging`. */
export function plainQueueName(queue: string): string {
  return queue.endsWith(STAGING_SUFFIX) ? queue.slice(0, -STAGING_SUFFIX.length) : queue
}
