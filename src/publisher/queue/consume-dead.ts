import type { Message } from '@cloudflare/workers-types'
import type { MessageQueue } from '../../model/messages/queue-names.ts'
import { keepDead } from '../../schedule/reports/dead-messages.ts'
import type { ScheduleContext } from '../../schedule/store/connect.ts'

/** The platform takes no longer delay: twelve hours. */
const LONGEST_DELAY_SECONDS = 43_200
const FIRST_DELAY_SECONDS = 60
/** How long a message stays on its dead queue before it is offered again, while no more are kept. */
const FULL_DELAY_SECONDS = 3_600

/** How long a message of a dead queue waits after so many tries: a minute, then twice as long each time. */
export function deadDelaySeconds(attempts: number): number {
  return Math.min(LONGEST_DELAY_SECONDS, FIRST_DELAY_SECONDS * 2 ** Math.min(attempts - 1, 20))
}

/**
 * Keeps what died on a queue, until a person sends it again or drops it. While the store is away, or holds as many as
 * it keeps, messages stay on the dead queue: a hundred tries take longer than the platform keeps a message.
 *
 * @param queue the queue that they died on
 */
export async function consumeDead(
  { redis, now }: Pick<ScheduleContext, 'redis' | 'now'>,
  queue: MessageQueue,
  messages: readonly Pick<Message, 'id' | 'body' | 'attempts' | 'ack' | 'retry'>[],
): Promise<void> {
  let kept = 0
  let state: 'kept' | 'full' | 'away' = 'kept'
  for (const message of messages) {
    const { id, body, attempts } = message
    // The consumer that gave up cannot tell the queue why.
    if (state === 'kept') {
      const dead = { id, at: now(), reason: 'retries', attempts: null, queue, body }
      state = await keepDead(redis, dead).then(
        (done) => (done ? 'kept' : 'full'),
        () => 'away',
      )
    }
    if (state === 'kept') {
      kept += 1
      message.ack()
    } else {
      const least = state === 'full' ? FULL_DELAY_SECONDS : 0
      message.retry({ delaySeconds: Math.max(deadDelaySeconds(attempts), least) })
    }
  }
  // In the log of the Worker, whatever the store knows.
  console.error(
    JSON.stringify({ level: 'error', code: 'dead-messages', queue, kept, left: messages.length - kept, state }),
  )
}
