import { hash32 } from '../../model/hash32.ts'
import type { CarriedProfile, Session } from '../token/session.ts'
import type { ConsentedViewer } from './consented-viewer.ts'
import type { ProfileReader, ProfileReading } from './profile-reader.ts'

/** A profile that was read longer ago is read again; until that succeeds it serves on. */
const REREAD_AFTER_SECONDS = 15 * 60

/** A session with the profile that this request may use, and where that came from. */
export interface WithProfile {
  readonly session: Session
  readonly state: ProfileReading['state'] | 'carried' | 'none'
}

/**
 * The session that a request goes on with. It carries a profile for a consented viewer alone, and only their own; the
 * store is asked when it carries none, or an old one. An old profile of the same viewer is better than none, so it stays
 * when the store is late or fails.
 *
 * @param reader null where no profile store is set up
 * @param now milliseconds since 1970 UTC, the real clock
 */
export async function carryProfile(
  session: Session,
  viewer: ConsentedViewer | null,
  reader: ProfileReader | null,
  surroundings: { readonly now: number; readonly keepAlive: (work: Promise<unknown>) => void },
): Promise<WithProfile> {
  if (viewer === null) return { session: withProfile(session, null), state: 'none' }
  const subject = hash32(viewer.subject)
  const carried = session.profile?.subject === subject ? session.profile : null
  const nowSeconds = Math.floor(surroundings.now / 1000)
  const age = nowSeconds - (carried?.readAtSeconds ?? Number.NEGATIVE_INFINITY)
  if (age < REREAD_AFTER_SECONDS || reader === null) {
    return { session: withProfile(session, carried), state: carried === null ? 'none' : 'carried' }
  }
  const reading = await reader.read(viewer, surroundings.keepAlive)
  return {
    session: withProfile(session, profileAfter(reading, carried, { subject, nowSeconds })),
    state: reading.state,
  }
}

function profileAfter(
  reading: ProfileReading,
  carried: CarriedProfile | null,
  { subject, nowSeconds }: { readonly subject: number; readonly nowSeconds: number },
): CarriedProfile | null {
  // That there is none is news too: a viewer who withdrew is forgotten here as well.
  if (reading.state === 'missing') return { subject, readAtSeconds: nowSeconds, taste: [], watched: [] }
  if (reading.state !== 'fresh') return carried
  const { taste, watched } = reading.profile
  return { subject, readAtSeconds: nowSeconds, taste: [...taste], watched }
}

function withProfile(session: Session, profile: CarriedProfile | null): Session {
  return session.profile === profile ? session : { ...session, profile }
}
