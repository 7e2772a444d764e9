import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type PublisherWorld, startPublisherWorld } from '../publisher-world.ts'
import { asset, campaign, title } from '../records.ts'

let world: PublisherWorld
beforeEach(async () => {
  world = await startPublisherWorld()
})
afterEach(() => world.close())

const FOR_ALL = [
  { territory: 'DE', label: 'FSK 0' },
  { territory: 'AU', label: 'G' },
]
const SERIES = title('series', { kind: 'series', offers: [] })
const EMBARGO = { territories: ['DE'], start: '2026-01-01T00:00:00', embargoUntil: '2026-12-31T00:00:00' }
/** A series over a season and an episode, and one straight below it; a film beside them. */
const RECORDS = [
  SERIES,
  title('season', { kind: 'season', parentId: 'ttl_series', offers: [] }),
  title('episode', { kind: 'episode', parentId: 'ttl_season' }),
  title('special', { kind: 'episode', parentId: 'ttl_series' }),
  title('film'),
  ...['episode', 'special', 'film'].map((name) => asset(name)),
  campaign('all', ['episode', 'special', 'film']),
]
/** What is left to show, so that a publish may take away what it is asked to. */
const OTHERS = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j']
const REST = [...OTHERS.flatMap((name) => [title(name, { ratings: FOR_ALL }), asset(name)]), campaign('rest', OTHERS)]

/** Why each is not shown on the home hero in Germany; null where it is. */
async function reasons(country = 'DE'): Promise<Record<string, string | null>> {
  const answers = ['episode', 'special', 'film'].map(async (name) => {
    const asked = { surface: 'home-hero', country, asset: `ast_${name}`, now: new Date(world.clock.now).toISOString() }
    const answer = await world.ops('POST', '/explain', { ...asked, cap: 18, adult: true })
    const { kept, rejected } = (await answer.json()) as { kept: unknown[]; rejected: { first: string }[] }
    return [name, kept.length > 0 ? null : (rejected[0]?.first ?? 'nothing')] as const
  })
  return Object.fromEntries(await Promise.all(answers))
}

async function published(): Promise<void> {
  expect(await world.publish()).toMatchObject({ outcome: 'published' })
}

describe('what forbids a series', () => {
  it('a takedown of a series forbids its seasons and episodes until it is lifted, though the series has no asset', async () => {
    await world.ingest(...RECORDS, ...REST)
    await published()
    const order = await world.ops('POST', '/takedowns', { target: 'ttl_series', reason: 'rights' })
    const { known, takedown } = (await order.json()) as { known: boolean; takedown: { id: string } }
    expect(known).toBe(true)
    expect(await reasons()).toEqual({ episode: 'takedown', special: 'takedown', film: null })
    await world.ops('DELETE', `/takedowns/${takedown.id}`)
    expect(await reasons()).toEqual({ episode: null, special: null, film: null })
  })

  it('an embargo of a series forbids its seasons and episodes where it holds, even before the next publish', async () => {
    await world.ingest(...RECORDS, ...REST)
    await published()
    await world.ingest({ ...SERIES, offers: [EMBARGO] })
    expect(await reasons()).toEqual({ episode: 'takedown', special: 'takedown', film: null })
    expect(await reasons('AT')).toEqual({ episode: null, special: null, film: null })
    await published()
    expect(await reasons()).toEqual({ episode: 'embargoed', special: 'embargoed', film: null })
    expect(await reasons('AT')).toEqual({ episode: null, special: null, film: null })
    world.clock.now = Date.parse('2026-12-30T23:00:00Z')
    expect(await reasons()).toEqual({ episode: null, special: null, film: null })
  })

  it("a refused classification of a series forbids its episodes, while an age is each episode's own", async () => {
    const refused = { ratings: [{ territory: 'AU', label: 'RC' }] }
    const own = { ratings: [{ territory: 'AU', label: 'G' }] }
    const [, season, episode, ...others] = RECORDS
    const rated = { ...SERIES, ratings: [{ territory: 'AU', label: 'MA 15+' }] }
    await world.ingest(rated, season ?? {}, { ...episode, ...own }, ...others, ...REST)
    expect(await world.publish('apac')).toMatchObject({ outcome: 'published' })
    expect((await reasons('AU')).episode).toBeNull()
    await world.ingest({ ...SERIES, ...refused })
    expect((await reasons('AU')).episode).toBe('takedown')
    expect(await world.publish('apac')).toMatchObject({ outcome: 'published' })
    expect(await reasons('AU')).toMatchObject({ episode: 'refused', special: 'refused' })
  })

  it('an order on a series forbids an episode that comes to belong to it, even before the next publish', async () => {
    await world.ingest(...RECORDS, ...REST)
    await published()
    await world.ops('POST', '/takedowns', { target: 'ttl_series', reason: 'rights' })
    await world.ingest(title('film', { kind: 'episode', parentId: 'ttl_season' }))
    expect(await reasons()).toEqual({ episode: 'takedown', special: 'takedown', film: 'takedown' })
  })
})

it('a campaign that selects a series shows its seasons and episodes, as one that selects a season', async () => {
  const selecting = (name: string) => ({ ...campaign(name, []), assets: { titles: [`ttl_${name}`] } })
  await world.ingest(...RECORDS.slice(0, -1), selecting('series'))
  await published()
  expect(await reasons()).toMatchObject({ episode: null, special: null, film: 'nothing' })
  await world.ingest({ ...selecting('series'), status: 'ended' }, selecting('season'))
  await published()
  expect(await reasons()).toMatchObject({ episode: null, special: 'not-approved', film: 'nothing' })
})
