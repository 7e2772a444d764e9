import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import type { ScheduleLanes } from '../../../src/contracts/ops/answers/lanes/schedule-lanes.ts'
import { type PublisherWorld, startPublisherWorld } from '../publisher-world.ts'
import { asset, campaign, title } from '../records.ts'

let world: PublisherWorld
beforeAll(async () => {
  vi.spyOn(console, 'warn').mockImplementation(() => undefined)
  world = await startPublisherWorld()
  const of = (name: string, more: object) => campaign(name, ['one'], { territories: ['DE', 'AT', 'GB'], ...more })
  const night = { start: '2026-11-27T18:00:00', end: '2026-11-29T00:00:00' }
  await world.ingest(title('one'), asset('one'))
  await world.ingest(
    of('weekend', { ...night, name: 'Ça va, Ümit', goal: { impressions: 5000 } }),
    of('first', { ...night, territories: ['DE'], priority: 'takeover', surfaces: ['post-play'] }),
    of('second', { ...night, territories: ['DE'], priority: 'takeover', surfaces: ['post-play'] }),
    of('paused', { territories: ['DE'], priority: 'evergreen' }),
    of('stopped', { territories: ['DE'] }),
    of('over', { end: '2026-11-01T00:00:00' }),
  )
  await world.ops('POST', '/campaigns/cmp_paused/pause', { reason: 'why' })
  await world.ops('POST', '/campaigns/cmp_stopped/end', { reason: 'why' })
})
afterAll(async () => {
  vi.restoreAllMocks()
  await world.close()
})

async function lanes(query: string): Promise<ScheduleLanes> {
  const answer = await world.ops('GET', `/schedule/calendar?${query}`)
  expect(answer.status).toBe(200)
  return (await answer.json()) as ScheduleLanes
}
const SPAN = 'from=2026-11-23&days=14'

describe('the lanes of a schedule', () => {
  it('lanes tell the strongest tier, gaps, and bars with the revision and the tag of their campaigns', async () => {
    const told = await lanes(`where=GB&surface=home-hero&${SPAN}`)
    expect(told.lanes).toEqual([
      {
        ...{ key: 'home-hero.GB', surface: 'home-hero', territories: ['GB'], timeZone: 'Europe/London', hidden: 0 },
        from: '2026-11-23T00:00:00.000Z',
        to: '2026-12-07T00:00:00.000Z',
        slices: [
          { from: '2026-11-23T00:00:00.000Z', to: '2026-11-27T18:00:00.000Z', tier: null, count: 0 },
          { from: '2026-11-27T18:00:00.000Z', to: '2026-11-29T00:00:00.000Z', tier: 'standard', count: 1 },
          { from: '2026-11-29T00:00:00.000Z', to: '2026-12-07T00:00:00.000Z', tier: null, count: 0 },
        ],
        bars: [
          {
            ...{ campaignId: 'cmp_weekend', revision: 1, row: 0 },
            from: '2026-11-27T18:00:00.000Z',
            to: '2026-11-29T00:00:00.000Z',
          },
        ],
      },
    ])
    expect(told.campaigns).toMatchObject([
      {
        ...{ id: 'cmp_weekend', tier: 'standard', status: 'approved', state: 'scheduled', revision: 1, etag: '"r1"' },
        ...{ next: null, goal: { kind: 'impressions', count: 5000 }, delivered: null },
      },
    ])
    expect(told.planned.map(({ count }) => count)).toEqual([0, 0, 1, 0])
  })

  it('what is paused has a bar and leaves a gap, and what was ended by hand has neither', async () => {
    const { lanes: all, campaigns } = await lanes(`where=DE&surface=home-hero&${SPAN}`)
    expect(campaigns.map(({ id, status }) => [id, status])).toEqual([
      ['cmp_paused', 'paused'],
      ['cmp_weekend', 'approved'],
    ])
    expect(all[0]?.slices.map(({ tier }) => tier)).toEqual([null, 'standard', null])
  })

  it('what waits beside a campaign has a bar of its own, with its own revision, once it differs in time', async () => {
    const set = { start: '2026-11-27T19:00:00' }
    const body = { ids: ['cmp_weekend'], set, reason: 'later' }
    const { change } = (await (await world.ops('POST', '/campaigns/bulk', body)).json()) as { change: string }
    const told = await lanes(`where=GB&surface=home-hero&${SPAN}`)
    expect(told.lanes[0]?.bars.map(({ revision, from, row }) => [revision, from, row])).toEqual([
      [1, '2026-11-27T18:00:00.000Z', 0],
      [2, '2026-11-27T19:00:00.000Z', 1],
    ])
    expect(told.lanes[0]?.slices[1]).toMatchObject({ from: '2026-11-27T18:00:00.000Z', count: 1 })
    expect(told.campaigns[0]).toMatchObject({ revision: 2, etag: '"r2"', next: { revision: 2, status: 'draft' } })
    await world.ops('POST', `/changes/${change}/undo`, { reason: 'no' })
  })

  it('findings are those of the places, surfaces and days that are shown, and name their lane and hour', async () => {
    const told = await lanes(`where=DE&surface=post-play&${SPAN}`)
    const overlap = told.findings?.find(({ rule }) => rule === 'takeover-overlap')
    expect(overlap).toMatchObject({
      ...{ territories: ['DE'], surfaces: ['post-play'], campaigns: ['cmp_first', 'cmp_second'] },
      ...{ from: '2026-11-27T17:00:00.000Z', until: '2026-11-28T23:00:00.000Z' },
    })
    for (const elsewhere of ['where=GB&surface=post-play', 'where=DE&surface=home-hero']) {
      const { findings } = await lanes(`${elsewhere}&${SPAN}`)
      expect(findings?.filter(({ rule }) => rule === 'takeover-overlap')).toEqual([])
    }
    const { findings } = await lanes('where=DE&surface=post-play&from=2026-12-01&days=2')
    expect(findings?.filter(({ rule }) => rule === 'takeover-overlap')).toEqual([])
  })

  it('a change of the schedule is linted anew, and findings that nobody asks for are null', async () => {
    const question = `where=DE&surface=post-play&${SPAN}`
    const rules = async () => (await lanes(question)).findings?.map(({ rule }) => rule)
    expect(await rules()).toContain('takeover-overlap')
    await world.ops('POST', '/campaigns/cmp_second/pause', { reason: 'why' })
    expect(await rules()).not.toContain('takeover-overlap')
    await world.ops('POST', '/campaigns/cmp_second/resume', { reason: 'why' })
    expect((await lanes(`${question}&findings=0`)).findings).toBeNull()
  })

  it('bars are found by a part of a name without its marks, and by an id', async () => {
    for (const q of ['ca va, um', 'CMP_WEEK']) {
      const told = await lanes(`where=DE,GB&q=${encodeURIComponent(q)}&${SPAN}&findings=0`)
      expect(told.campaigns.map(({ id }) => id)).toEqual(['cmp_weekend'])
      expect(told.lanes.map(({ key }) => key)).toEqual(['home-hero.DE', 'home-hero.GB'])
    }
    expect((await lanes(`q=nothing&${SPAN}&findings=0`)).lanes).toEqual([])
  })

  it('all regions are shown where none is named, and every territory of them is in one lane of each surface', async () => {
    const told = await lanes('surface=home-hero&findings=0')
    const codes = told.lanes.flatMap(({ territories }) => territories)
    expect(codes).toHaveLength(new Set(codes).size)
    expect(codes).toEqual(expect.arrayContaining(['DE', 'US', 'JP', 'NZ', 'IN', 'BR']))
    expect(told).toMatchObject({ from: '2026-11-21T13:00:00.000Z' })
  })

  it.each([
    ['a word for a day', 'from=yesterday', 'from'],
    ['a day that is none', 'from=2026-02-30', 'from'],
    ['a year that no clock knows', 'from=9999-12-31', 'from'],
    ['more days than a lane shows', 'days=15', 'days'],
    ['no days', 'days=0', 'days'],
    ['a clock that is none', 'clock=berlin', 'clock'],
    ['a territory that is none', 'where=DE,QQ', 'where'],
    ['unknown places', 'where=world', 'where'],
    ['an empty list of places', 'where=', 'where'],
    ['a surface that is none', 'surface=lobby', 'surface'],
    ['more opened lanes than anybody reads', `open=${Array(21).fill('home-hero.DE').join(',')}`, 'open'],
    ['a thousand opened lanes', `open=${Array(1000).fill('home-hero.DE').join(',')}`, 'query'],
    ['an opened lane without a place', 'open=home-hero', 'open'],
    ['an unknown parameter', 'region=dach', 'region'],
  ])('lanes are refused by their parameter: %s', async (_what, query, field) => {
    const answer = await world.ops('GET', `/schedule/calendar?${query}`)
    expect(answer.status).toBe(400)
    expect(await answer.json()).toMatchObject({ field })
  })
})
