import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { base64url } from 'jose'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { embed } from '../../../src/compile/columns/embedding.ts'
import { METADATA_SPACE } from '../../../src/model/columns/taste-space.ts'
import { hash32 } from '../../../src/model/hash32.ts'
import type { ViewerProfile } from '../../../src/model/nouns/profile.ts'
import { eventually } from '../../setup/eventually.ts'
import { type Answer, ask, itemsOf } from '../device.ts'
import { type LargeEdge, startLargeEdge } from '../large-edge.ts'

let large: LargeEdge
let server: Server
/** What the profile store was told to do, and what it was asked. */
const store = {
  answers: 'profile' as 'profile' | 'none' | 'never',
  taste: new Int8Array(32),
  space: METADATA_SPACE,
  watched: [] as number[],
  caps: [] as ViewerProfile['caps'],
  commands: [] as string[][],
  answered: new Set<string>(),
}

beforeAll(async () => {
  server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      store.commands.push(JSON.parse(Buffer.concat(chunks).toString()) as string[])
      if (store.answers === 'never') return
      const profile = {
        ...{ v: 2, space: store.space, taste: base64url.encode(Uint8Array.from(store.taste)), sums: [...store.taste] },
        ...{ summedAt: Date.now(), caps: store.caps, watched: store.watched.map((title) => [title, 0, 100, 1]) },
        ...{ updatedAt: Date.now(), consent: { at: Date.now(), proof: 'consent' } },
      }
      store.answered.add(store.commands.at(-1)?.[1] ?? '')
      response.end(JSON.stringify({ result: store.answers === 'none' ? null : JSON.stringify(profile) }))
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  large = await startLargeEdge({ PROFILE_REDIS_REST_URL: url, PROFILE_REDIS_REST_TOKEN: 'reader' })
})
afterAll(async () => {
  await large?.world.close()
  server.closeAllConnections()
  await new Promise((resolve) => server.close(resolve))
})
beforeEach(() => {
  Object.assign(store, {
    answers: 'profile',
    taste: [...new Int8Array(32)],
    watched: [],
    space: METADATA_SPACE,
    caps: [],
    commands: [],
  })
})

/** A title of which nothing is known but its genres. */
const NOTHING_ELSE = { franchiseId: null, seriesId: null, tags: [], kind: null, year: null, audienceAge: null } as const

const GROWN = { cap: 18, adult: true, personalize: true } as const
let viewers = 0
/** A grown member who agreed to be known, and whom no isolate has met. */
const someone = (claims: object = {}): Promise<string> =>
  large.world.viewerToken({ ...GROWN, sub: `viewer-${++viewers}`, ...claims })

const feed = (token: string, more: object = {}): Promise<Answer> =>
  ask(large.edge, '/v1/decisions', {
    ...{ country: 'US', token },
    body: { placements: [{ id: 'feed', surface: 'clips-feed', count: 20 }], ...more },
  })
/** The feed of somebody whose profile has arrived: on a busy machine the first answer may come before it. */
const known = async (more: object = {}): Promise<Answer> => {
  const token = await someone()
  await eventually(
    () => feed(token),
    () => store.answered.has(`profile:viewer-${viewers}`),
  )
  return feed(token, more)
}
const ids = ({ body }: Answer): string[] => itemsOf(body).map(({ assetId }) => assetId)

describe('a profile', () => {
  it('a profile is read once, and travels with the session', async () => {
    const token = await someone()
    const first = await feed(token)
    await feed(token, { session: first.body.session })
    expect(store.commands).toEqual([['GET', `profile:viewer-${viewers}`]])
    expect(first.body.privacy).toBe('consented')
  })

  it.each([
    ['who did not agree', { personalize: false }],
    ['who is a minor', { cap: 12, adult: false }],
    ['of a kids profile', { kids: true, adult: false }],
  ])('a profile is not read for somebody %s', async (_name, claims) => {
    await feed(await someone(claims))
    expect(store.commands).toEqual([])
  })

  it('a profile that never comes leaves the answer as it is for somebody of whom nothing is known', async () => {
    store.answers = 'never'
    const token = await someone()
    const late = await feed(token, { requestId: 'late' })
    expect([late.status, ids(late).length, late.body.privacy]).toEqual([200, 20, 'consented'])
    store.answers = 'none'
    // A call without an answer is believed dead after a while; until then nobody asks again.
    const known = await eventually(
      () => feed(token, { requestId: 'late' }),
      () => store.commands.length >= 2,
    )
    expect(store.commands).toHaveLength(2)
    expect(known.body.decisionId).toBe(late.body.decisionId)
    expect(ids(known)).toEqual(ids(late))
  })

  it('a profile turns the clips towards what its viewer likes', async () => {
    const plain = await feed(await someone())
    const [first] = itemsOf(plain.body).flatMap(large.genresOf)
    store.taste = Int8Array.from(embed({ ...NOTHING_ELSE, genres: [first ?? 'drama'] }))
    const pleased = await known()
    const share = ({ body }: Answer) =>
      itemsOf(body).filter((item) => large.genresOf(item).includes(first ?? '')).length
    expect(share(pleased)).toBeGreaterThan(share(plain))
  })

  it('a profile of another space counts as one without taste', async () => {
    const drawn = async () => ids(await known({ requestId: 'space' }))
    const none = await drawn()
    store.taste = Int8Array.from(embed({ ...NOTHING_ELSE, genres: ['drama'] }))
    const own = await drawn()
    store.space = 'learned-7'
    expect(await drawn()).toEqual(none)
    expect(own).not.toEqual(none)
  })

  it('a profile keeps what was watched from every list, and not from its own page', async () => {
    const before = await feed(await someone())
    const titles = [...new Set(itemsOf(before.body).flatMap(({ titleId }) => (titleId === null ? [] : [titleId])))]
    store.watched = titles.map(hash32)
    const after = await known()
    const token = await large.world.viewerToken({ ...GROWN, sub: `viewer-${viewers}` })
    expect(itemsOf(after.body).filter(({ titleId }) => titles.includes(titleId ?? ''))).toEqual([])
    const placements = titles.map((titleId) => ({ id: titleId, surface: 'title-detail', titleId }))
    const pages = await ask(large.edge, '/v1/decisions', { country: 'US', token, body: { placements } })
    const shown = itemsOf(pages.body).map(({ titleId }) => titleId)
    expect(shown.length).toBeGreaterThan(5)
    expect(shown.filter((titleId) => !titles.includes(titleId ?? ''))).toEqual([])
  })
})
