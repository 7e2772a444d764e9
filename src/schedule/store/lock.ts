import { sendPipeline, sendRepeatable } from './checked-pipeline.ts'
import type { ScheduleContext } from './connect.ts'
import { asText } from './replies.ts'

/** Takes the lock, unless it is held: true if it is ours now. It lapses by itself after `ttlMs`. */
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
 * Gives a lock back, if it is still ours. Compare and delete are two steps, as the store knows no EVAL
 * here: between them the lock may lapse and pass to another, whose lock is then deleted. So a lock
 * only keeps writers from wasting work on each other; what must not go wrong is guarded by itself:
 * promotions by `batch:{id}:fate` and revisions, publishing by the fencing sequence.
 */
export async function releaseLock(context: ScheduleContext, key: string, token: string): Promise<void> {
  if (await holdsLock(context, key, token)) await sendPipeline(context.redis, (queue) => queue.del(key))
}

/** Makes a lock of ours last another `ttlMs`; false if it has passed away. The same race as in `releaseLock`. */
export async function renewLock(context: ScheduleContext, key: string, token: string, ttlMs: number): Promise<boolean> {
  if (!(await holdsLock(context, key, token))) return false
  const [reply] = await sendPipeline(context.redis, (queue) => queue.pexpire(key, ttlMs))
  return reply === 1
}
