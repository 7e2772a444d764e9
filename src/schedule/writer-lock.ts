import type { ScheduleContext } from './connect.ts'
import { keys } from './keys.ts'
import { releaseLock, takeLock } from './lock.ts'
import { ScheduleError } from './schedule-error.ts'

/** Longer than a promotion of 100,000 records takes, so that it never lapses under a living writer. */
const WRITER_LOCK_MS = 60_000
const ATTEMPTS = 50
const BETWEEN_ATTEMPTS_MS = 200

/** Runs `write` while no one else writes documents: revisions that it has compared stay as they were. */
export async function withWriterLock<Result>(context: ScheduleContext, write: () => Promise<Result>): Promise<Result> {
  const token = context.newToken()
  for (let attempt = 1; !(await takeLock(context, keys.writer, token, WRITER_LOCK_MS)); attempt += 1) {
    if (attempt === ATTEMPTS)
      throw new ScheduleError('busy', 'another writer holds schedule:writer; try again in a minute')
    await context.wait(BETWEEN_ATTEMPTS_MS)
  }
  try {
    return await write()
  } finally {
    // A lock that could not be given back lapses; it must not hide what happened.
    await releaseLock(context, keys.writer, token).catch(() => undefined)
  }
}
