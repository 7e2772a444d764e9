import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type PublisherWorld, startPublisherWorld } from '../publisher-world.ts'
import { asset, campaign, SCHEDULE, title } from '../records.ts'

interface Hours {
  readonly from: string
  readonly to: string
  readonly start: string
  readonly shown: boolean
  readonly autoplay: boolean
  readonly reason: string | null
  readonly rule: string | null
  readonly source: string | null
  readonly value: string | null
}

interface Matrix {
  readonly regions: readonly { readonly region: string }[]
  readonly absent: readonly { readonly region: string; readonly why: string }[]
  readonly places: readonly {
    readonly region: string
    readonly place: string
    readonly zones: readonly string[]
    readonly viewers: readonly {
      readonly viewer: string
      readonly caps: readonly number[] | null
      readonly hours: readonly Hours[]
    }[]
  }[]
}

let world: PublisherWorld
beforeAll(async () => {
  world = await startPublisherWorld()
  await world.ingest(
    ...SCHEDULE,
    title('old', { ratings: [{ territory: 'DE', label: 'FSK 16' }] }),
    asset('old', { territories: ['@dach', 'FR'] }),
    campaign('grown', ['old'], {
      surfaces: ['home-hero', 'title-detail'],
      audience: { entitlements: ['subscription'] },
    }),
  )
  for (const region of ['dach', 'fr', 'world'] as const) await world.publish(region)
})
afterAll(() => world.close())

async function matrix(query: string): Promise<Matrix> {
  const answer = await world.ops('GET', `/rules/matrix?${query}`)
  expect(answer.status).toBe(200)
  return (await answer.json()) as Matrix
}

const at = ({ places }: Matrix, place: string, viewer: string, cap: number | null = null) =>
  places
    .find((each) => each.place === place)
    ?.viewers.find(
      (each) =>
        each.viewer === viewer && (cap === null || ((each.caps?.[0] ?? 99) <= cap && cap <= (each.caps?.[1] ?? -1))),
    )?.hours ?? []

const OLD = 'asset=ast_old&now=2026-11-22T12:00:00Z'

describe('the rules matrix', () => {
  it('the rules matrix has every place of every region that has the asset, and says which have not', async () => {
    const { regions, absent, places } = await matrix(OLD)
    expect(regions).toEqual([
      { region: 'dach', sequence: 1, snapshot: expect.stringMatching(/^[0-9a-f]{64}$/), campaigns: ['cmp_grown'] },
      { region: 'fr', sequence: 1, snapshot: expect.stringMatching(/^[0-9a-f]{64}$/), campaigns: ['cmp_grown'] },
    ])
    expect(places.filter(({ region }) => region === 'dach').map(({ place }) => place)).toEqual(['AT', 'CH', 'DE', 'LI'])
    expect(absent.find(({ region }) => region === 'world')?.why).toBe('no candidate of its snapshot')
    expect(absent.find(({ region }) => region === 'in')?.why).toBe('nothing published')
    expect(regions.length + absent.length).toBe(13)
  })

  it('the rules matrix says for which ages and hours an asset autoplays, and why not by rule, source and value', async () => {
    const all = await matrix(OLD)
    const autoplays = at(all, 'DE', 'member', 18).filter(({ autoplay }) => autoplay)
    expect(autoplays.map(({ from, to }) => `${from}–${to}`)).toEqual(['00:00–06:00', '22:00–24:00'])
    expect(at(all, 'DE', 'adult')).toMatchObject([{ from: '00:00', to: '24:00', autoplay: true, reason: null }])
    expect(at(all, 'DE', 'member', 16)[0]).toMatchObject({ shown: true, autoplay: false, reason: 'minor' })
    expect(at(all, 'DE', 'member', 12)).toEqual([
      {
        ...{ from: '00:00', to: '24:00', start: '2026-11-21T23:00:00.000Z', shown: false, autoplay: false },
        ...{ reason: 'maturity', rule: 'age', source: 'rules/ratings/DE.json', value: 'FSK FSK 16, age 16; cap 0' },
      },
    ])
    expect(at(all, 'AT', 'member', 12)[0]).toMatchObject({ reason: 'unrated', rule: 'unratedAge' })
  })

  it("the rules matrix agrees with explain at both sides of a clock's edge", async () => {
    const hours = at(await matrix(`${OLD}&surface=home-hero`), 'DE', 'member', 18)
    for (const [now, from] of [
      ['2026-11-22T20:59:59Z', '20:00'],
      ['2026-11-22T21:00:00Z', '22:00'],
    ]) {
      const question = {
        surface: 'home-hero',
        country: 'DE',
        cap: 18,
        entitlements: ['subscription'],
        asset: 'ast_old',
      }
      const answer = await world.ops('POST', '/explain', { ...question, now })
      const { kept, rejected } = (await answer.json()) as { kept: unknown[]; rejected: { first: string }[] }
      const part = hours.find((each) => each.from === from)
      expect([part?.shown, part?.reason ?? null]).toEqual([kept.length > 0, rejected[0]?.first ?? null])
    }
  })

  it('the rules matrix knows of takedowns, and of a surface that the campaign is not for', async () => {
    expect(at(await matrix(`${OLD}&surface=clips-feed`), 'DE', 'adult')[0]).toMatchObject({ reason: 'surface' })
    const order = { target: 'ttl_old', reason: 'rights', territories: ['DE'] }
    const { takedown } = (await (await world.ops('POST', '/takedowns', order)).json()) as { takedown: { id: string } }
    const all = await matrix(OLD)
    expect(at(all, 'DE', 'adult')).toMatchObject([{ reason: 'takedown', value: takedown.id }])
    expect(at(all, 'AT', 'adult')[0]?.reason).not.toBe('takedown')
    await world.ops('DELETE', `/takedowns/${takedown.id}`)
  })

  it('the rules matrix of a page says what may stand beside its title', async () => {
    const all = await matrix(`${OLD}&surface=title-detail&inView=ttl_one`)
    expect(at(all, 'DE', 'adult')).toMatchObject([{ reason: 'page', rule: 'aboutOneTitle', value: 'age 16; page 0' }])
    const own = await matrix(`${OLD}&surface=title-detail&inView=ttl_old`)
    expect(at(own, 'DE', 'adult')).toMatchObject([{ autoplay: true }])
  })

  it('the rules matrix needs no scheduling store, for it is of what is live', async () => {
    world.door.misbehave(() => 'lost')
    expect((await world.ops('GET', `/rules/matrix?${OLD}`)).status).toBe(200)
    world.door.misbehave(() => null)
  })

  it.each([
    ['asset=ast_nobody', 404, 'asset'],
    ['asset=ast_three', 404, 'asset'],
    ['', 400, 'asset'],
    ['asset=old', 400, 'asset'],
    ['asset=ast_old&asset=ast_one', 400, 'asset'],
    ['asset=ast_old&surface=lobby', 400, 'surface'],
    ['asset=ast_old&now=noon', 400, 'now'],
    ['asset=ast_old&inView=one', 400, 'inView'],
    ['asset=ast_old&country=DE', 400, 'country'],
  ])('the rules matrix for %s is %i and names %s', async (query, status, field) => {
    const answer = await world.ops('GET', `/rules/matrix?${query}`)
    expect([answer.status, await answer.json()]).toEqual([status, expect.objectContaining({ field })])
  })

  it('the rules matrix of an asset that is live nowhere says what to do', async () => {
    const { detail } = (await (await world.ops('GET', '/rules/matrix?asset=ast_three')).json()) as { detail: string }
    expect(detail).toBe(
      'ast_three is in none of the 3 live snapshots: there is no such asset, or no approved campaign shows it.',
    )
  })

  it('the rules matrix shows what was paused since the snapshot was compiled as withdrawn, as the edge does', async () => {
    const shownIn = async () => at(await matrix(OLD), 'DE', 'adult', 21).map(({ shown, reason }) => [shown, reason])
    expect((await shownIn()).some(([shown]) => shown)).toBe(true)
    const grown = { surfaces: ['home-hero', 'title-detail'], audience: { entitlements: ['subscription'] } }
    await world.ingest(campaign('grown', ['old'], { ...grown, status: 'paused' }))
    expect(await shownIn()).toEqual([[false, 'takedown']])
  })
})
