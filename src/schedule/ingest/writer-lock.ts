import type { ScheduleContext } from '../store/connect.ts'
import { keys } from '../store/keys.ts'
import { releaseLock, renewLock, takeLock } from '../store/lock.ts'
import { ScheduleError } from '../store/schedule-error.ts'
import { completePromotion } from './promotion.ts'

/** Longer than any single request of a writer takes; a longer write must renew the lock. */
const WRITER_LOCK_MS = 30_000
const ATTEMPTS = 50
const BETWEEN_ATTEMPTS_MS = 200

/**
 * Runs `write` while nobody else writes documents, so that revisions that it has compared stay the same. First
 * completes what an earlier writer decided and did not finish.
 *
 * @param write receives a function that renews the lock, to be called at least every few seconds; it throws `lapsed`
 * when somebody else has the lock
 */
export async function withWriterLock<Result>(
  context: ScheduleContext,
  write: (renew: () => Promise<void>) => Promise<Result>,
): Promise<Result> {
  const token = context.newToken()
  for (let attempt = 1; !(await takeLock(context, keys.writer, token, WRITER_LOCK_MS)); attempt += 1) {
    if (attempt === ATTEMPTS)
      throw new ScheduleError('busy', 'another writer holds schedule:writer; try again in a minute')
    await context.wait(BETWEEN_ATTEMPTS_MS)
  }
  const renew = async (): Promise<void> => {
    if (await renewLock(context, keys.writer, token, WRITER_LOCK_MS)) return
    throw new ScheduleError('lapsed', 'schedule:writer passed to another writer: send it again')
  }
  try {
    await completePromotion(context.redis)
    return await write(renew)
  } finally {
    // A lock that could not be released expires; the error must not hide the result.
    await releaseLock(context, keys.writer, token).catch(() => undefined)
  }
}
