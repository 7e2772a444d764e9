import { base64url } from 'jose'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { CommandBackend } from '../../../src/dev/store/backend.ts'
import { type LocalStoreDoor, startStoreDoor } from '../../../src/dev/store/door-server.ts'
import { PROFILE_READER } from '../../../src/dev/store/door-tokens.ts'
import { openStore } from '../../../src/dev/store/open-store.ts'
import { rememberedCaps } from '../../../src/edge/answer/memory.ts'
import { carryProfile } from '../../../src/edge/profile/carry-profile.ts'
import { consentedViewer } from '../../../src/edge/profile/consented-viewer.ts'
import { PROFILE_DEADLINE_MS, ProfileReader } from '../../../src/edge/profile/profile-reader.ts'
import { restSource } from '../../../src/edge/profile/rest-source.ts'
import { windowStep } from '../../../src/edge/token/cap-window.ts'
import { newSession } from '../../../src/edge/token/session.ts'
import { METADATA_SPACE } from '../../../src/model/columns/taste-space.ts'
import { hash32 } from '../../../src/model/hash32.ts'
import type { ViewerProfile } from '../../../src/model/nouns/profile.ts'

const NOW = Date.UTC(2026, 10, 22, 12)
const MINUTE_MS = 60_000
const anna = { privacy: 'consented', subject: 'anna' } as const
const taste = Int8Array.from({ length: 32 }, (_, index) => (index === 3 ? -100 : index === 4 ? 50 : 0))
const SECONDS = NOW / 1000
const DAY = 86_400
const consent = { at: NOW, proof: 'consent-4711' }
const encoded = base64url.encode(new Uint8Array(taste.buffer))
const record = (changes: Partial<ViewerProfile> = {}): string =>
  JSON.stringify({
    ...{ v: 2, space: METADATA_SPACE, taste: encoded, sums: [...taste], summedAt: NOW },
    watched: [1, 2, 3].map((title) => [title, SECONDS, 100, 1]),
    ...{ caps: [], updatedAt: NOW, consent },
    ...changes,
  })
const recordBefore = JSON.stringify({ v: 1, taste: encoded, watched: [1, 2, 3], updatedAt: NOW, consent })
const known = { space: METADATA_SPACE, taste, watched: [1, 2, 3], caps: [] }
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
    expect(await reader.read(anna, keepAlive)).toEqual({ state: 'fresh', profile: known })
  })

  it('a profile reader reads a profile of before as one without taste', async () => {
    const { reader } = readerOf(async () => recordBefore)
    const none = { ...known, space: null, taste: new Int8Array() }
    expect(await reader.read(anna, keepAlive)).toEqual({ state: 'fresh', profile: none })
  })

  it('a profile reader leaves out titles that were only begun, and showings of windows that are over', async () => {
    const { reader } = readerOf(async () =>
      record({
        watched: [
          [1, SECONDS, 49, 1],
          [2, SECONDS, 50, 1],
        ],
        caps: [
          [
            7,
            90 * DAY,
            [
              [SECONDS - 90 * DAY, 2],
              [SECONDS - 89 * DAY, 1],
              [SECONDS - DAY, 4],
            ],
          ],
          [8, 60, [[SECONDS - 60, 1]]],
        ],
      }),
    )
    const since = NOW - 89 * DAY * 1000
    const caps = [{ key: 7, count: 5, since, until: since + 90 * DAY * 1000 }]
    expect(await reader.read(anna, keepAlive)).toEqual({ state: 'fresh', profile: { ...known, watched: [2], caps } })
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
    ['another version', record({ v: 3 as 2 })],
    ['no consent', record({ consent: undefined as never })],
    ['a taste too short', record({ taste: 'AAAA' })],
    ['a taste beyond its bound', record({ taste: base64url.encode(new Uint8Array(32).fill(127)) })],
    ['hashes that are none', record({ watched: [[-1, 0, 0, 0]] })],
    ['a space without name', record({ space: '' })],
    [
      'more watched titles than it may have',
      record({ watched: Array.from({ length: 65 }, (_, title) => [title, 0, 100, 1]) }),
    ],
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
      ...{ subject: hash32('anna'), readAtSeconds: NOW / 1000, space: hash32(METADATA_SPACE) },
      ...{ taste: [...taste], watched: [1, 2, 3], caps: [] },
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
    expect(after.profile).toMatchObject({ taste: [], watched: [], caps: [] })
  })
})

describe('the caps of a profile', () => {
  const empty = newSession(NOW, (length) => new Uint8Array(length))
  const window = 90 * DAY
  const cap = (key: number, count: number, at: number) => ({
    ...{ key, count, windowStartSeconds: at, windowStep: windowStep(window) },
  })
  const showings = (...keys: number[]): ViewerProfile['caps'] =>
    keys.map((key) => [key, window, [[SECONDS - key * DAY, 2]]])
  const carried = async (caps: ViewerProfile['caps'], session = empty) => {
    const { reader } = readerOf(async () => record({ caps }))
    return (await carryProfile(session, anna, reader, { now: NOW, keepAlive })).session
  }

  it('a cap that session and profile both count has the greater count and the later end', async () => {
    const own = { ...empty, caps: [cap(1, 1, SECONDS - 60), cap(2, 5, SECONDS - 9 * DAY), cap(3, 1, SECONDS)] }
    const session = await carried(showings(1, 2), own)
    expect(session.caps).toEqual([cap(3, 1, SECONDS)])
    expect(session.profile?.caps).toEqual([cap(1, 2, SECONDS - 60), cap(2, 5, SECONDS - 2 * DAY)])
  })

  it('a count of a window that is over is not carried into the next one', async () => {
    const own = { ...empty, caps: [cap(1, 9, SECONDS - window)] }
    expect((await carried(showings(1), own)).profile?.caps).toEqual([cap(1, 2, SECONDS - DAY)])
  })

  it('the session’s own caps have room first, then those of the profile that run longest', async () => {
    const own = { ...empty, caps: Array.from({ length: 78 }, (_, index) => cap(100 + index, 1, SECONDS)) }
    const session = await carried(showings(5, 1, 3), own)
    expect(session.caps).toHaveLength(78)
    expect(session.profile?.caps.map(({ key }) => key)).toEqual([1, 3])
  })

  it('a session that loses its profile forgets the caps of the profile, and keeps its own', async () => {
    const session = await carried(showings(1), { ...empty, caps: [cap(3, 1, SECONDS)] })
    const { session: after } = await carryProfile(session, null, null, { now: NOW, keepAlive })
    expect([after.profile, after.caps]).toEqual([null, [cap(3, 1, SECONDS)]])
  })

  it('caps of a profile count for a consented viewer, and for nobody else', async () => {
    const session = await carried(showings(1), { ...empty, caps: [cap(3, 1, SECONDS)] })
    expect([...rememberedCaps(session, { privacy: 'consented' }).keys()]).toEqual([3, 1])
    for (const privacy of ['minor', 'contextual', 'opted-out'] as const) {
      expect([...rememberedCaps(session, { privacy }).keys()]).toEqual([3])
    }
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
