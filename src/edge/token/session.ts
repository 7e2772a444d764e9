import { base64url } from 'jose'
import { REGION_IDS, type RegionId } from '../../model/region.ts'
import { ProblemError } from '../problem.ts'
import { ByteReader, ByteWriter } from './byte-layout.ts'
import type { Keyring } from './keyring.ts'
import { seal, unseal } from './sealed.ts'

/** How much a session remembers; the newest stay. Together they fill the 2,048 characters that it may take. */
export const SESSION_BOUNDS = { seen: 200, caps: 40, sticky: 12, taste: 64 } as const

/** How often something capped was shown since its window began. */
export interface CapCount {
  /** `hash32` of what the cap counts: a campaign's id, or what its scope makes of it. */
  readonly key: number
  readonly count: number
  readonly windowStartSeconds: number
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
  readonly caps: readonly CapCount[]
  /** Choices that shall stay for the session: `hash32` of a title's id, and of the asset chosen for it. */
  readonly sticky: readonly (readonly [title: number, asset: number])[]
  /** What the session taught about taste, int8 per dimension. */
  readonly taste: readonly number[]
}

type OpenedSession = { readonly state: 'kept'; readonly session: Session } | { readonly state: 'lost' }

const LAYOUT = 1
const ID_BYTES = 16
const NO_REGION = 255
const HEAD_BYTES = 2 + ID_BYTES + 4

/** A session that remembers nothing. `randomBytes` must be unpredictable: 16 of them become the id. */
export function newSession(issuedAt: number, randomBytes: (length: number) => Uint8Array): Session {
  const id = base64url.encode(randomBytes(ID_BYTES))
  return { id, issuedAt, region: null, seen: [], caps: [], sticky: [], taste: [] }
}

/** The session for the wire, at most 2,048 characters; what it holds above its bounds is forgotten, oldest first. */
export function sealSession(session: Session, keyring: Keyring): Promise<string> {
  return seal('session', encode(session), keyring, session.issuedAt)
}

/**
 * The session that a device sent. Under a key that is gone, or past its 24 hours, it is lost, which narrows only.
 * @throws ProblemError 400 for what we never sealed
 */
export async function openSession(sealed: string, keyring: Keyring, now: number): Promise<OpenedSession> {
  const opened = await unseal('session', sealed, keyring, now)
  if (opened.outcome === 'unknown-key' || opened.outcome === 'expired') return { state: 'lost' }
  const session = opened.outcome === 'ok' ? decode(opened.payload, opened.issuedAt) : null
  if (session === null) {
    const detail = 'This session was not issued here, or was changed; drop it and ask again without one.'
    throw new ProblemError('invalid-session', { field: 'session', detail, code: `session-${opened.outcome}` })
  }
  return { state: 'kept', session }
}

function encode(session: Session): Uint8Array {
  const seen = session.seen.slice(-SESSION_BOUNDS.seen)
  const caps = [...session.caps]
    .sort((one, other) => one.windowStartSeconds - other.windowStartSeconds)
    .slice(-SESSION_BOUNDS.caps)
  const sticky = session.sticky.slice(-SESSION_BOUNDS.sticky)
  const taste = session.taste.slice(0, SESSION_BOUNDS.taste)
  const length = HEAD_BYTES + 4 * seen.length + 10 * caps.length + 8 * sticky.length + taste.length
  const writer = new ByteWriter(length)
  writer.u8(LAYOUT)
  writer.u8(session.region === null ? NO_REGION : REGION_IDS.indexOf(session.region))
  writer.raw(base64url.decode(session.id))
  for (const list of [seen, caps, sticky, taste]) writer.u8(list.length)
  for (const hash of seen) writer.u32(hash)
  for (const cap of caps) {
    writer.u32(cap.key)
    writer.u16(Math.min(cap.count, 0xffff))
    writer.u32(cap.windowStartSeconds)
  }
  for (const [title, asset] of sticky) {
    writer.u32(title)
    writer.u32(asset)
  }
  for (const value of taste) writer.i8(Math.max(-128, Math.min(127, Math.round(value))))
  return writer.bytes
}

/** Null for another layout: the payload is genuine, but of a version that this one does not know. */
function decode(bytes: Uint8Array, issuedAt: number): Session | null {
  try {
    const reader = new ByteReader(bytes)
    if (reader.u8() !== LAYOUT) return null
    const region = REGION_IDS[reader.u8()] ?? null
    const id = base64url.encode(reader.raw(ID_BYTES))
    const [seen, caps, sticky, taste] = [reader.u8(), reader.u8(), reader.u8(), reader.u8()]
    const session: Session = {
      id,
      issuedAt,
      region,
      seen: reader.list(seen, () => reader.u32()),
      caps: reader.list(caps, () => ({ key: reader.u32(), count: reader.u16(), windowStartSeconds: reader.u32() })),
      sticky: reader.list(sticky, () => [reader.u32(), reader.u32()] as const),
      taste: reader.list(taste, () => reader.i8()),
    }
    return reader.atEnd() ? session : null
  } catch {
    return null
  }
}
