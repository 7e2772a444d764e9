import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { demoWeek } from '../../../../src/dev/demo/week/demo-week.ts'
import { runsOf, startWeekWorld, type WeekWorld } from './week-world.ts'

const DAY_MS = 86_400_000

/** Three days before European clocks change. */
const WEEKDAY = '2027-03-25T09:30:00Z'
/** A weekday; a weekend, late enough to be tomorrow in the east; a day on which European clocks change, and a Sunday. */
const STARTS = [WEEKDAY, '2027-01-09T23:50:00Z', '2027-10-31T00:10:00Z']

const worlds = new Map<string, WeekWorld>()
afterAll(async () => {
  for (const world of worlds.values()) await world.close()
})

/** A world takes seconds: whoever needs one of a start shares it. */
async function worldOf(start: string): Promise<WeekWorld> {
  const world =
    worlds.get(start) ?? (await startWeekWorld(start, start === WEEKDAY ? ['dach', 'fr', 'na', 'uki'] : ['dach']))
  worlds.set(start, world)
  return world
}

/** The hour and minute that a clock shows. */
function clockAt(instant: string, timeZone: string): string {
  const shown = { hour: '2-digit', minute: '2-digit', timeZone } as const
  return new Intl.DateTimeFormat('en-GB', shown).format(new Date(instant))
}

describe.each(STARTS)('the demo week that starts at %s', (start) => {
  let world: WeekWorld
  beforeAll(async () => {
    world = await worldOf(start)
  })

  const isAhead = (instant: string, days: number) => {
    const ahead = Date.parse(instant) - Date.parse(start)
    return ahead > 0 && ahead < days * DAY_MS
  }
  const barsOf = async (query: string, campaign: string) =>
    (await world.lanes(query)).lanes.flatMap(({ bars }) => bars.filter(({ campaignId }) => campaignId === campaign))
  const foundOf = (rule: string, campaign: string) =>
    world.findings.filter((finding) => finding.rule === rule && finding.campaigns.some((id) => id === campaign))

  it('a takeover of the German hero begins within two days, in the lane and in the ribbon at once, for every viewer', async () => {
    const [lane] = (await world.lanes('where=DE&surface=home-hero')).lanes
    const taken = lane?.slices.filter(({ tier }) => tier === 'takeover') ?? []
    expect(taken.map(({ from, to }) => [clockAt(from, 'Europe/Berlin'), clockAt(to, 'Europe/Berlin')])).toContainEqual([
      '18:00',
      expect.any(String),
    ])
    const ribbon = await world.ribbon('home-hero', 'DE')
    for (const { viewer } of ribbon.rows) {
      const [first] = runsOf(ribbon, viewer, 'cmp_dach-spring-day')
      expect([viewer, first?.from]).toEqual([viewer, taken[0]?.from])
      expect(isAhead(first?.from ?? '', 2)).toBe(true)
    }
    expect(foundOf('tier-overlap', 'cmp_dach-spring-day')).not.toEqual([])
  })

  it('a part of the day opens at ten in the evening for grown-ups, and rows of a ribbon differ by age', async () => {
    const ribbon = await world.ribbon('home-hero', 'DE')
    expect(runsOf(ribbon, 'guest', 'cmp_dach-after-ten')).toEqual([])
    expect(runsOf(ribbon, 12, 'cmp_dach-after-ten')).toEqual([])
    const opened = runsOf(ribbon, 'adult', 'cmp_dach-after-ten').filter(({ from }) => from !== ribbon.from)
    expect(new Set(opened.map(({ from }) => clockAt(from, 'Europe/Berlin')))).toEqual(new Set(['22:00']))
    expect(runsOf(ribbon, 'kids', 'cmp_kids-corner')).not.toEqual([])
  })

  it('breakfast in South Korea is a stronger stretch of the strip each morning, on the clock there', async () => {
    const [lane] = (await world.lanes('where=KR&surface=home-hero')).lanes
    const stronger = lane?.slices.filter(({ tier }) => tier === 'guaranteed') ?? []
    const hours = stronger.map(({ from, to }) => `${clockAt(from, 'Asia/Seoul')} ${clockAt(to, 'Asia/Seoul')}`)
    expect(hours.filter((each) => each === '06:00 10:00').length).toBeGreaterThanOrEqual(7)
    expect(hours.filter((each) => each === '19:00 23:00').length).toBeGreaterThanOrEqual(7)
  })

  it('the linter says that Undertow opens at six in the evening of each place, the next time within two days', () => {
    const closed = foundOf('outside-offer', 'cmp_undertow-nights')
    const places: readonly (readonly [string, string])[] = [
      ['FR', 'Europe/Paris'],
      ['IN', 'Asia/Kolkata'],
      ['IT', 'Europe/Rome'],
      ['ZA', 'Africa/Johannesburg'],
    ]
    for (const [country, timeZone] of places) {
      const ends = closed.filter(({ territories }) => territories.includes(country)).map(({ until }) => until ?? '')
      expect([country, new Set(ends.map((end) => clockAt(end, timeZone)))]).toEqual([country, new Set(['18:00'])])
      expect(ends.every((end) => isAhead(end, 2))).toBe(true)
    }
  })

  it('title pages of one place have a gap of four hours some days ahead, in its lane and in the findings, and no other', async () => {
    const lanes = (await world.lanes('surface=title-detail')).lanes
    const gaps = lanes.flatMap(({ slices, territories }) =>
      slices.filter(({ tier }) => tier === null).map(({ from, to }) => ({ territories, from, to })),
    )
    expect(gaps).toEqual([{ territories: ['PR'], from: expect.any(String), to: expect.any(String) }])
    const [gap] = gaps
    expect(isAhead(gap?.from ?? '', 4)).toBe(true)
    expect(Date.parse(gap?.to ?? '') - Date.parse(gap?.from ?? '')).toBe(4 * 3_600_000)
    const found = world.findings.filter(({ rule, territories }) => rule === 'empty-slot' && territories.includes('PR'))
    expect(found).toMatchObject([{ surfaces: ['title-detail'], from: gap?.from, until: gap?.to }])
  })

  it('an offer expires within the week, before its campaign ends: the linter tells from when on', async () => {
    const [bar] = await barsOf('where=GB&surface=browse-tile', 'cmp_last-chance-caminandes')
    const found = foundOf('outside-offer', 'cmp_last-chance-caminandes')
    expect(found).toMatchObject([{ territories: ['GB', 'IE'], until: bar?.to }])
    expect(isAhead(found[0]?.from ?? '', 7)).toBe(true)
    expect(clockAt(found[0]?.from ?? '', 'Europe/London')).toBe('06:00')
  })

  it('a change waits beside a campaign that plays, and a new campaign is a draft: both have bars, and neither plays', async () => {
    const india = await world.lanes('where=IN&surface=home-hero')
    const changed = india.campaigns.find(({ id }) => id === 'cmp_in-big-buck-bunny')
    expect(changed).toMatchObject({ status: 'approved', next: { status: 'draft' } })
    const revisions = india.lanes.flatMap(({ bars }) =>
      bars.filter(({ campaignId }) => campaignId === changed?.id).map(({ revision }) => revision),
    )
    expect(new Set(revisions)).toEqual(new Set([changed?.next?.revision, expect.any(Number)]))

    const north = await world.lanes('where=NO&surface=home-hero&q=cmp_north-glass-half')
    expect(north.campaigns).toMatchObject([{ id: 'cmp_north-glass-half', status: 'draft', next: null }])
    const [bar] = north.lanes.flatMap(({ bars }) => bars)
    expect(isAhead(bar?.from ?? '', 7)).toBe(true)
  })
})

describe('the ribbons of a demo week', () => {
  let world: WeekWorld
  beforeAll(async () => {
    world = await worldOf(WEEKDAY)
  })

  it('a guest in France sees Undertow from the evening on; the second night waits for viewers of twelve', async () => {
    const ribbon = await world.ribbon('home-hero', 'FR')
    const [opened] = runsOf(ribbon, 'guest', 'cmp_undertow-nights')
    expect([opened?.from, opened?.assetId]).toEqual(['2027-03-25T17:00:00.000Z', 'ast_undertow-first-night'])
    const shown = (viewer: string | number) =>
      runsOf(ribbon, viewer, 'cmp_undertow-nights').map(({ assetId }) => assetId)
    expect(shown('guest')).not.toContain('ast_undertow-second-night')
    expect(shown(12)).toContain('ast_undertow-second-night')
  })

  it('nobody in Puerto Rico has anything on a title page from four to eight there, while other clocks change', async () => {
    const ribbon = await world.ribbon('title-detail', 'PR', 60)
    for (const { viewer } of ribbon.rows) {
      const empty = runsOf(ribbon, viewer, null).map(({ from, to }) => [from, to])
      expect([viewer, empty]).toEqual([viewer, [['2027-03-28T08:00:00.000Z', '2027-03-28T12:00:00.000Z']]])
    }
  })

  it('what has expired leaves the tile of a guest in Great Britain at six in the morning there', async () => {
    const ribbon = await world.ribbon('browse-tile', 'GB', 72)
    const [last, ...more] = runsOf(ribbon, 'guest', 'cmp_last-chance-caminandes')
    expect([last?.to, more]).toEqual(['2027-03-29T05:00:00.000Z', []])
  })
})

it('the demo week is the same for all instants of a day, and names no record twice', () => {
  const morning = demoWeek(Date.parse('2027-03-28T00:30:00Z'))
  expect(demoWeek(Date.parse('2027-03-28T23:30:00Z'))).toEqual(morning)
  const ids = morning.approved.map(({ id }) => id)
  expect(new Set(ids).size).toBe(ids.length)
})
