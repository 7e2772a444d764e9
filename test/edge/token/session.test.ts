import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import { capEndSeconds } from '../../../src/edge/token/cap-window.ts'
import { sealCursor } from '../../../src/edge/token/cursor.ts'
import type { Keyring } from '../../../src/edge/token/keyring.ts'
import { seal } from '../../../src/edge/token/sealed.ts'
import {
  type CarriedProfile,
  newSession,
  openSession,
  SESSION_BOUNDS,
  type Session,
  sealSession,
} from '../../../src/edge/token/session.ts'
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
  const anySession = fc.record<Session>({
    id: fc.constant(session().id),
    issuedAt: fc.constant(NOW),
    region: fc.option(fc.constantFrom(...REGION_IDS)),
    seen: fc.array(u32, { maxLength: 100, size: 'max' }),
    caps: fc
      .array(fc.record({ key: u32, count: fc.nat(1023), windowStartSeconds: u32, windowStep: fc.nat(63) }), {
        maxLength: SESSION_BOUNDS.caps,
      })
      .map((caps) => caps.sort((one, other) => capEndSeconds(one) - capEndSeconds(other))),
    sticky: fc.array(fc.tuple(u32, u32), { maxLength: SESSION_BOUNDS.sticky }),
    taste: fc.array(fc.integer({ min: -128, max: 127 }), { maxLength: 32 }),
    tasteAtSeconds: u32,
    unwanted: fc.array(u32, { maxLength: SESSION_BOUNDS.unwanted }),
    profile: fc.constant(null),
  })
  const anyProfile = fc.record<CarriedProfile>({
    subject: u32,
    readAtSeconds: u32,
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
    expect(opened.session.seen).toEqual(full.seen.slice(-100))
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
    const profile = { subject: 7, readAtSeconds: 4_000_000_000, taste: Array(32).fill(127), watched }
    const sealed = await sealSession({ ...full, profile }, long)
    expect(sealed.length).toBeLessThanOrEqual(2048)
    const opened = await openSession(sealed, long, NOW)
    if (opened.state !== 'kept') throw new Error('lost')
    expect(opened.session.profile).toEqual({ ...profile, watched: watched.slice(-64) })
    // Room for `seen` is what is left; the newest stay.
    expect(opened.session.seen).toEqual(full.seen.slice(-opened.session.seen.length))
    expect(opened.session.seen.length).toBeGreaterThan(20)
  }

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
