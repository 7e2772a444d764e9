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
 * The most that a session remembers: the newest items, and the caps that end last. A cap that would need more room is
 * not shown. `seen` is shortened when everything else is at its maximum.
 */
export const SESSION_BOUNDS = {
  ...{ seen: 200, caps: REMEMBERED_CAPS, sticky: 12, unwanted: 16, watched: MAX_WATCHED },
} as const

/** Greatest payload that fits into 2,048 characters with the longest key id. It leaves room for at least 26 `seen`. */
const PAYLOAD_BYTES = 1421

/** How often something with a cap was shown in its window. */
export interface SessionCap {
  /** `hash32` of what the cap counts: a campaign's id, or what its scope makes of it. */
  readonly key: number
  readonly count: number
  readonly windowStartSeconds: number
  /** The length of its window, as a step of `windowStep`. */
  readonly windowStep: number
}

/** What a device carries between requests, encrypted. It identifies nobody, and ends 24 hours after it began. */
export interface Session {
  /** 16 random bytes, base64url. */
  readonly id: string
  /** When it began, milliseconds since 1970 UTC. */
  readonly issuedAt: number
  readonly region: RegionId | null
  /** `hash32` of asset ids, oldest first. */
  readonly seen: readonly number[]
  readonly caps: readonly SessionCap[]
  /** Choices that stay for the session: `hash32` of the title's id, and of the asset chosen for it. */
  readonly sticky: readonly (readonly [title: number, asset: number])[]
  /** The taste that was learned in this session, int8 per dimension; empty: nothing yet. */
  readonly taste: readonly number[]
  /** When taste was last learned, in seconds since 1970 UTC; 0: never. */
  readonly tasteAtSeconds: number
  /** `hash32` of ids of titles that the viewer does not want, oldest first. */
  readonly unwanted: readonly number[]
  /** A consented viewer's profile as last read; null: none is carried. */
  readonly profile: CarriedProfile | null
}

/** A profile that is carried in the session, so that the store is not read at every request. */
export interface CarriedProfile {
  /** `hash32` of the viewer's subject: a session used by another viewer does not bring the profile along. */
  readonly subject: number
  /** When it was read, seconds since 1970 UTC. */
  readonly readAtSeconds: number
  /** int8 per dimension; empty when the viewer has no profile, so that this is remembered too. */
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
/** The former layout. It counted caps under other keys, so its counts are ignored. */
const LAYOUT_BEFORE = 2
const ID_BYTES = 16
const NO_REGION = 255
/** Layout, region, id, five lengths, and the time of the last learned taste. */
const HEAD_BYTES = 2 + ID_BYTES + 5 + 4
const NO_PROFILE = 255

/** An empty session. `randomBytes` must be unpredictable: 16 of them become the id. */
export function newSession(issuedAt: number, randomBytes: (length: number) => Uint8Array): Session {
  const id = base64url.encode(randomBytes(ID_BYTES))
  const nothing = { seen: [], caps: [], sticky: [], taste: [], tasteAtSeconds: 0, unwanted: [], profile: null }
  return { id, issuedAt, region: null, ...nothing }
}

/** Seals a session, into at most 2,048 characters. What exceeds its bounds is dropped, the oldest first. */
export function sealSession(session: Session, keyring: Keyring): string {
  return seal('session', encode(session), keyring, session.issuedAt)
}

/**
 * Opens the session that a device sent; synchronous, except for the former form. A session that cannot be opened is
 * lost, which only narrows; the device still gets its answer.
 */
export function openSession(sealed: string, keyring: Keyring, now: number): OpenedSession | Promise<OpenedSession> {
  const opened = unseal('session', sealed, keyring, now)
  return opened instanceof Promise ? opened.then(sessionOf) : sessionOf(opened)
}

function sessionOf(opened: Opened): OpenedSession {
  if (opened.outcome === 'unknown-key' || opened.outcome === 'expired') return { state: 'lost' }
  // Authentic, but of another version: during a rollout devices may lose their session, but never an answer.
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
  // When room is short, the oldest `seen` are missed least.
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

/** The last items of a list. Most lists are short enough, and are not copied. */
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

/** Null for bytes that are not of this layout. */
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
