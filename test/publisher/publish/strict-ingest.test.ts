import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type PublisherWorld, startPublisherWorld } from '../publisher-world.ts'
import { asset, campaign, title } from '../records.ts'

let world: PublisherWorld
beforeAll(async () => {
  world = await startPublisherWorld()
  await world.ingest(title('one'), asset('one'))
})
afterAll(() => world.close())

interface Report {
  readonly accepted: number
  readonly refused: readonly { readonly line: number; readonly path: string; readonly hint: string }[]
}
const ingest = async (...records: object[]): Promise<Report> =>
  (await (await world.ops('POST', '/ingest?approve=1', records)).json()) as Report
const places = ({ refused }: Report) => refused.map(({ line, path }) => `${line} ${path}`)

describe('a window that no clock shows', () => {
  const inWindow = (territories: readonly string[], start: string, end: string, timeZone = 'territory') =>
    campaign('window', ['one'], { territories, start, end, timeZone })

  it.each([
    ['inside a jump', ['EG'], '2026-04-24T00:10:00', '2026-04-24T00:50:00', 'EG'],
    ['inside a jump, among others', ['DE', 'EG'], '2026-04-24T00:10:00', '2026-04-24T00:50:00', 'EG'],
    ['inside a doubled hour', ['DE'], '2026-10-25T02:10:00', '2026-10-25T02:50:00', 'DE'],
    ['shorter than its clocks are apart', ['KI'], '2026-06-01T20:00:00', '2026-06-01T20:30:00', 'KI'],
  ])('a window that no clock shows is refused: %s', async (_name, territories, start, end, where) => {
    const report = await ingest(inWindow(territories, start, end))
    expect(report.refused).toEqual([
      expect.objectContaining({ path: 'end', hint: expect.stringContaining(`in ${where}`) }),
    ])
  })

  it('a window that no clock shows is refused of an offer and of an asset alike', async () => {
    const window = { start: '2026-04-24T00:10:00', end: '2026-04-24T00:50:00' }
    const offers = [{ territories: ['EG'], ...window }]
    const validity = { validFrom: window.start, validUntil: window.end }
    const report = await ingest(title('short', { offers }), asset('late', { territories: ['EG'], ...validity }))
    expect(places(report)).toEqual(['1 offers.0.end', '2 validUntil'])
  })

  it('a window is taken where its own zone has it, and where only some of a group are without', async () => {
    const short = ['2026-04-24T00:10:00', '2026-04-24T00:50:00'] as const
    expect(places(await ingest(inWindow(['EG'], ...short, 'UTC')))).toEqual([])
    expect(places(await ingest(inWindow(['*'], ...short)))).toEqual([])
    const validity = { validFrom: short[0], validUntil: short[1], timeZone: 'UTC' }
    expect(places(await ingest(title('film'), asset('film', { territories: ['EG'], ...validity })))).toEqual([])
    expect(places(await ingest(inWindow(['DE'], '2026-03-29T01:30:00', '2026-03-29T02:30:00')))).toEqual([])
  })
})

describe('a hand-over at a midnight that the clock skips', () => {
  const MIDNIGHTS = [
    ['EG', 'mea', 'GN', '2026-04-24', Date.UTC(2026, 3, 23, 22)],
    ['LB', 'mea', 'G', '2026-03-29', Date.UTC(2026, 2, 28, 22)],
    ['CL', 'latam', 'TE', '2026-09-06', Date.UTC(2026, 8, 6, 4)],
  ] as const

  beforeAll(async () => {
    const ratings = MIDNIGHTS.map(([territory, , label]) => ({ territory, label }))
    await world.ingest(title('night', { ratings }), asset('night'))
    for (const [territory, , , day] of MIDNIGHTS) {
      const of = { territories: [territory], surfaces: ['browse-tile'] }
      await world.ingest(
        campaign(`${territory}-before`, ['night'], { ...of, end: `${day}T00:00:00` }),
        campaign(`${territory}-after`, ['night'], { ...of, start: `${day}T00:00:00` }),
      )
    }
    for (const region of ['mea', 'latam'] as const) expect((await world.publish(region)).outcome).toBe('published')
  })

  it.each(MIDNIGHTS)(
    'a hand-over at a skipped midnight leaves no hole in %s, and shows nothing early or late',
    async (country, _region, _label, _day, jump) => {
      const playing = async (instant: number) => {
        const now = new Date(instant).toISOString()
        const answer = await world.ops('POST', '/explain', { surface: 'browse-tile', country, now, device: 'tv' })
        const { kept } = (await answer.json()) as { kept: { campaignId: string }[] }
        return kept.map(({ campaignId }) => campaignId)
      }
      const [before, after] = [`cmp_${country}-before`, `cmp_${country}-after`]
      expect(await playing(jump - 1)).toEqual([before])
      expect(await playing(jump)).toEqual([after])
      expect(await playing(jump - 1_800_000)).toEqual([before])
      expect(await playing(jump + 1_800_000)).toEqual([after])
    },
  )
})

describe('a takedown in a feed', () => {
  const order = (more: object = {}) => ({
    ...{ v: 1, type: 'takedown', id: 'tkd_feed', target: 'ast_one', territories: ['DE'], reason: 'rights' },
    ...more,
  })
  const standing = async () => {
    const { takedowns } = (await (await world.ops('GET', '/takedowns')).json()) as {
      takedowns: { id: string; actor: string }[]
    }
    return takedowns.map(({ id, actor }) => ({ id, actor }))
  }
  beforeEach(async () => {
    for (const { id } of await standing()) await world.ops('DELETE', `/takedowns/${id}`)
  })

  it('a takedown in a feed is refused at its line where its end is past', async () => {
    const past = new Date(world.clock.now).toISOString()
    const report = await ingest(title('one'), order({ until: past }))
    expect([places(report), await standing()]).toEqual([['2 until'], []])
    const soon = new Date(world.clock.now + 1000).toISOString()
    expect(places(await ingest(order({ until: soon })))).toEqual([])
  })

  it('a takedown in a feed was given by who sent it, whatever the feed says', async () => {
    expect((await ingest(order({ actor: 'the-owner@example.com' }))).accepted).toBe(1)
    const [{ actor } = { actor: '' }] = await standing()
    expect(actor).not.toBe('')
    expect(actor).not.toContain('example.com')
  })

  it('a takedown in a feed is the same order when somebody else says that they gave it', async () => {
    await ingest(order({ actor: 'mia' }))
    expect(await ingest(order({ actor: 'tom' }))).toMatchObject({ accepted: 0, unchanged: 1, refused: [] })
  })
})
