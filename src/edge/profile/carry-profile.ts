import { hash32 } from '../../model/hash32.ts'
import type { CarriedProfile, Session } from '../token/session.ts'
import type { ConsentedViewer } from './consented-viewer.ts'
import type { ProfileReader, ProfileReading } from './profile-reader.ts'
import { readCaps } from './read-caps.ts'

/** A profile older than this is read again; it is used until that succeeds. */
const REREAD_AFTER_SECONDS = 15 * 60

/** A session with the profile that this request may use, and the source of the profile. */
export interface WithProfile {
  readonly session: Session
  readonly state: ProfileReading['state'] | 'carried' | 'none'
}

/**
 * The session that a request continues with. Only a consented viewer's session carries a profile, and only their own.
 * The store is read when the session carries no profile or an old one. An old profile of the same viewer is better than
 * none, so it is kept when the store is late or fails.
 *
 * @param reader null when no profile store is configured
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
    session: withProfile(session, profileAfter(reading, carried, { subject, nowSeconds, own: session.caps })),
    state: reading.state,
  }
}

function profileAfter(
  reading: ProfileReading,
  carried: CarriedProfile | null,
  {
    subject,
    nowSeconds,
    own,
  }: { readonly subject: number; readonly nowSeconds: number; readonly own: Session['caps'] },
): CarriedProfile | null {
  // A missing profile is remembered too: the profile of a viewer who withdrew consent is forgotten here as well.
  if (reading.state === 'missing') {
    return { subject, readAtSeconds: nowSeconds, space: 0, taste: [], watched: [], caps: [] }
  }
  if (reading.state !== 'fresh') return carried
  const { space, taste, watched, caps } = reading.profile
  return {
    ...{ subject, readAtSeconds: nowSeconds, watched },
    space: space === null ? 0 : hash32(space),
    taste: [...taste],
    caps: readCaps(caps, { own, carried: carried?.caps ?? [], nowSeconds }),
  }
}

/** The session with a profile, whose caps include those of the session under the same keys. */
function withProfile(session: Session, profile: CarriedProfile | null): Session {
  if (session.profile === profile) return session
  const counted = new Set(profile?.caps.map(({ key }) => key))
  const caps = counted.size === 0 ? session.caps : session.caps.filter(({ key }) => !counted.has(key))
  return { ...session, caps, profile }
}
