import { base64url } from 'jose'
import { REMEMBERED_CAPS } from '../../decide/eligibility/gates/pair-gates.ts'
import { TASTE_DIMENSIONS } from '../../model/columns/taste-vector.ts'
import { MAX_WATCHED } from '../../model/nouns/profile.ts'
import { REGION_IDS, type RegionId } from '../../model/nouns/region.ts'
import { ByteReader, ByteWriter } from './byte-layout.ts'
import { capEndSeconds, GREATEST_COUNT, GREATEST_STEP } from './cap-window.ts'
import type { Keyring } from './keyring.ts'
import type { Opened } from './opened.ts'
import { seal, unseal } from './sealed.ts'

/**
 * How much a session remembers at most; the newest stay, and of caps those that run the longest: no answer shows
 * what would need one more. `seen` gives way where all the rest is there at its fullest.
 */
export const SESSION_BOUNDS = {
  ...{ seen: 200, caps: REMEMBERED_CAPS, sticky: 12, unwanted: 16, watched: MAX_WATCHED },
} as const

/** Within 2,048 characters under the longest key id. With everything else at its fullest, 26 `seen` are left. */
const PAYLOAD_BYTES = 1421

/** How often something capped was shown since its window began. */
export interface SessionCap {
  /** `hash32` of what the cap counts: a campaign's id, or what its scope makes of it. */
  readonly key: number
  readonly count: number
  readonly windowStartSeconds: number
  /** How long its window is, as a step of `windowStep`. */
  readonly windowStep: number
}

/** What a device carries between requests, encrypted. It names nobody, and ends 24 hours after it began. */
export interface Session {
  /** 16 random bytes, base64url. */
  readonly id: string
  /** When it began, milliseconds since 1970 UTC. */
  readonly issuedAt: number
  readonly region: RegionId | null
  /** `hash32` of asset ids, oldest first. */
  readonly seen: readonly number[]
  readonly caps: readonly SessionCap[]
  /** Choices that shall stay for the session: `hash32` of a title's id, and of the asset chosen for it. */
  readonly sticky: readonly (readonly [title: number, asset: number])[]
  /** What the session taught about taste, int8 per dimension; empty: nothing yet. */
  readonly taste: readonly number[]
  /** When it last taught something, seconds since 1970 UTC; 0: never. */
  readonly tasteAtSeconds: number
  /** `hash32` of ids of titles that the viewer does not want, oldest first. */
  readonly unwanted: readonly number[]
  /** A consented viewer's profile as last read; null: none is carried. */
  readonly profile: CarriedProfile | null
}

/** A profile that travels with the session, so that the store is not asked at every request. */
export interface CarriedProfile {
  /** `hash32` of the viewer's subject: a session that changes hands does not take the profile along. */
  readonly subject: number
  /** When it was read, seconds since 1970 UTC. */
  readonly readAtSeconds: number
  /** int8 per dimension; empty where the viewer has no profile, so that this too is remembered. */
  readonly taste: readonly number[]
  /** `hash32` of ids of titles that were watched, oldest first. */
  readonly watched: readonly number[]
}

/** `lost`: too old, or of another time's keys or layout. `unreadable`: not ours, cut, changed, of another purpose, or too long. */
type OpenedSession =
  | { readonly state: 'kept'; readonly session: Session }
  | { readonly state: 'lost' }
  | { readonly state: 'unreadable' }

const LAYOUT = 3
/** The layout before: what it counted of caps was counted under other keys, and says nothing here. */
const LAYOUT_BEFORE = 2
const ID_BYTES = 16
const NO_REGION = 255
/** Layout, region, id, five lengths, and when the taste was last taught. */
const HEAD_BYTES = 2 + ID_BYTES + 5 + 4
const NO_PROFILE = 255

/** A session that remembers nothing. `randomBytes` must be unpredictable: 16 of them become the id. */
export function newSession(issuedAt: number, randomBytes: (length: number) => Uint8Array): Session {
  const id = base64url.encode(randomBytes(ID_BYTES))
  const nothing = { seen: [], caps: [], sticky: [], taste: [], tasteAtSeconds: 0, unwanted: [], profile: null }
  return { id, issuedAt, region: null, ...nothing }
}

/** The session for the wire, at most 2,048 characters; what it holds above its bounds is forgotten, oldest first. */
export function sealSession(session: Session, keyring: Keyring): string {
  return seal('session', encode(session), keyring, session.issuedAt)
}

/**
 * The session that a device sent, at once where it is not of the seal before. What cannot be opened costs a device its
 * memory, which narrows only, never its answer.
 */
export function openSession(sealed: string, keyring: Keyring, now: number): OpenedSession | Promise<OpenedSession> {
  const opened = unseal('session', sealed, keyring, now)
  return opened instanceof Promise ? opened.then(sessionOf) : sessionOf(opened)
}

function sessionOf(opened: Opened): OpenedSession {
  if (opened.outcome === 'unknown-key' || opened.outcome === 'expired') return { state: 'lost' }
  // Genuine, and of a version before or after this one: a rollout costs devices their session, never an answer.
  const layout = opened.outcome === 'ok' ? opened.payload[0] : LAYOUT
  if (layout !== LAYOUT && layout !== LAYOUT_BEFORE) return { state: 'lost' }
  const session = opened.outcome === 'ok' ? decode(opened.payload, opened.issuedAt) : null
  return session === null ? { state: 'unreadable' } : { state: 'kept', session }
}

function encode(session: Session): Uint8Array {
  const { profile } = session
  const caps = longestRunning(session.caps)
  const sticky = newest(session.sticky, SESSION_BOUNDS.sticky)
  const unwanted = newest(session.unwanted, SESSION_BOUNDS.unwanted)
  const taste = session.taste.length <= TASTE_DIMENSIONS ? session.taste : session.taste.slice(0, TASTE_DIMENSIONS)
  const watched = profile?.watched.slice(-SESSION_BOUNDS.watched) ?? []
  const known = profile?.taste.slice(0, TASTE_DIMENSIONS) ?? []
  const profileBytes = profile === null ? 1 : 1 + 4 + 4 + 1 + known.length + 4 * watched.length
  const rest = HEAD_BYTES + 10 * caps.length + 8 * sticky.length + 4 * unwanted.length + taste.length + profileBytes
  // Of all that a session remembers, what was seen longest ago is missed least.
  const seen = newest(session.seen, Math.min(SESSION_BOUNDS.seen, Math.floor((PAYLOAD_BYTES - rest) / 4)))
  const writer = new ByteWriter(rest + 4 * seen.length)
  writer.u8(LAYOUT)
  writer.u8(session.region === null ? NO_REGION : REGION_IDS.indexOf(session.region))
  writer.raw(base64url.decode(session.id))
  for (const list of [seen, caps, sticky, unwanted, taste]) writer.u8(list.length)
  writer.u32(session.tasteAtSeconds)
  for (const hash of seen) writer.u32(hash)
  for (const cap of caps) {
    writer.u32(cap.key)
    writer.u16((Math.min(cap.count, GREATEST_COUNT) << 6) | Math.min(cap.windowStep, GREATEST_STEP))
    writer.u32(cap.windowStartSeconds)
  }
  for (const [title, asset] of sticky) {
    writer.u32(title)
    writer.u32(asset)
  }
  for (const hash of unwanted) writer.u32(hash)
  for (const value of taste) writer.i8(inInt8(value))
  writer.u8(profile === null ? NO_PROFILE : watched.length)
  if (profile !== null) {
    writer.u32(profile.subject)
    writer.u32(profile.readAtSeconds)
    writer.u8(known.length)
    for (const value of known) writer.i8(inInt8(value))
    for (const hash of watched) writer.u32(hash)
  }
  return writer.bytes
}

/** The last of a list; most have no more than that, and are not copied. */
function newest<Item>(items: readonly Item[], most: number): readonly Item[] {
  return items.length <= most ? items : items.slice(items.length - most)
}

function longestRunning(caps: Session['caps']): Session['caps'] {
  if (caps.length < 2) return caps
  return newest(
    [...caps].sort((one, other) => capEndSeconds(one) - capEndSeconds(other)),
    SESSION_BOUNDS.caps,
  )
}

function inInt8(value: number): number {
  return Math.max(-128, Math.min(127, Math.round(value)))
}

/** Null for what this layout does not say. */
function decode(bytes: Uint8Array, issuedAt: number): Session | null {
  try {
    const reader = new ByteReader(bytes)
    const layout = reader.u8()
    const region = REGION_IDS[reader.u8()] ?? null
    const id = base64url.encode(reader.raw(ID_BYTES))
    const [seen, caps, sticky, unwanted, taste] = [reader.u8(), reader.u8(), reader.u8(), reader.u8(), reader.u8()]
    const session: Session = {
      id,
      issuedAt,
      region,
      tasteAtSeconds: reader.u32(),
      seen: reader.list(seen, () => reader.u32()),
      caps: reader.list(caps, () => readCap(reader)).filter(() => layout === LAYOUT),
      sticky: reader.list(sticky, () => [reader.u32(), reader.u32()] as const),
      unwanted: reader.list(unwanted, () => reader.u32()),
      taste: reader.list(taste, () => reader.i8()),
      profile: decodeProfile(reader),
    }
    return reader.atEnd() ? session : null
  } catch {
    return null
  }
}

function readCap(reader: ByteReader): SessionCap {
  const [key, packed, windowStartSeconds] = [reader.u32(), reader.u16(), reader.u32()]
  return { key, count: packed >>> 6, windowStartSeconds, windowStep: packed & GREATEST_STEP }
}

function decodeProfile(reader: ByteReader): CarriedProfile | null {
  const watched = reader.u8()
  if (watched === NO_PROFILE) return null
  const [subject, readAtSeconds, taste] = [reader.u32(), reader.u32(), reader.u8()]
  return {
    subject,
    readAtSeconds,
    taste: reader.list(taste, () => reader.i8()),
    watched: reader.list(watched, () => reader.u32()),
  }
}
