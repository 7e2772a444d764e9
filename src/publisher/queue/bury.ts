import type { Message } from '@cloudflare/workers-types'
import type { MessageQueue } from '../../model/messages/queue-names.ts'
import { noteIntake } from '../../schedule/reports/counters/intake.ts'
import { keepDead } from '../../schedule/reports/dead-messages.ts'
import type { ScheduleContext } from '../../schedule/store/connect.ts'

/**
 * Keeps a message that cannot be read among the dead ones, where a person finds it, and counts it.
 *
 * @param queue its queue's name without what a deployment adds to it
 * @param reason what is wrong with it, and nothing that it says
 * @throws Error when no more are kept; then it must stay where it is
 */
export async function bury(
  { redis, now }: Pick<ScheduleContext, 'redis' | 'now'>,
  queue: MessageQueue,
  { id, attempts, body }: Pick<Message, 'id' | 'attempts' | 'body'>,
  reason: string,
): Promise<void> {
  const kept = await keepDead(redis, { id, at: now(), reason, attempts, queue, body })
  if (!kept) throw new Error('no more dead messages are kept')
  // The number is not worth another try of what is kept already.
  await noteIntake(redis, { counts: new Map([['poison', 1]]), receivedAt: null }, now()).catch(() => undefined)
}
