import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { RegionId } from '../../../src/model/nouns/region.ts'
import { OPS_TOKEN, type PublisherWorld, startPublisherWorld } from '../publisher-world.ts'
import { asset, campaign, title } from '../records.ts'

let world: PublisherWorld
beforeEach(async () => {
  world = await startPublisherWorld()
})
afterEach(() => world.close())

const ADULT = { cap: 18, adult: true }
const RATED = [
  { territory: 'DE', label: 'FSK 12' },
  { territory: 'AT', label: '12' },
]

/** One film in Germany, Austria and France, as a feed sends it first. */
const FILM = title('film', { ratings: RATED, offers: [offer({})] })
const CLIP = asset('film', { ratings: RATED })
const CAMPAIGN = campaign('film', ['film'], { territories: ['DE', 'AT', 'FR'] })
/** Plays wherever the film may, so that nothing is left without an answer when it is withdrawn. */
const OTHER = [
  title('other', {
    ratings: [
      { territory: 'DE', label: 'FSK 0' },
      { territory: 'AT', label: '12' },
    ],
  }),
  asset('other'),
  campaign('other', ['other']),
]

function offer(more: object) {
  return { territories: ['*'], start: '2026-01-01T00:00:00', types: ['subscription'], ...more }
}

/** Whether the film can be shown there now, to an adult whose profile may see everything. */
async function shows(country: string, viewer: object = ADULT): Promise<boolean> {
  const asked = { surface: 'home-hero', country, asset: 'ast_film', now: new Date(world.clock.now).toISOString() }
  const answer = await world.ops('POST', '/explain', { ...asked, ...viewer })
  const { kept } = (await answer.json()) as { kept: unknown[] }
  return kept.length > 0
}

async function publishAll(): Promise<void> {
  for (const region of ['dach', 'fr'] as const)
    expect(await world.publish(region)).toMatchObject({ outcome: 'published' })
}

async function pinned(region: RegionId): Promise<void> {
  expect((await world.ops('POST', `/regions/${region}/pin`, { reason: 'frozen' })).status).toBe(200)
}

/** What a feed may come to say of the same records, and where that withdraws the film: at once. */
const NARROWINGS: readonly [what: string, record: object, withdrawnIn: readonly string[]][] = [
  ['a campaign that is paused', { ...CAMPAIGN, status: 'paused' }, ['DE', 'AT', 'FR']],
  ['a campaign that has ended', { ...CAMPAIGN, status: 'ended' }, ['DE', 'AT', 'FR']],
  ['a campaign that left a territory', { ...CAMPAIGN, territories: ['AT', 'FR'] }, ['DE']],
  ['a campaign that ended yesterday', { ...CAMPAIGN, end: '2026-11-21T00:00:00' }, ['DE', 'AT', 'FR']],
  ['a campaign with a blackout today', { ...CAMPAIGN, blackouts: [today()] }, ['DE', 'AT', 'FR']],
  ['a campaign off the surface', { ...CAMPAIGN, surfaces: ['clips-feed'] }, ['DE', 'AT', 'FR']],
  ['a campaign for kids only', { ...CAMPAIGN, audience: { kids: 'only' } }, ['DE', 'AT', 'FR']],
  [
    'a campaign without the asset',
    campaign('film', ['other'], { territories: ['DE', 'AT', 'FR'] }),
    ['DE', 'AT', 'FR'],
  ],
  ['an asset that left a territory', { ...CLIP, territories: ['DE', 'FR'] }, ['AT']],
  ['an asset that was valid until yesterday', { ...CLIP, validUntil: '2026-11-21T00:00:00' }, ['DE', 'AT', 'FR']],
  ['an asset with a greater age', { ...CLIP, ratings: [{ territory: 'DE', label: 'FSK 16' }, RATED[1]] }, ['DE']],
  [
    'an asset with a label nobody knows',
    { ...CLIP, ratings: [{ territory: 'DE', label: 'FSK 99' }, RATED[1]] },
    ['DE'],
  ],
  ['an asset with a red band', { ...CLIP, band: 'red' }, ['DE', 'AT', 'FR']],
  ['an asset that flashes', { ...CLIP, flashRisk: true }, ['DE', 'AT', 'FR']],
  ['an asset of another title', { ...CLIP, titleId: 'ttl_other' }, ['DE', 'AT', 'FR']],
  ['a title that is refused', { ...FILM, ratings: [{ territory: 'DE', label: 'SPIO/JK' }, RATED[1]] }, ['DE']],
  ['a title without its offer', { ...FILM, offers: [offer({ territories: ['DE', 'FR'] })] }, ['AT']],
  ['a title whose offer ended', { ...FILM, offers: [offer({ end: '2026-11-20T00:00:00' })] }, ['DE', 'AT', 'FR']],
  ['a title under embargo', { ...FILM, offers: [offer({ embargoUntil: '2027-01-01T00:00:00' })] }, ['DE', 'AT', 'FR']],
  ['a title only to rent', { ...FILM, offers: [offer({ types: ['rent'] })] }, ['DE', 'AT', 'FR']],
]

function today() {
  return { start: '2026-11-22T00:00:00', end: '2026-11-23T00:00:00' }
}

describe('frozen regions', () => {
  it.each(NARROWINGS)(
    'a change is withdrawn at once in frozen regions, there and nowhere else: %s',
    async (_what, record, withdrawnIn) => {
      await world.ingest(FILM, CLIP, CAMPAIGN, ...OTHER)
      await publishAll()
      await pinned('dach')
      await pinned('fr')
      const before = await Promise.all(['DE', 'AT', 'FR'].map((country) => shows(country)))
      expect(before.slice(0, 2)).toEqual([true, true])
      await world.ingest(record)
      for (const country of ['DE', 'AT'])
        expect([country, await shows(country)]).toEqual([country, !withdrawnIn.includes(country)])
      expect(await shows('FR')).toBe(before[2] === true && !withdrawnIn.includes('FR'))
      expect((await world.publish('dach')).refusals).toMatchObject([{ check: 'pinned' }])
    },
  )

  it('a change that only widens withdraws nothing, and waits for the publish', async () => {
    await world.ingest(FILM, CLIP, CAMPAIGN, ...OTHER)
    await publishAll()
    await pinned('dach')
    const ratings = [{ territory: 'DE', label: 'FSK 6' }, RATED[1]]
    await world.ingest(
      { ...FILM, offers: [offer({ types: ['subscription', 'rent'] })] },
      { ...CLIP, ratings, name: { en: 'New words' } },
      { ...CAMPAIGN, territories: ['*'], weight: 3 },
    )
    expect((await world.edge())?.takedowns.narrowings).toEqual([])
    expect(await shows('DE')).toBe(true)
  })

  it('a right that will end earlier is withdrawn from that very millisecond on', async () => {
    await world.ingest(FILM, CLIP, CAMPAIGN, ...OTHER)
    await publishAll()
    await pinned('dach')
    await world.ingest({ ...CLIP, validUntil: '2026-11-22T20:00:00' })
    const end = Date.parse('2026-11-22T20:00:00+01:00')
    world.clock.now = end - 1
    expect(await shows('DE')).toBe(true)
    world.clock.now = end
    expect(await shows('DE')).toBe(false)
  })
})

describe('a withdrawal', () => {
  it('a withdrawal gives way to the snapshot that knows of it: a greater age is an age again, and no ban', async () => {
    await world.ingest(FILM, CLIP, CAMPAIGN, ...OTHER)
    await publishAll()
    await world.ingest({ ...CLIP, ratings: [{ territory: 'DE', label: 'FSK 16' }, RATED[1]] })
    expect(await shows('DE')).toBe(false)
    await world.publish()
    expect(await shows('DE')).toBe(true)
    expect(await shows('DE', { cap: 12 })).toBe(false)
  })

  it('a withdrawal holds again under a snapshot that is gone back to, which takes a second person', async () => {
    await world.ingest(FILM, CLIP, CAMPAIGN, ...OTHER)
    await publishAll()
    await world.ingest({ ...CAMPAIGN, status: 'paused' })
    await world.publish()
    const rollback = () => world.ops('POST', '/regions/dach/rollback', { reason: 'a bad day' })
    const asked = await rollback()
    expect(asked.status).toBe(409)
    const [id] = /apr_[a-z0-9-]+/.exec(await asked.text()) ?? []
    const yes = (token: string) =>
      world.app.request(
        `/ops/v1/approvals/${id}/approve`,
        { method: 'POST', headers: { authorization: `Bearer ${token}` }, body: '{}' },
        { ...world.environment, OPS_SECOND_TOKEN: 'second-token' },
      )
    expect((await yes(OPS_TOKEN)).status).toBe(403)
    expect((await yes('second-token')).status).toBe(200)
    expect(await (await rollback()).json()).toMatchObject({ outcome: 'announced', region: 'dach' })
    expect(await shows('DE')).toBe(false)
    const again = { to: (await world.edge())?.pointer.previous, reason: 'x' }
    expect((await world.ops('POST', '/regions/dach/rollback', again)).status).toBe(200)
    expect((await rollback()).status).toBe(409)
  })

  it('a withdrawal that was taken back before any publish ends with the next one, though nothing has changed', async () => {
    await world.ingest(FILM, CLIP, CAMPAIGN, ...OTHER)
    await publishAll()
    await world.ingest({ ...CLIP, band: 'red' })
    await world.ingest(CLIP)
    expect(await shows('DE')).toBe(false)
    expect(await world.publish()).toMatchObject({ outcome: 'unchanged', receipt: { renewed: true, shardsWritten: 0 } })
    expect(await shows('DE')).toBe(true)
  })

  it('the report of an ingest tells a withdrawal, with the regions whose list could not be written', async () => {
    await world.ingest(FILM, CLIP, CAMPAIGN, ...OTHER)
    await publishAll()
    world.sink.before = ({ method, key }) => {
      if (method === 'put' && key === 'region/fr/takedowns') throw new Error('429')
    }
    const answer = await world.ops('POST', '/ingest?approve=1', [{ ...CLIP, territories: ['AT'] }])
    const { withdrawn } = (await answer.json()) as { withdrawn: object }
    expect(withdrawn).toMatchObject({ records: 1, waiting: ['fr'] })
    world.sink.forget()
    expect(await shows('DE')).toBe(false)
    await world.publish('fr')
    expect(await shows('FR')).toBe(false)
  })

  it('a withdrawal counts above what is announced after the store was lost', async () => {
    await world.ingest(FILM, CLIP, CAMPAIGN, ...OTHER)
    await publishAll()
    for (const status of ['paused', 'approved', 'paused', 'approved']) await world.ingest({ ...CAMPAIGN, status })
    await world.publish()
    const [, keys] = (await world.redis('SCAN', '0', 'COUNT', '1000')) as [string, string[]]
    await world.redis('DEL', ...keys)
    await world.ingest(FILM, CLIP, CAMPAIGN, ...OTHER)
    await world.publish()
    await pinned('dach')
    await world.ingest({ ...CLIP, band: 'red' })
    expect(await shows('DE')).toBe(false)
  })
})
