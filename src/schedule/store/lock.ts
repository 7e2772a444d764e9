import { sendPipeline, sendRepeatable } from './checked-pipeline.ts'
import type { ScheduleContext } from './connect.ts'
import { asText } from './replies.ts'

/** Takes the lock if it is free; true: it is ours now. It expires after `ttlMs`. */
export async function takeLock(
  { redis }: ScheduleContext,
  key: string,
  token: string,
  ttlMs: number,
): Promise<boolean> {
  const [reply] = await sendPipeline(redis, (queue) => queue.set(key, token, { nx: true, px: ttlMs }))
  return reply === 'OK'
}

export async function holdsLock(
  { redis }: Pick<ScheduleContext, 'redis'>,
  key: string,
  token: string,
): Promise<boolean> {
  const [reply] = await sendRepeatable(redis, (queue) => queue.get(key))
  return asText(reply) === token
}

/**
 * Releases a lock, if it is still ours. Compare and delete are two steps, because the store has no EVAL here: in
 * between the lock may expire and be taken by somebody else, whose lock is then deleted. So a lock only saves writers
 * double work. What must not go wrong has a guard of its own: promotions have `batch:{id}:fate` and revisions,
 * publishing has the fencing sequence.
 */
export async function releaseLock(context: ScheduleContext, key: string, token: string): Promise<void> {
  if (await holdsLock(context, key, token)) await sendPipeline(context.redis, (queue) => queue.del(key))
}

/** Extends our lock by `ttlMs`; false if it has expired. Has the same race as `releaseLock`. */
export async function renewLock(context: ScheduleContext, key: string, token: string, ttlMs: number): Promise<boolean> {
  if (!(await holdsLock(context, key, token))) return false
  const [reply] = await sendPipeline(context.redis, (queue) => queue.pexpire(key, ttlMs))
  return reply === 1
}
