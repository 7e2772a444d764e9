import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { type AccessWorld, startAccessWorld } from '../../publisher/access/access-world.ts'
import { OPS_TOKEN, type PublisherWorld, startPublisherWorld } from '../../publisher/publisher-world.ts'
import { asset, campaign, title } from '../../publisher/records.ts'

let world: PublisherWorld
let access: AccessWorld
beforeAll(async () => {
  vi.spyOn(console, 'warn').mockImplementation(() => undefined)
  world = await startPublisherWorld()
  access = await startAccessWorld([{ who: 'viewer@example.com', role: 'viewer', regions: ['dach'] }])
  const night = { start: '2026-11-27T18:00:00', end: '2026-11-29T00:00:00' }
  await world.ingest(title('one'), asset('one'))
  await world.ingest(
    campaign('one', ['one'], { ...night, territories: ['DE', 'GB'] }),
    campaign('two', ['one'], { ...night, territories: ['DE'] }),
  )
})
afterAll(async () => {
  vi.restoreAllMocks()
  await Promise.all([world.close(), access.close()])
})

async function page(path: string) {
  const headers = { authorization: `Bearer ${OPS_TOKEN}` }
  const answer = await world.app.request(`/console/schedule/${path}`, { headers }, world.environment)
  return { status: answer.status, html: await answer.text() }
}

describe('what a change from the calendar would do', () => {
  it('a move shows the times of each place before and after, and carries the revisions that were seen', async () => {
    const { html } = await page('move?campaigns=cmp_one:1&by=45')
    expect(html).toContain('<h1>one 45 min later</h1>')
    expect(html).toMatch(/>DE<\/th><td[^>]*>Fri 27 Nov 18:00 – Sun 29 Nov 00:00<\/td><td[^>]*>Fri 27 Nov 18:45/)
    expect(html).toContain('name="shiftMinutes" value="45" data-kind="number"')
    expect(html).toContain('name="revisions.cmp_one" value="1"')
  })

  it('a person who saw an older revision is told both, and may move what it says now', async () => {
    const { html } = await page('move?campaigns=cmp_one:7&by=-60')
    expect(html).toContain('<b>Somebody was faster.</b> You saw revision 7')
    expect(html).toContain('href="/console/schedule/move?campaigns=cmp_one:1&amp;by=-60" data-act')
    expect(html).toContain('None of them can be moved so.')
  })

  it('several campaigns are paused, and copied to territories, after one dry run for all', async () => {
    const pause = await page('pause?campaigns=cmp_one:1,cmp_two:1')
    expect(pause.html).toContain('<h1>Pause 2 of 2 campaigns</h1>')
    expect(pause.html).toContain('name="verb" value="pause"')
    const copy = await page('copy?campaigns=cmp_one:1,cmp_two:1&territories=gb')
    expect(copy.html).toContain('name="append.territories" value="GB" data-kind="list"')
    expect(copy.html).toMatch(/one<\/bdi><\/a> <small><code>cmp_one<\/code><\/small> <span class="dim">says so already/)
    expect(copy.html).toMatch(/cmp_two<\/code><\/small> <span class="dim">would change/)
    expect(copy.html).toMatch(/territories: <bdi[^>]*>DE<\/bdi> → <bdi[^>]*>DE, GB<\/bdi>/)
    expect(copy.html).toContain('It stays one campaign')
    expect((await world.ops('GET', '/campaigns/cmp_two')).status).toBe(200)
    const { revision } = (await (await world.ops('GET', '/campaigns/cmp_two')).json()) as { revision: number }
    expect(revision).toBe(1)
  })

  it('a copy or a pause of what somebody has changed since is refused, and leads to what it says now', async () => {
    const { html } = await page('copy?campaigns=cmp_two:7&territories=gb')
    expect(html).toContain('it is at revision 1, and you saw 7')
    expect(html).toContain('href="/console/schedule/copy?campaigns=cmp_two&amp;territories=gb" data-act')
    expect(html).toContain('There is nothing to change.')
    expect((await page('pause?campaigns=cmp_two:7')).html).toContain('/console/schedule/pause?campaigns=cmp_two"')
  })

  it.each([
    ['move?campaigns=cmp_one&by=0', 'by is a whole number'],
    ['move?campaigns=&by=15', 'campaigns names 1 to 100 campaigns'],
    ['move?campaigns=cmp_nobody&by=15', 'No campaign has the id cmp_nobody.'],
    ['pause?campaigns=javascript:1', 'campaigns names 1 to 100 campaigns'],
    ['copy?campaigns=cmp_one&territories=atlantis', 'territories'],
  ])('what cannot be asked is refused on a page, by name: %s', async (path, says) => {
    const { status, html } = await page(path)
    expect(status).toBeLessThan(500)
    expect(html).toContain(says)
  })

  it('a viewer sees the calendar, and asks about no campaign that is in none of their regions', async () => {
    const answer = await access.asRole('viewer', 'GET', '/console/schedule/move?campaigns=cmp_nobody&by=15')
    expect(answer.status).toBe(404)
    expect((await access.asRole('viewer', 'GET', '/console/schedule')).status).toBe(200)
  })
})
