import type { ScheduleContext } from '../store/connect.ts'
import { keys } from '../store/keys.ts'
import { releaseLock, takeLock } from '../store/lock.ts'

/** A run that died holds up the others no longer than this. */
const LOCK_MS = 4 * 60_000

/** Does work as the only run of the pacing job; null: another one is under way. */
export async function asOnlyPacingRun<Done>(context: ScheduleContext, work: () => Promise<Done>): Promise<Done | null> {
  const token = context.newToken()
  if (!(await takeLock(context, keys.pacingLock, token, LOCK_MS))) return null
  try {
    return await work()
  } finally {
    await releaseLock(context, keys.pacingLock, token).catch(() => undefined)
  }
}
