import { base64url } from 'jose'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { output } from 'zod'
import type { CommandBackend } from '../../../src/dev/store/backend.ts'
import { type LocalStoreDoor, startStoreDoor } from '../../../src/dev/store/door-server.ts'
import { PROFILE_READER } from '../../../src/dev/store/door-tokens.ts'
import { openStore } from '../../../src/dev/store/open-store.ts'
import { carryProfile } from '../../../src/edge/profile/carry-profile.ts'
import { consentedViewer } from '../../../src/edge/profile/consented-viewer.ts'
import { PROFILE_DEADLINE_MS, ProfileReader } from '../../../src/edge/profile/profile-reader.ts'
import { restSource } from '../../../src/edge/profile/rest-source.ts'
import { newSession } from '../../../src/edge/token/session.ts'
import { hash32 } from '../../../src/model/hash32.ts'
import type { profile } from '../../../src/model/nouns/profile.ts'

const NOW = Date.UTC(2026, 10, 22, 12)
const MINUTE_MS = 60_000
const anna = { privacy: 'consented', subject: 'anna' } as const
const taste = Int8Array.from({ length: 32 }, (_, index) => (index === 3 ? -100 : index === 4 ? 50 : 0))
const record = (changes: Partial<output<ReturnType<typeof profile>>> = {}): string =>
  JSON.stringify({
    ...{ v: 1, taste: base64url.encode(new Uint8Array(taste.buffer)), watched: [1, 2, 3], updatedAt: NOW },
    consent: { at: NOW, proof: 'consent-4711' },
    ...changes,
  })
const work: Promise<unknown>[] = []
const keepAlive = (promise: Promise<unknown>): void => {
  work.push(promise)
}
const never = new Promise<string>(() => undefined)

/** A reader of a store that answers as told, on a clock that stands until it is set. */
function readerOf(answers: (subject: string) => Promise<string | null>) {
  const clock = { now: NOW, calls: 0 }
  const source = (subject: string) => {
    clock.calls += 1
    return answers(subject)
  }
  return { reader: new ProfileReader(source, () => clock.now), clock }
}

describe('a profile reader', () => {
  it('a profile reader reads a profile', async () => {
    const { reader } = readerOf(async () => record())
    expect(await reader.read(anna, keepAlive)).toEqual({ state: 'fresh', profile: { taste, watched: [1, 2, 3] } })
  })

  it('a profile reader says missing, and asks no more for a minute', async () => {
    const { reader, clock } = readerOf(async () => null)
    expect(await reader.read(anna, keepAlive)).toEqual({ state: 'missing' })
    expect(await reader.read(anna, keepAlive)).toEqual({ state: 'missing' })
    expect(clock.calls).toBe(1)
    clock.now += MINUTE_MS
    await reader.read(anna, keepAlive)
    expect(clock.calls).toBe(2)
  })

  it.each([
    ['no JSON', 'taste'],
    ['another version', record({ v: 2 as 1 })],
    ['no consent', record({ consent: undefined as never })],
    ['a taste too short', record({ taste: 'AAAA' })],
    ['a taste beyond its bound', record({ taste: base64url.encode(new Uint8Array(32).fill(127)) })],
    ['hashes that are none', record({ watched: [-1] })],
    ['more watched titles than it may have', record({ watched: Array<number>(65).fill(1) })],
    ['more than it should', JSON.stringify({ ...JSON.parse(record()), name: 'Anna' })],
  ])('a profile reader fails on a record with %s, and tries again at once', async (_name, text) => {
    const { reader, clock } = readerOf(async () => text)
    expect(await reader.read(anna, keepAlive)).toEqual({ state: 'failed' })
    await Promise.all(work)
    await reader.read(anna, keepAlive)
    expect(clock.calls).toBe(2)
  })

  it('a profile reader fails, and does not throw, when the store does', async () => {
    const { reader } = readerOf(() => Promise.reject(new Error('down')))
    expect(await reader.read(anna, keepAlive)).toEqual({ state: 'failed' })
  })

  it('a profile reader is late when the store is, and gives the late answer to the next request', async () => {
    let answer: (text: string) => void = () => undefined
    const { reader, clock } = readerOf(() => new Promise((resolve) => (answer = resolve)))
    expect(await reader.read(anna, keepAlive)).toEqual({ state: 'late' })
    answer(record())
    expect((await reader.read(anna, keepAlive)).state).toBe('fresh')
    expect(clock.calls).toBe(1)
  })

  it('a profile reader asks once for all requests of one viewer, and for each viewer', async () => {
    const { reader, clock } = readerOf(async (subject) => (subject === 'anna' ? record() : null))
    const readings = await Promise.all(
      [anna, anna, { ...anna, subject: 'ben' }].map((one) => reader.read(one, keepAlive)),
    )
    expect(readings.map(({ state }) => state)).toEqual(['fresh', 'fresh', 'missing'])
    expect(clock.calls).toBe(2)
  })

  it('a profile reader asks again when a call has died with its request', async () => {
    const { reader, clock } = readerOf(() => (clock.calls === 1 ? never : Promise.resolve(record())))
    expect((await reader.read(anna, keepAlive)).state).toBe('late')
    clock.now += 2000
    expect((await reader.read(anna, keepAlive)).state).toBe('fresh')
  })

  it('a profile reader keeps 500 viewers, and forgets the oldest', async () => {
    const { reader, clock } = readerOf(async () => null)
    for (let number = 0; number <= 500; number++) await reader.read({ ...anna, subject: `v${number}` }, keepAlive)
    await reader.read({ ...anna, subject: 'v500' }, keepAlive)
    expect(clock.calls).toBe(501)
    await reader.read({ ...anna, subject: 'v0' }, keepAlive)
    expect(clock.calls).toBe(502)
  })

  it('a profile is waited for no longer than the contract says', () => {
    expect(PROFILE_DEADLINE_MS).toBe(30)
  })
})

describe('a session', () => {
  const session = newSession(NOW, (length) => new Uint8Array(length))
  const surroundings = { now: NOW, keepAlive }
  const later = { now: NOW + 15 * MINUTE_MS, keepAlive }

  it.each(['minor', 'contextual', 'opted-out'] as const)(
    'the session of a viewer who is %s reads no profile and drops one',
    async (privacy) => {
      const { reader, clock } = readerOf(async () => record())
      const { session: known } = await carryProfile(session, anna, reader, surroundings)
      const viewer = consentedViewer({ privacy }, { subject: 'anna' })
      const { session: after, state } = await carryProfile(known, viewer, reader, surroundings)
      expect([state, after.profile, clock.calls]).toEqual(['none', null, 1])
    },
  )

  it('a session carries the profile, and has it read again only when it is old', async () => {
    const { reader, clock } = readerOf(async () => record())
    const first = await carryProfile(session, anna, reader, surroundings)
    expect(first.state).toBe('fresh')
    expect(first.session.profile).toEqual({
      ...{ subject: hash32('anna'), readAtSeconds: NOW / 1000, taste: [...taste], watched: [1, 2, 3] },
    })
    const second = await carryProfile(first.session, anna, reader, { ...later, now: later.now - 1 })
    expect([second.state, second.session]).toEqual(['carried', first.session])
    clock.now = later.now
    expect((await carryProfile(first.session, anna, reader, later)).state).toBe('fresh')
    expect(clock.calls).toBe(2)
  })

  it('a session remembers that there is no profile', async () => {
    const { reader, clock } = readerOf(async () => null)
    const first = await carryProfile(session, anna, reader, surroundings)
    expect((await carryProfile(first.session, anna, reader, surroundings)).state).toBe('carried')
    expect(clock.calls).toBe(1)
  })

  it("a session never gives one viewer's profile to another", async () => {
    const { reader } = readerOf(async (subject) => (subject === 'anna' ? record() : null))
    const { session: annas } = await carryProfile(session, anna, reader, surroundings)
    const ben = { privacy: 'consented', subject: 'ben' } as const
    const broken = readerOf(() => Promise.reject(new Error('down'))).reader
    expect((await carryProfile(annas, ben, broken, surroundings)).session.profile).toBeNull()
    expect((await carryProfile(annas, ben, null, surroundings)).session.profile).toBeNull()
  })

  it.each(['late', 'failed'] as const)('a session goes on with an old profile when the store is %s', async (state) => {
    const { reader } = readerOf(async () => record())
    const { session: known } = await carryProfile(session, anna, reader, surroundings)
    const broken = readerOf(() => (state === 'late' ? never : Promise.reject(new Error('down')))).reader
    expect(await carryProfile(known, anna, broken, later)).toEqual({ session: known, state })
  })

  it('a session forgets a profile that is gone from the store', async () => {
    const { session: known } = await carryProfile(session, anna, readerOf(async () => record()).reader, surroundings)
    const { session: after } = await carryProfile(known, anna, readerOf(async () => null).reader, later)
    expect(after.profile).toMatchObject({ taste: [], watched: [] })
  })
})

describe('the store’s REST door', () => {
  let backend: CommandBackend
  let door: LocalStoreDoor

  beforeAll(async () => {
    backend = await openStore({ directory: null })
    door = await startStoreDoor({ backend, tokens: [{ token: 'profile-token', allow: PROFILE_READER }], port: 0 })
    await backend.execute(['SET', 'profile:anna "☂"', record()])
    await backend.execute(['SADD', 'profile:set', 'x'])
  })
  afterAll(async () => {
    await door?.close()
    await backend?.close()
  })

  it("the store's REST door gives a profile to a token that may read no more, under any subject", async () => {
    expect(await restSource({ url: door.url, token: 'profile-token' })('anna "☂"')).toBe(record())
  })

  it("the store's REST door gives null for a viewer without profile", async () => {
    expect(await restSource({ url: door.url, token: 'profile-token' })('nobody')).toBeNull()
  })

  it.each([
    ['a token that is unknown', 'wrong', 'anna'],
    ['what is no text', 'profile-token', 'set'],
  ])("the store's REST door has no answer for %s", async (_name, token, subject) => {
    await expect(restSource({ url: door.url, token })(subject)).rejects.toThrow(/answered/)
  })
})
