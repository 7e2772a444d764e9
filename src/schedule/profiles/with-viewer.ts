import type { ViewerProfile } from '../../model/nouns/profile.ts'
import type { ScheduleContext } from '../store/connect.ts'
import { keys } from '../store/keys.ts'
import { releaseLock, takeLock } from '../store/lock.ts'
import { ScheduleError } from '../store/schedule-error.ts'
import {
  dropProfile,
  type Mark,
  type NamedViewer,
  readViewer,
  type ViewerRecords,
  writeViewer,
} from './viewer-records.ts'

/** The lock outlasts by far what its holder may take, in milliseconds: a write must not overtake the next holder's. */
const LOCK_MS = 60_000
const HELD_AT_MOST_MS = 20_000

/** Somebody else may be writing the profile for a moment, in milliseconds. */
const TRIES = 10
const TRY_EVERY_MS = 100

/** What becomes of a viewer's profile. */
export interface ViewerChange {
  readonly profile: ViewerProfile
  readonly marks: readonly Mark[]
}

/**
 * Reads what is stored of a viewer, and writes what becomes of it, while nobody else does. Of a viewer who was erased
 * since the consent of their profile, nothing is left of it.
 *
 * @param change null: there is nothing to write
 * @throws ScheduleError `busy` when somebody else goes on writing it
 */
export async function withViewer(
  context: ScheduleContext,
  viewer: NamedViewer,
  eventIds: readonly string[],
  change: (records: ViewerRecords) => ViewerChange | null,
): Promise<void> {
  const token = context.newToken()
  const lock = keys.viewerLock(viewer.subject)
  const heldSince = await taken(context, lock, token)
  try {
    const records = await readViewer(context.redis, viewer, eventIds)
    const { profile } = records
    const next = change({
      ...records,
      profile: profile !== null && profile.consent.at <= records.erasedAt ? null : profile,
    })
    if (next === null) return
    if (context.now() - heldSince > HELD_AT_MOST_MS) throw new ScheduleError('busy', 'a profile took too long to write')
    const erasedAt = await writeViewer(context.redis, viewer, { ...next, now: context.now() })
    if (next.profile.consent.at <= erasedAt) await dropProfile(context.redis, viewer)
  } finally {
    // A lock that stays only delays: it lapses.
    await releaseLock(context, lock, token).catch(() => undefined)
  }
}

async function taken(context: ScheduleContext, lock: string, token: string): Promise<number> {
  for (let attempt = 1; attempt <= TRIES; attempt++) {
    const since = context.now()
    if (await takeLock(context, lock, token, LOCK_MS)) return since
    await context.wait(TRY_EVERY_MS)
  }
  throw new ScheduleError('busy', 'somebody else is writing this profile')
}
