import { base64url } from 'jose'
import { REMEMBERED_CAPS } from '../../decide/eligibility/gates/pair-gates.ts'
import { TASTE_DIMENSIONS } from '../../model/columns/taste-vector.ts'
import { MAX_WATCHED } from '../../model/nouns/profile.ts'
import { REGION_IDS } from '../../model/nouns/region.ts'
import { ByteReader, ByteWriter } from './byte-layout.ts'
import { capEndSeconds, GREATEST_COUNT, GREATEST_STEP, stepOfBefore } from './cap-window.ts'
import type { CarriedProfile, Session, SessionCap } from './session.ts'

/**
 * The most that a session remembers: the newest items, and the caps that end last; those of its profile have the room
 * that its own leave. A cap that would need more room is not shown. `seen` is shortened when everything else is at its
 * maximum.
 */
export const SESSION_BOUNDS = {
  ...{ seen: 200, caps: REMEMBERED_CAPS, sticky: 12, unwanted: 16, watched: MAX_WATCHED },
} as const

/** Greatest payload that fits into 2,048 characters with the longest key id. It leaves room for at least 23 `seen`. */
const PAYLOAD_BYTES = 1421

const LAYOUT = 5
/** What it had learned lay in a space that it did not name. */
const UNNAMED_SPACE = 4
/** It had other steps of windows, and a profile without space and caps, which is read again. */
const WITHOUT_SPACE = 3
/** As before, and it counted caps under other keys, so its counts are ignored. */
const OTHER_CAP_KEYS = 2
const LAYOUTS: readonly unknown[] = [LAYOUT, UNNAMED_SPACE, WITHOUT_SPACE, OTHER_CAP_KEYS]
const ID_BYTES = 16
const NO_REGION = 255
/** Layout, region, id, five lengths, and time and space of the last learned taste. */
const HEAD_BYTES = 2 + ID_BYTES + 5 + 4 + 4
const CAP_BYTES = 10
/** Subject, time of reading, space, and the lengths of taste and caps. */
const PROFILE_HEAD_BYTES = 4 + 4 + 4 + 2
const NO_PROFILE = 255

/** Whether a session that begins with this byte can be read. */
export function isSessionLayout(first: number | undefined): boolean {
  return LAYOUTS.includes(first)
}

/** The bytes of a session. What exceeds its bounds is dropped, the oldest first. */
export function encodeSession(session: Session): Uint8Array {
  const caps = longestRunning(session.caps, SESSION_BOUNDS.caps)
  const profile = fitting(session.profile, SESSION_BOUNDS.caps - caps.length)
  const sticky = newest(session.sticky, SESSION_BOUNDS.sticky)
  const unwanted = newest(session.unwanted, SESSION_BOUNDS.unwanted)
  const taste = session.taste.length <= TASTE_DIMENSIONS ? session.taste : session.taste.slice(0, TASTE_DIMENSIONS)
  const rest =
    HEAD_BYTES + CAP_BYTES * caps.length + 8 * sticky.length + 4 * unwanted.length + taste.length + bytesOf(profile)
  // When room is short, the oldest `seen` are missed least.
  const seen = newest(session.seen, Math.min(SESSION_BOUNDS.seen, Math.floor((PAYLOAD_BYTES - rest) / 4)))
  const writer = new ByteWriter(rest + 4 * seen.length)
  writer.u8(LAYOUT)
  writer.u8(session.region === null ? NO_REGION : REGION_IDS.indexOf(session.region))
  writer.raw(base64url.decode(session.id))
  for (const list of [seen, caps, sticky, unwanted, taste]) writer.u8(list.length)
  writer.u32(session.tasteAtSeconds)
  writer.u32(session.tasteSpace)
  for (const hash of seen) writer.u32(hash)
  for (const cap of caps) writeCap(writer, cap)
  for (const [title, asset] of sticky) {
    writer.u32(title)
    writer.u32(asset)
  }
  for (const hash of unwanted) writer.u32(hash)
  for (const value of taste) writer.i8(inInt8(value))
  writeProfile(writer, profile)
  return writer.bytes
}

/** A profile within its bounds. */
function fitting(profile: CarriedProfile | null, room: number): CarriedProfile | null {
  if (profile === null) return null
  const watched = newest(profile.watched, SESSION_BOUNDS.watched)
  const taste = profile.taste.slice(0, TASTE_DIMENSIONS)
  return { ...profile, taste, watched, caps: longestRunning(profile.caps, room) }
}

function bytesOf(profile: CarriedProfile | null): number {
  if (profile === null) return 1
  const { taste, watched, caps } = profile
  return 1 + PROFILE_HEAD_BYTES + taste.length + 4 * watched.length + CAP_BYTES * caps.length
}

function writeProfile(writer: ByteWriter, profile: CarriedProfile | null): void {
  writer.u8(profile === null ? NO_PROFILE : profile.watched.length)
  if (profile === null) return
  for (const value of [profile.subject, profile.readAtSeconds, profile.space]) writer.u32(value)
  for (const list of [profile.taste, profile.caps]) writer.u8(list.length)
  for (const value of profile.taste) writer.i8(inInt8(value))
  for (const hash of profile.watched) writer.u32(hash)
  for (const cap of profile.caps) writeCap(writer, cap)
}

function writeCap(writer: ByteWriter, { key, count, windowStep, windowStartSeconds }: SessionCap): void {
  writer.u32(key)
  writer.u16((Math.min(count, GREATEST_COUNT) << 6) | Math.min(windowStep, GREATEST_STEP))
  writer.u32(windowStartSeconds)
}

/** The last items of a list. Most lists are short enough, and are not copied. */
function newest<Item>(items: readonly Item[], most: number): readonly Item[] {
  return items.length <= most ? items : items.slice(items.length - most)
}

function longestRunning(caps: Session['caps'], most: number): Session['caps'] {
  if (caps.length <= Math.min(1, most)) return caps
  return newest(
    [...caps].sort((one, other) => capEndSeconds(one) - capEndSeconds(other)),
    most,
  )
}

function inInt8(value: number): number {
  return Math.max(-128, Math.min(127, Math.round(value)))
}

/** Null for bytes that are of no layout. */
export function decodeSession(bytes: Uint8Array, issuedAt: number): Session | null {
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
      tasteSpace: layout === LAYOUT ? reader.u32() : 0,
      seen: reader.list(seen, () => reader.u32()),
      caps: reader.list(caps, () => readCap(reader, layout)).filter(() => layout !== OTHER_CAP_KEYS),
      sticky: reader.list(sticky, () => [reader.u32(), reader.u32()] as const),
      unwanted: reader.list(unwanted, () => reader.u32()),
      taste: reader.list(taste, () => reader.i8()),
      profile: isOfBefore(layout) ? readProfileBefore(reader) : readProfile(reader),
    }
    return reader.atEnd() ? session : null
  } catch {
    return null
  }
}

/** Whether a layout had other steps of windows, and profiles without space and caps. */
function isOfBefore(layout: number): boolean {
  return layout === WITHOUT_SPACE || layout === OTHER_CAP_KEYS
}

function readCap(reader: ByteReader, layout: number): SessionCap {
  const [key, packed, windowStartSeconds] = [reader.u32(), reader.u16(), reader.u32()]
  const step = packed & GREATEST_STEP
  const windowStep = isOfBefore(layout) ? stepOfBefore(step) : step
  return { key, count: packed >>> 6, windowStartSeconds, windowStep }
}

function readProfile(reader: ByteReader): CarriedProfile | null {
  const watched = reader.u8()
  if (watched === NO_PROFILE) return null
  const [subject, readAtSeconds, space] = [reader.u32(), reader.u32(), reader.u32()]
  const [taste, caps] = [reader.u8(), reader.u8()]
  return {
    ...{ subject, readAtSeconds, space },
    taste: reader.list(taste, () => reader.i8()),
    watched: reader.list(watched, () => reader.u32()),
    caps: reader.list(caps, () => readCap(reader, LAYOUT)),
  }
}

/** The profile of a session of before. Its taste lies in an unknown space, so it is none; it is read again at once. */
function readProfileBefore(reader: ByteReader): CarriedProfile | null {
  const watched = reader.u8()
  if (watched === NO_PROFILE) return null
  const [subject, , taste] = [reader.u32(), reader.u32(), reader.u8()]
  reader.raw(taste)
  const titles = reader.list(watched, () => reader.u32())
  return { subject, readAtSeconds: 0, space: 0, taste: [], watched: titles, caps: [] }
}
