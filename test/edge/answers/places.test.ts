import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { RegionId } from '../../../src/model/nouns/region.ts'
import { title } from '../../../src/model/nouns/title.ts'
import { bundledRules } from '../../../src/rules/bundled-rules.ts'
import { regionRules } from '../../../src/rules/lookup/region-rules.ts'
import { type Answer, ask, itemsOf, until } from '../device.ts'
import { type EdgeIsolate, type EdgeWorld, startEdgeWorld } from '../edge-world.ts'
import { publish } from '../publish.ts'
import { compiled, films, type Schedule } from '../schedule.ts'

/** Where the viewer is decides whose snapshot answers, and whether anything does. */
let world: EdgeWorld
let edge: EdgeIsolate

const EMBARGO = ['LI', 'UA-43'].map((place) => ({ place, reason: 'test', reviewBy: '2030-01-01' }))
/** Each region announces a sequence of its own, so that an answer says whose snapshot it is of. */
const SEQUENCES = { dach: 3, fr: 4, cee: 5, na: 6, world: 7 } as const

/** Films for everyone that are cleared for everywhere, others that are not, and two that Canada rates unlike Quebec. */
function schedule(): Schedule {
  const [everywhere, some, canada, quebec] = [films(3, 'far'), films(6), films(1, 'ontario'), films(1, 'quebec')]
  const rated = (part: Schedule, territory: string): Schedule => ({
    ...part,
    titles: part.titles.map((each) => title.parse({ ...each, ratings: [{ territory, label: 'G' }] })),
  })
  const worldwide = { ...everywhere, assets: everywhere.assets.map((each) => ({ ...each, worldwide: true })) }
  const parts = [worldwide, some, rated(canada, 'CA'), rated(quebec, 'CA-QC')]
  return {
    titles: parts.flatMap(({ titles }) => titles),
    assets: parts.flatMap(({ assets }, index) =>
      index === 0 ? assets : assets.filter(({ id }) => id !== 'ast_capped'),
    ),
    campaigns: parts.flatMap(({ campaigns }, index) =>
      campaigns
        .filter(({ id }) => id !== 'cmp_capped')
        .map((each) => ({ ...each, id: `${each.id}-${index}` as typeof each.id })),
    ),
  }
}

beforeAll(async () => {
  world = await startEdgeWorld(['edge'])
  edge = world.isolate('edge')
  for (const [region, sequence] of Object.entries(SEQUENCES) as [RegionId, number][]) {
    const rules = { ...regionRules(bundledRules(), region), embargo: EMBARGO }
    await publish(edge.storage, world.key, region, compiled(region, schedule(), rules), sequence)
    await until(edge, region, ({ rung }) => rung === 'fresh')
    await until(edge, region, ({ rung }) => rung === 'fresh')
  }
})
afterAll(() => world.close())

const TILES = Array.from({ length: 20 }, (_, at) => ({ id: `tile-${at}`, surface: 'browse-tile' }))

interface Caller {
  readonly debug: string
  readonly claims?: Record<string, unknown>
  readonly headers?: Readonly<Record<string, string>>
}

async function asked(path: string, { debug, claims, headers = {} }: Caller, body?: unknown): Promise<Answer> {
  const token = claims === undefined ? {} : { token: await world.viewerToken(claims) }
  const given = debug === '' ? headers : { 'x-debug-context': debug, ...headers }
  return ask(edge, path, { ...token, headers: given, ...(body === undefined ? {} : { body }) })
}
const screen = async (caller: Caller) => (await asked('/v1/decisions', caller, { placements: TILES })).body
const assets = (body: Answer['body']) => itemsOf(body).map(({ assetId }) => assetId)

describe('an embargoed place', () => {
  const routes = [
    ['/v1/autoplay?surface=home-hero', undefined],
    ['/v1/clips', undefined],
    ['/v1/clips', { signals: [] }],
    ['/v1/decisions', { placements: TILES }],
  ] as const

  it.each([
    'country=LI',
    'country=LI; anonymizer=vpn',
    'country=LI; anonymizer=tor',
    'country=UA; regionCode=43',
    'country=UA; regionCode=43; anonymizer=vpn',
  ])('the embargoed place %s is 451 on every route that decides, without a word about any title', async (debug) => {
    for (const [path, body] of routes) {
      for (const claims of [undefined, { cap: 18, adult: true, res: 'DE' }]) {
        const answer = await asked(path, { debug, ...(claims && { claims }) }, body)
        expect([path, answer.status]).toEqual([path, 451])
        expect(answer.headers.get('content-type')).toBe('application/problem+json')
        expect(answer.headers.get('cache-control')).toBe('private, no-store')
        expect(Object.keys(answer.body).sort()).toEqual(['detail', 'status', 'title', 'type'])
        expect(answer.text).not.toMatch(/ast_|ttl_|cmp_|film|far-|ident/)
      }
    }
  })

  it('an embargoed place is 451 behind the header of the zone too', async () => {
    const headers = { 'x-firstframe-anonymizer': 'vpn' }
    expect((await asked('/v1/clips', { debug: 'country=LI', headers })).status).toBe(451)
  })

  it('an embargo of a place reaches neither the rest of its country nor its neighbour', async () => {
    for (const debug of ['country=UA', 'country=UA; regionCode=30', 'country=DE; regionCode=43']) {
      expect((await asked('/v1/autoplay?surface=home-hero', { debug })).status).toBe(200)
    }
  })

  it('the events of an embargoed place are still taken, for what was seen was seen', async () => {
    const { body } = await asked('/v1/autoplay?surface=home-hero', { debug: 'country=DE' })
    const events = [{ token: body.token, position: 0, event: 'impression', ageMs: 10 }]
    const answer = await asked('/v1/events', { debug: 'country=LI' }, { events })
    expect([answer.status, answer.body.accepted]).toEqual([202, 1])
  })
})

describe('a viewer behind a VPN', () => {
  const known = { debug: 'country=DE; timezone=Europe/Berlin', claims: { cap: 18, adult: true, pin: true } }

  it.each([
    ['says so', { ...known, debug: `${known.debug}; anonymizer=vpn` }],
    ['is named by the zone', { ...known, headers: { 'x-firstframe-anonymizer': 'vpn' } }],
  ])('a viewer behind a VPN who %s is at an unknown place: worldwide assets, and no autoplay', async (_how, hidden) => {
    expect(assets(await screen(known)).some((id) => id.startsWith('ast_film'))).toBe(true)
    const body = await screen(hidden)
    expect([body.territory, body.snapshot.sequence]).toEqual(['XX', SEQUENCES.world])
    expect(assets(body).length).toBeGreaterThan(0)
    expect(assets(body).filter((id) => !id.startsWith('ast_far'))).toEqual([])
    const reasons = new Set(itemsOf(body).map(({ autoplay }) => `${autoplay.allowed} ${autoplay.reason}`))
    expect([...reasons]).toEqual(['false unknown-place'])
  })

  it('a viewer behind a VPN keeps no residence either', async () => {
    const claims = { cap: 18, res: 'DE' }
    const body = await screen({ debug: 'country=FR; anonymizer=vpn', claims })
    expect([body.territory, body.snapshot.sequence]).toEqual(['XX', SEQUENCES.world])
  })
})

it("Quebec reads its own labels, and the rest of Canada reads Canada's", async () => {
  const film = (body: Answer['body']) => assets(body).filter((id) => /ontario|quebec/.test(id))
  expect(film(await screen({ debug: 'country=CA; regionCode=QC' }))).toEqual(['ast_quebec-000-trailer'])
  expect(film(await screen({ debug: 'country=CA; regionCode=ON' }))).toEqual(['ast_ontario-000-trailer'])
  expect(film(await screen({ debug: 'country=CA' }))).toEqual(['ast_ontario-000-trailer'])
})

describe('a member who lives elsewhere in the EU', () => {
  const from = async (claims: Record<string, unknown> | undefined) => {
    const { territory, snapshot } = await screen({ debug: 'country=FR', ...(claims && { claims }) })
    return [territory, snapshot.sequence]
  }

  it('a member who lives elsewhere in the EU is answered from the snapshot of home, at the place of the request', async () => {
    expect(await from({ cap: 18, res: 'DE' })).toEqual(['FR', SEQUENCES.dach])
  })

  it('a member is answered from the place without a good token, or with a residence outside of the EU', async () => {
    const here = ['FR', SEQUENCES.fr]
    const iat = Math.floor(Date.now() / 1000) - 7200
    expect(await from(undefined)).toEqual(here)
    expect(await from({ cap: 18, res: 'US' })).toEqual(here)
    expect(await from({ cap: 18, res: 'DE', iat, exp: iat + 3600 })).toEqual(here)
  })
})

describe('a PIN in the token', () => {
  /** The film with FSK 16, whose clock opens at 22:00. */
  const strong = async (now: string, claims: Record<string, unknown>) => {
    const body = await screen({
      debug: `country=DE; timezone=Europe/Berlin; now=${now}`,
      claims: { cap: 18, ...claims },
    })
    const found = itemsOf(body).find(({ assetId }) => assetId === 'ast_film-005-trailer')
    return found === undefined ? 'hidden' : (found.autoplay.reason ?? 'autoplays')
  }

  it('a PIN opens what a clock holds back, as a still that never starts by itself', async () => {
    const evening = '2026-11-22T20:30:00Z'
    expect(await strong(evening, {})).toBe('hidden')
    expect(await strong(evening, { pin: true })).toBe('pin-unlocked')
    expect(await strong(evening, { adult: true })).toBe('autoplays')
    expect(await strong('2026-11-22T21:30:00Z', { pin: true })).toBe('autoplays')
  })

  it('a PIN does nothing for kids', async () => {
    expect(await strong('2026-11-22T20:30:00Z', { pin: true, kids: true })).toBe('hidden')
  })
})
