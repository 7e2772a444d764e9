import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { calendarPicture } from '../../../src/cli/campaign/campaign-calendar.ts'
import type { CampaignCalendar } from '../../../src/contracts/ops/answers/campaigns/campaign-calendar.ts'
import { OPS_TOKEN, type PublisherWorld, startPublisherWorld } from '../publisher-world.ts'
import { asset, campaign, title } from '../records.ts'

let world: PublisherWorld
beforeAll(async () => {
  vi.spyOn(console, 'warn').mockImplementation(() => undefined)
  world = await startPublisherWorld()
  const of = (name: string, more: object) => campaign(name, ['one'], more)
  const night = { start: '2026-11-27T18:00:00', end: '2026-11-29T00:00:00' }
  await world.ingest(title('one'), asset('one'))
  await world.ingest(
    of('weekend', {
      ...night,
      territories: ['DE', 'AT', 'GB'],
      name: 'Friday; at eight, "ü"\r\nEND:VEVENT'.padEnd(90, '…'),
    }),
    of('zoned', { ...night, territories: ['DE', 'GB'], timeZone: 'Europe/Berlin', priority: 'guaranteed' }),
    of('open', { territories: ['DE'], priority: 'evergreen', surfaces: ['clips-feed'] }),
    of('over', { territories: ['DE'], end: '2026-11-01T00:00:00' }),
    of('stopped', { territories: ['DE'] }),
  )
  await world.ops('POST', '/campaigns/cmp_stopped/end', { reason: 'why' })
})
afterAll(async () => {
  vi.restoreAllMocks()
  await world.close()
})

const SPAN = 'from=2026-11-23&to=2026-12-06'
async function calendar(query = SPAN): Promise<CampaignCalendar> {
  return (await (await world.ops('GET', `/calendar?${query}`)).json()) as CampaignCalendar
}
async function file(): Promise<string> {
  const headers = { authorization: `Bearer ${OPS_TOKEN}` }
  return (await world.app.request(`/ops/v1/calendar.ics?${SPAN}`, { headers }, world.environment)).text()
}

describe('the calendar of campaigns', () => {
  it('the calendar has windows as instants, by territories in which they are the same, and the tiers in their order', async () => {
    const { campaigns } = await calendar()
    expect(campaigns.map(({ id }) => id)).toEqual(['cmp_zoned', 'cmp_weekend', 'cmp_open'])
    expect(campaigns[1]?.windows).toEqual([
      { territories: ['AT', 'DE'], from: '2026-11-27T17:00:00.000Z', until: '2026-11-28T23:00:00.000Z' },
      { territories: ['GB'], from: '2026-11-27T18:00:00.000Z', until: '2026-11-29T00:00:00.000Z' },
    ])
    expect(campaigns[0]?.windows).toMatchObject([{ territories: ['DE', 'GB'], from: '2026-11-27T17:00:00.000Z' }])
    expect(campaigns[2]).toMatchObject({ tier: 'evergreen', state: 'live', windows: [{ until: null }] })
  })

  it('the calendar keeps to a territory and a surface', async () => {
    const { campaigns } = await calendar(`${SPAN}&territory=GB&surface=home-hero`)
    expect(campaigns.map(({ id, windows }) => [id, windows.flatMap(({ territories }) => territories)])).toEqual([
      ['cmp_zoned', ['GB']],
      ['cmp_weekend', ['GB']],
    ])
  })

  it.each([
    ['an end before its start', 'from=2026-12-06&to=2026-11-23', 'from'],
    ['a span of centuries', 'from=1000-01-01&to=9999-12-31', 'from'],
    ['a day that is none', 'from=2026-02-30', 'from'],
    ['a territory that is none', 'territory=QQ', 'territory'],
    ['an unknown parameter', 'surfaces=home-hero', 'surfaces'],
  ])('a calendar is refused by its parameter: %s', async (_what, query, field) => {
    const answer = await world.ops('GET', `/calendar?${query}`)
    expect(answer.status).toBe(400)
    expect(await answer.json()).toMatchObject({ field })
  })

  it('the file has an event for each window, in lines of 75 octets, and no name gets out of its line', async () => {
    const text = await file()
    const lines = text.split('\r\n')
    expect(lines.filter((line) => line === 'BEGIN:VEVENT')).toHaveLength(4)
    expect(lines.filter((line) => line === 'END:VEVENT')).toHaveLength(4)
    expect(lines.every((line) => new TextEncoder().encode(line).length <= 75)).toBe(true)
    const unfolded = text.replaceAll('\r\n ', '')
    expect(unfolded).toContain('UID:cmp_weekend.AT@firstframe\r\n')
    expect(unfolded).toContain('DTSTART:20261127T170000Z\r\nDTEND:20261128T230000Z\r\n')
    expect(unfolded).toContain('SUMMARY:Friday\\; at eight\\, "ü"')
    expect(unfolded).toContain('DTEND:20261207T000000Z\r\n')
  })

  it('the picture has a lane for each tier and a column for each day', async () => {
    const lines = calendarPicture(await calendar())
    expect(lines[0]).toMatch(/ 11-23 {2}11-30$/)
    expect(lines).toContain(`  ${'cmp_weekend'.padEnd(32)}  ····██········`)
    expect(lines.filter((line) => ['guaranteed', 'standard', 'evergreen'].includes(line))).toHaveLength(3)
  })
})
