import type { ScheduleContext } from '../store/connect.ts'
import { keys } from '../store/keys.ts'
import { releaseLock, renewLock, takeLock } from '../store/lock.ts'
import { ScheduleError } from '../store/schedule-error.ts'
import { completePromotion } from './promotion.ts'

/** Longer than any one request of a writer takes; who writes for longer renews it. */
const WRITER_LOCK_MS = 30_000
const ATTEMPTS = 50
const BETWEEN_ATTEMPTS_MS = 200

/**
 * Runs `write` while no one else writes documents: revisions that it has compared stay as they were. What an earlier
 * writer decided and did not come to the end of is done first.
 *
 * @param write is given what keeps the lock, to be called at least every few seconds; it throws `lapsed` when the lock is somebody else's by then
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
    // A lock that could not be given back lapses; it must not hide what happened.
    await releaseLock(context, keys.writer, token).catch(() => undefined)
  }
}
