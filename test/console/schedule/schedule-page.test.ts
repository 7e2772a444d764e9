import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { OPS_TOKEN, type PublisherWorld, startPublisherWorld } from '../../publisher/publisher-world.ts'
import { asset, campaign, title } from '../../publisher/records.ts'

let world: PublisherWorld
beforeAll(async () => {
  vi.spyOn(console, 'warn').mockImplementation(() => undefined)
  world = await startPublisherWorld()
  const night = { start: '2026-11-27T18:00:00', end: '2026-11-29T00:00:00', territories: ['DE', 'AT'] }
  await world.ingest(title('one'), asset('one'))
  await world.ingest(
    campaign('weekend', ['one'], { ...night, name: '<b>Ça va & co</b>', priority: 'guaranteed' }),
    campaign('paused', ['one'], { territories: ['DE'] }),
    ...Array.from({ length: 9 }, (_, index) => campaign(`same-${index}`, ['one'], { ...night, territories: ['GB'] })),
  )
  await world.ops('POST', '/campaigns/cmp_paused/pause', { reason: 'why' })
})
afterAll(async () => {
  vi.restoreAllMocks()
  await world.close()
})

async function page(query: string, path = '/console/schedule') {
  const headers = { authorization: `Bearer ${OPS_TOKEN}` }
  const answer = await world.app.request(`${path}?${query}`, { headers }, world.environment)
  return { status: answer.status, html: await answer.text() }
}
const NOW_LINE = /<line class="now"/
const WEEK = 'from=2026-11-23&days=7'

describe('the page of the schedule', () => {
  it('bars link to their campaigns, with tier, status and local times in their names', async () => {
    const { html } = await page(`where=DE&surface=home-hero&${WEEK}`)
    expect(html).toContain('href="/console/campaigns/cmp_weekend"')
    expect(html).toContain('guaranteed, approved, Fri 27 Nov 18:00 to Sun 29 Nov 00:00"')
    expect(html).toMatch(/class="bar tier-standard is-paused from-before goes-on"/)
  })

  it('gaps lead to why nothing plays there', async () => {
    const { html } = await page(`where=DE&surface=home-hero&${WEEK}`)
    expect(html).toContain('Nothing is scheduled, Mon 23 Nov 00:00 to Fri 27 Nov 18:00: why?')
    expect(html).toContain('/console/why?surface=home-hero&amp;country=DE&amp;')
  })

  it('names from feeds are text', async () => {
    const { html } = await page(`where=DE&${WEEK}`)
    expect(html).toContain('&lt;b&gt;Ça va &amp; co&lt;/b&gt;')
    expect(html).not.toContain('<b>Ça')
  })

  it('what a lane has no row for is counted, and the lane opens', async () => {
    const { html } = await page(`where=GB&surface=home-hero&${WEEK}`)
    expect(html).toContain('aria-label="Open home-hero.GB: 5 more campaigns"')
    const open = await page(`where=GB&surface=home-hero&${WEEK}&open=home-hero.GB`)
    expect(open.html.match(/data-bar=/g)).toHaveLength(9)
  })

  it('the now line stands in lanes of a time that has begun there, and in no other', async () => {
    const today = new Date().toISOString().slice(0, 10)
    expect((await page(`where=DE&surface=home-hero&clock=utc&from=${today}&days=2`)).html).toMatch(NOW_LINE)
    expect((await page('where=DE&surface=home-hero&from=2025-11-25&days=1')).html).not.toMatch(NOW_LINE)
  })

  it('findings have a page of their own, and each leads to its lane and hour', async () => {
    const { html } = await page(`where=DE&surface=home-hero&${WEEK}`, '/console/schedule/findings')
    expect(html).toMatch(/href="\/console\/schedule\?where=DE[^"]*#home-hero\.DE" data-lane-at="home-hero\.DE"/)
  })

  it.each([
    ['from=yesterday', 'from is a day'],
    [`open=${Array(30).fill('home-hero.DE')}`, 'open names at most 20 lanes'],
    [`open=${Array(1000).fill('home-hero.DE')}`, 'A query has at most 8192 characters.'],
    ['where=atlantis', 'where'],
    ['where=QQ', 'There is no region or territory QQ.'],
    ['where=XX', 'There is no region or territory XX.'],
    ['where=world', 'Region world is for unknown places'],
    ['days=0', 'days is a whole number from 1 to 14.'],
    ['days=1000', 'days is a whole number from 1 to 14.'],
    ['from=2026-02-30', 'from is a day'],
    [`q=${'a'.repeat(201)}`, 'q takes at most 200 characters.'],
    ['region=dach', 'This page knows no parameter like this one'],
    ['clock=mine', 'clock is local or utc'],
    ['surface=nowhere', 'surface'],
  ])('what cannot be asked is refused on a page, by name: %#', async (query, says) => {
    for (const path of ['/console/schedule', '/console/schedule/findings']) {
      const { status, html } = await page(query, path)
      expect([status, html]).toEqual([400, expect.stringContaining(says)])
    }
  })

  it('a lane that is opened and not there opens nothing, and a place without a campaign is a gap, not a blank page', async () => {
    const { status, html } = await page(`where=NZ&surface=home-hero&${WEEK}&open=post-play.JP`)
    expect(status).toBe(200)
    expect(html).toContain('Nothing is scheduled, Mon 23 Nov 00:00 to Mon 30 Nov 00:00: why?')
    const { html: none } = await page(`q=nobody&${WEEK}`)
    expect(none).toContain('No campaign with “nobody” in its name or id has a place in this time.')
  })
})
