import type { ScheduleContext } from '../../store/connect.ts'
import { keys } from '../../store/keys.ts'
import { releaseLock, renewLock, takeLock } from '../../store/lock.ts'
import { ScheduleError } from '../../store/schedule-error.ts'

const LOCK_MS = 60_000

/**
 * Lets one delivery of a feed be taken in at a time. Two at once would each compare with the same known items, and a
 * record that one of them no longer brings could be forgotten by both.
 *
 * @param act receives a function that renews the lock, to be called at least every minute; it throws `lapsed` when
 * somebody else has the lock
 * @throws ScheduleError `busy` while another one is taken in
 */
export async function withFeedLock<Result>(
  context: ScheduleContext,
  feed: string,
  act: (renew: () => Promise<void>) => Promise<Result>,
): Promise<Result> {
  const key = keys.feedLock(feed)
  const token = context.newToken()
  if (!(await takeLock(context, key, token, LOCK_MS))) {
    throw new ScheduleError('busy', `another delivery of ${feed} is taken in just now: try again in a minute`)
  }
  const renew = async (): Promise<void> => {
    if (await renewLock(context, key, token, LOCK_MS)) return
    throw new ScheduleError('lapsed', `another delivery of ${feed} took over meanwhile: send this one again`)
  }
  try {
    return await act(renew)
  } finally {
    // A lock that could not be released expires; the error must not hide the result.
    await releaseLock(context, key, token).catch(() => undefined)
  }
}
