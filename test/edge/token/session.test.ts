import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import { capEndSeconds, windowStep } from '../../../src/edge/token/cap-window.ts'
import { sealCursor } from '../../../src/edge/token/cursor.ts'
import type { Keyring } from '../../../src/edge/token/keyring.ts'
import { seal } from '../../../src/edge/token/sealed.ts'
import { openSession, sealSession } from '../../../src/edge/token/sealed-session.ts'
import { type CarriedProfile, newSession, type Session } from '../../../src/edge/token/session.ts'
import { encodeSession, SESSION_BOUNDS } from '../../../src/edge/token/session-layout.ts'
import { REGION_IDS } from '../../../src/model/nouns/region.ts'
import { countingBytes, keyring, keyText, NOW } from './keys.ts'

const DAY_MS = 86_400_000
const u32 = fc.integer({ min: 0, max: 0xffffffff })
let keys: Keyring
let rotated: Keyring
let foreign: Keyring
let impostor: Keyring

beforeAll(async () => {
  keys = await keyring(keyText('k1', 1))
  rotated = await keyring(keyText('k2', 2), keyText('k1', 1))
  foreign = await keyring(keyText('k3', 3))
  impostor = await keyring(keyText('k1', 9))
})

const session = (): Session => newSession(NOW, countingBytes())
const cursor = { sessionId: session().id, region: 'dach', snapshotSequence: 7, position: 10, served: [1] } as const

describe('session', () => {
  const anyCaps = (maxLength: number) =>
    fc
      .array(fc.record({ key: u32, count: fc.nat(1023), windowStartSeconds: u32, windowStep: fc.nat(63) }), {
        maxLength,
      })
      .map((caps) => caps.sort((one, other) => capEndSeconds(one) - capEndSeconds(other)))
  const anySession = fc.record<Session>({
    id: fc.constant(session().id),
    issuedAt: fc.constant(NOW),
    region: fc.option(fc.constantFrom(...REGION_IDS)),
    seen: fc.array(u32, { maxLength: 99, size: 'max' }),
    caps: anyCaps(SESSION_BOUNDS.caps),
    sticky: fc.array(fc.tuple(u32, u32), { maxLength: SESSION_BOUNDS.sticky }),
    taste: fc.array(fc.integer({ min: -128, max: 127 }), { maxLength: 32 }),
    tasteSpace: u32,
    tasteAtSeconds: u32,
    unwanted: fc.array(u32, { maxLength: SESSION_BOUNDS.unwanted }),
    profile: fc.constant(null),
  })
  const anyProfile = fc.record<CarriedProfile>({
    subject: u32,
    readAtSeconds: u32,
    space: u32,
    caps: anyCaps(40),
    taste: fc.array(fc.integer({ min: -128, max: 127 }), { maxLength: 32 }),
    watched: fc.array(u32, { maxLength: SESSION_BOUNDS.watched, size: 'max' }),
  })

  test('a session comes back as it was', async () => {
    await fc.assert(
      fc.asyncProperty(anySession, async (one) => {
        expect(await openSession(await sealSession(one, keys), keys, NOW)).toEqual({ state: 'kept', session: one })
      }),
    )
  })

  test('a session fits 2,048 characters at its fullest, under the longest key id, and forgets the oldest', async () => {
    const many = <Item>(length: number, item: (index: number) => Item): Item[] =>
      Array.from({ length }, (_, i) => item(i))
    const full: Session = {
      ...session(),
      region: 'world',
      seen: many(500, (index) => 0xffff0000 + index),
      caps: many(100, (index) => ({
        ...{ key: 0xffffffff, count: 99_999, windowStartSeconds: 4_000_000_099 - index, windowStep: 99 },
      })),
      sticky: many(40, (index) => [0xffffffff, index] as const),
      taste: many(300, () => -999),
      unwanted: many(60, (index) => 0xffffff00 + index),
    }
    const long = await keyring(keyText('k'.repeat(16), 1))
    const sealed = await sealSession(full, long)
    expect(sealed.length).toBeLessThanOrEqual(2048)
    const opened = await openSession(sealed, long, NOW)
    if (opened.state !== 'kept') throw new Error('lost')
    expect(opened.session.seen).toEqual(full.seen.slice(-99))
    expect(opened.session.caps.map((cap) => cap.windowStartSeconds)).toEqual(
      full.caps
        .slice(0, SESSION_BOUNDS.caps)
        .map((cap) => cap.windowStartSeconds)
        .reverse(),
    )
    expect(opened.session.caps[0]).toMatchObject({ count: 1023, windowStep: 63 })
    expect(opened.session.taste).toEqual(many(32, () => -128))
    expect(opened.session.unwanted).toEqual(full.unwanted.slice(-16))
    await fitsWithProfile(full, long)
  })

  async function fitsWithProfile(full: Session, long: Keyring): Promise<void> {
    const watched = Array.from({ length: 90 }, (_, index) => 0xffff0000 + index)
    const caps = full.caps.slice(0, 40)
    const profile: CarriedProfile = {
      ...{ subject: 7, readAtSeconds: 4_000_000_000, space: 0xffffffff, taste: Array(32).fill(127), watched, caps },
    }
    for (const own of [full.caps, full.caps.slice(40), []]) {
      const sealed = await sealSession({ ...full, caps: own, profile }, long)
      expect(sealed.length).toBeLessThanOrEqual(2048)
      const opened = await openSession(sealed, long, NOW)
      if (opened.state !== 'kept') throw new Error('lost')
      const kept = opened.session.profile
      expect(kept).toMatchObject({ ...profile, watched: watched.slice(-64), caps: kept?.caps })
      // The session's own come first; those of the profile have the room that is left.
      expect(kept?.caps).toHaveLength(Math.min(40, SESSION_BOUNDS.caps - Math.min(own.length, SESSION_BOUNDS.caps)))
      // Room for `seen` is what is left; the newest stay.
      expect(opened.session.seen).toEqual(full.seen.slice(-opened.session.seen.length))
      expect(opened.session.seen.length).toBeGreaterThanOrEqual(23)
    }
  }

  test('a session remembers a cap for the whole of its window, up to 90 days', () => {
    for (const days of [1, 7, 38, 89, 90]) {
      const window = days * 86_400
      const remembered = capEndSeconds({ windowStartSeconds: 0, windowStep: windowStep(window) })
      expect(remembered).toBeGreaterThanOrEqual(window)
      expect(remembered).toBeLessThan(window * 1.27)
    }
  })

  /** Behind layout, region, id, five lengths and the time of the taste. */
  const SPACE_AT = 2 + 16 + 5 + 4

  /** The bytes of a session with one cap of a window of 38 days and a profile, in a layout of before. */
  function bytesBefore(layout: number): Uint8Array {
    const cap = { key: 5, count: 3, windowStartSeconds: 1_790_000_000, windowStep: 63 }
    const head = [...encodeSession({ ...session(), seen: [1, 2], caps: [cap] }).slice(0, -1)]
    head[0] = layout
    // They did not name the space of what was learned.
    head.splice(SPACE_AT, 4)
    const profile = [1, ...[0, 0, 0, 7], ...[1, 2, 3, 4], 2, ...[100, 50], ...[0, 0, 0, 9]]
    return Uint8Array.from([...head, ...profile])
  }

  test.each([
    [3, 1],
    [2, 0],
  ])('a session of layout %i opens: its profile has no taste, and is read again', async (layout, caps) => {
    const opened = await openSession(await seal('session', bytesBefore(layout), keys, NOW), keys, NOW)
    if (opened.state !== 'kept') throw new Error('lost')
    expect(opened.session.seen).toEqual([1, 2])
    expect(opened.session.caps).toHaveLength(caps)
    expect(opened.session.profile).toEqual({
      ...{ subject: 7, readAtSeconds: 0, space: 0, taste: [], watched: [9], caps: [] },
    })
    // What was remembered for 38 days before still is.
    for (const cap of opened.session.caps) expect(capEndSeconds(cap) - 1_790_000_000).toBeGreaterThan(38 * 86_400)
  })

  test('a session without the name of its taste’s space opens, and the taste lies in none that is known', async () => {
    const bytes = [...encodeSession({ ...session(), taste: [1, 2, 3], tasteSpace: 7 })]
    bytes[0] = 4
    bytes.splice(SPACE_AT, 4)
    const opened = await openSession(await seal('session', Uint8Array.from(bytes), keys, NOW), keys, NOW)
    expect(opened).toMatchObject({ state: 'kept', session: { taste: [1, 2, 3], tasteSpace: 0 } })
  })

  test('a session brings a profile back as it was, with all that was seen while there is room', async () => {
    const few = { ...session(), seen: Array.from({ length: 200 }, (_, index) => index) }
    await fc.assert(
      fc.asyncProperty(anyProfile, async (profile) => {
        const opened = await openSession(await sealSession({ ...few, profile }, keys), keys, NOW)
        expect(opened).toEqual({ state: 'kept', session: { ...few, profile } })
      }),
    )
  })

  test('a session is lost, and no 400, when it was sealed by another version', async () => {
    const before = await seal('session', new Uint8Array([1, 2, 3]), keys, NOW)
    expect(await openSession(before, keys, NOW)).toEqual({ state: 'lost' })
  })

  test('a session survives a key rotation, and is lost with its key or its day', async () => {
    const sealed = await sealSession(session(), keys)
    expect((await openSession(sealed, rotated, NOW)).state).toBe('kept')
    expect(await openSession(sealed, foreign, NOW)).toEqual({ state: 'lost' })
    expect(await openSession(sealed, keys, NOW + DAY_MS)).toEqual({ state: 'lost' })
  })

  test('a session ends 24 hours after it began, however often it is sealed again', async () => {
    const again = await openSession(await sealSession(session(), keys), keys, NOW + DAY_MS - 1)
    if (again.state !== 'kept') throw new Error('lost')
    expect(await openSession(await sealSession(again.session, keys), keys, NOW + DAY_MS)).toEqual({ state: 'lost' })
  })

  test('a session that is forged or malformed cannot be read, and is no reason to refuse', async () => {
    const sealed = await sealSession(session(), keys)
    const other = await sealCursor(cursor, keys, NOW)
    for (const text of ['', 'x', other, `${sealed}A`, 'x'.repeat(3000)]) {
      expect(await openSession(text, keys, NOW), text.slice(0, 9)).toEqual({ state: 'unreadable' })
    }
    const cut = await seal('session', new Uint8Array([2]), keys, NOW)
    expect(await openSession(sealed, impostor, NOW)).toEqual({ state: 'unreadable' })
    expect(await openSession(cut, keys, NOW)).toEqual({ state: 'unreadable' })
  })

  test('a session has an id of 16 random bytes', () => {
    const bytes = countingBytes()
    const ids = [newSession(NOW, bytes).id, newSession(NOW, bytes).id]
    expect(new Set(ids).size).toBe(2)
    expect(ids[0]).toMatch(/^[A-Za-z0-9_-]{22}$/)
  })
})
