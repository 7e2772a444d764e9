import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { REGION_IDS } from '../../../src/model/nouns/region.ts'
import { connectSchedule } from '../../../src/schedule/store/connect.ts'
import { type PublisherWorld, startPublisherWorld } from '../publisher-world.ts'
import { asset, campaign, SCHEDULE, title } from '../records.ts'

interface Explained {
  readonly context: Record<string, unknown>
  readonly snapshot: Record<string, unknown>
  readonly kept: readonly { readonly assetId: string; readonly position: number }[]
  readonly rejected: readonly {
    readonly assetId: string
    readonly campaignId: string
    readonly first: string
    readonly all: readonly { readonly reason: string; readonly rule: string; readonly source: string }[]
  }[]
  readonly total: number
}

let world: PublisherWorld
beforeAll(async () => {
  world = await startPublisherWorld()
  await world.ingest(
    ...SCHEDULE,
    title('old', { ratings: [{ territory: 'DE', label: 'FSK 16' }] }),
    asset('old'),
    campaign('grown', ['old']),
    asset('worldwide', {
      titleId: null,
      kind: 'promo',
      worldwide: true,
      ratings: [{ territory: 'DE', label: 'FSK 0' }],
    }),
    campaign('house', ['worldwide']),
    campaign('paused', ['three'], { status: 'paused' }),
  )
  for (const region of ['dach', 'world'] as const) await world.publish(region)
})
afterAll(() => world.close())

async function explain(question: object): Promise<Explained> {
  const answer = await world.ops('POST', '/explain', { surface: 'home-hero', country: 'DE', ...question })
  expect(answer.status).toBe(200)
  return (await answer.json()) as Explained
}

const ids = (list: readonly { readonly assetId: string }[]) => list.map(({ assetId }) => assetId).sort()

describe('the status', () => {
  it('the status of a published region says what is live, since when, and how it came to be', async () => {
    world.clock.now += 90_000
    const status: unknown = await (await world.ops('GET', '/regions/dach')).json()
    world.clock.now -= 90_000
    expect(status).toEqual({
      region: 'dach',
      sequence: 1,
      snapshot: expect.stringMatching(/^[0-9a-f]{64}$/),
      ageSeconds: 90,
      softExpiresAt: new Date(world.clock.now + 24 * 3_600_000).toISOString(),
      candidates: 4,
      pinned: null,
      canary: null,
      lastReceipt: expect.objectContaining({ outcome: 'published', sequence: 1, actor: 'tests' }),
      lastRefusal: null,
      takedowns: expect.objectContaining({ count: 0, narrowings: 0, ageSeconds: 90 }),
      health: { state: 'ok', serving: 4, usual: 4, why: null },
      leftOut: { count: 0, renditions: [], beyond: 0 },
      seen: [],
      keys: [{ kid: 'tests', signs: true, notAfter: null, daysLeft: null }],
      keyProblem: null,
    })
  })

  it('the status of all regions is in their order, with null where nothing was published', async () => {
    const { regions } = (await (await world.ops('GET', '/regions')).json()) as {
      regions: { region: string; sequence: number | null; takedowns: unknown }[]
    }
    expect(regions.map(({ region }) => region)).toEqual([...REGION_IDS])
    expect(regions.find(({ region }) => region === 'fr')).toMatchObject({
      sequence: null,
      snapshot: null,
      ageSeconds: null,
      candidates: null,
      lastReceipt: null,
      takedowns: { count: 0, ageSeconds: null },
    })
  })
})

describe.each(['error-500', 'hang', 'cut'] as const)('a store that fails (%s)', (fault) => {
  it('the status says what is announced while the store fails, and that nothing else is known', async () => {
    const redis = connectSchedule({ url: world.door.url, token: 'test-token', callTimeoutMs: 50 })
    const before = { urgentRedis: world.publisher.urgentRedis }
    Object.assign(world.publisher, { urgentRedis: redis })
    world.door.misbehave(() => fault)
    const answer = await world.ops('GET', '/regions')
    world.door.misbehave(() => null)
    Object.assign(world.publisher, before)
    expect(answer.status).toBe(200)
    const { regions } = (await answer.json()) as { readonly regions: readonly { readonly region: string }[] }
    const of = (name: string) => regions.find(({ region }) => region === name)
    expect(of('dach')).toMatchObject({
      ...{ sequence: 1, candidates: 4, lastReceipt: null, seen: [] },
      takedowns: { storeAnswers: false, count: 0 },
      health: { state: 'ok', serving: 4, usual: null },
    })
    expect(of('fr')).toMatchObject({ sequence: null, health: { state: 'unknown' } })
  })
})

describe('explain', () => {
  it('explain says what would play, in order, and with what it was derived', async () => {
    const { context, snapshot, kept, rejected, total } = await explain({ now: '2026-11-22T19:30:00Z' })
    expect(context).toMatchObject({ territory: 'DE', minor: false, now: '2026-11-22T19:30:00.000Z', viewer: 'guest' })
    expect(Object.keys(context)).toEqual(
      expect.arrayContaining(['territory', 'cap', 'guestCap', 'minor', 'privacy', 'timezone', 'now']),
    )
    expect(snapshot).toMatchObject({ region: 'dach', sequence: 1 })
    expect(ids(kept)).toEqual(['ast_one', 'ast_two', 'ast_worldwide'])
    expect(kept[0]).toEqual({
      assetId: expect.any(String),
      campaignId: expect.any(String),
      position: 0,
      score: expect.any(Number),
      terms: expect.any(Object),
      propensity: expect.any(Number),
      reason: null,
      chances: [expect.closeTo(1 / 3, 9), expect.any(Number), expect.any(Number)],
      frequencyCap: null,
      pacing: null,
      relaxed: [],
      autoplay: expect.any(Object),
    })
    expect(total).toBe(kept.length + rejected.length)
  })

  it('explain joins what the compiler left out with what the edge would', async () => {
    const { rejected } = await explain({})
    const byAsset = Object.fromEntries(rejected.map((candidate) => [candidate.assetId, candidate]))
    expect(byAsset.ast_old).toMatchObject({ campaignId: 'cmp_grown', first: 'maturity' })
    expect(byAsset.ast_three).toMatchObject({ campaignId: 'cmp_paused', first: 'not-approved' })
    for (const { all } of rejected) {
      expect(all.length).toBeGreaterThan(0)
      for (const reason of all) expect(Object.keys(reason).sort()).toEqual(['reason', 'rule', 'source', 'value'])
    }
  })

  it('explain of a cap lets in what the cap covers', async () => {
    expect(ids((await explain({ cap: 16, now: '2026-11-22T22:30:00Z' })).kept)).toContain('ast_old')
  })

  it('explain of a device knows what it plays, by each hint that it states', async () => {
    for (const hint of [{ codecs: ['vp9'] }, { maxHeight: 1 }]) {
      const { kept, rejected } = await explain({ ...hint, asset: 'ast_one' })
      expect([hint, kept, rejected[0]?.first]).toEqual([hint, [], 'format'])
    }
  })

  it('explain of one asset tells of it alone, and still counts all', async () => {
    const { kept, rejected, total } = await explain({ asset: 'ast_old' })
    expect([kept, ids(rejected)]).toEqual([[], ['ast_old']])
    expect(total).toBe(5)
  })

  it('explain lists no more than the limit, and still counts all', async () => {
    const { kept, rejected, total } = await explain({ limit: 1 })
    expect([kept.length, rejected.length, total]).toEqual([1, 1, 5])
    expect((await explain({ limit: 100_000 })).kept).toHaveLength(3)
  })

  it.each(['XX', 'T1'])('explain of country %s is of an unknown place: worldwide assets only', async (country) => {
    const { context, snapshot, kept } = await explain({ country })
    expect(context).toMatchObject({ territory: 'XX', unknownPlace: true })
    expect(snapshot).toMatchObject({ region: 'world' })
    expect(ids(kept)).toEqual(['ast_worldwide'])
  })

  it('explain knows of takedowns at once', async () => {
    const answer = await world.ops('POST', '/takedowns', { target: 'ast_one', reason: 'rights', territories: ['DE'] })
    const { takedown } = (await answer.json()) as { takedown: { id: string } }
    expect((await explain({ asset: 'ast_one' })).rejected[0]).toMatchObject({ first: 'takedown' })
    expect((await explain({ asset: 'ast_one', country: 'AT' })).rejected[0]).toMatchObject({ first: 'unrated' })
    await world.ops('DELETE', `/takedowns/${takedown.id}`)
    expect(ids((await explain({})).kept)).toContain('ast_one')
  })

  it.each([
    ['country', 'ZZ'],
    ['country', 'UK'],
    ['country', 'de'],
    ['residence', 'ZZ'],
    ['residence', 'XX'],
  ])('explain refuses the %s %s by name, before it is taken for an unknown place', async (field, value) => {
    const question = { surface: 'home-hero', country: 'DE', [field]: value }
    const answer = await world.ops('POST', '/explain', question)
    expect([answer.status, await answer.json()]).toEqual([400, expect.objectContaining({ field })])
  })

  it('explain of a region where nothing is published is 404 and says what to do', async () => {
    const answer = await world.ops('POST', '/explain', { surface: 'home-hero', country: 'FR' })
    expect(answer.status).toBe(404)
    expect(await answer.json()).toMatchObject({ field: 'country', detail: expect.stringContaining('publish') })
  })
})
