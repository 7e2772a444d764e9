import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { OPS_TOKEN, type PublisherWorld, startPublisherWorld } from '../../publisher/publisher-world.ts'
import { asset, campaign, title } from '../../publisher/records.ts'

const GROWN = title('grown', { ratings: [{ territory: 'DE', label: 'FSK 16' }] })
const EVENING = campaign('evening', ['grown'], {
  name: 'Evenings <b>',
  territories: ['DE'],
  priority: 'takeover',
  start: '2026-12-04T18:07:00',
})
const ALWAYS = campaign('two', ['two'], { priority: 'evergreen', territories: ['DE'] })

let world: PublisherWorld
beforeAll(async () => {
  world = await startPublisherWorld()
  await world.ingest(title('two'), GROWN, asset('two'), asset('grown'), ALWAYS, EVENING)
  await world.publish()
})
afterAll(() => world.close())

const page = async (query: string) => {
  const headers = { authorization: `Bearer ${OPS_TOKEN}` }
  const answer = await world.app.request(`/console/preview?${query}`, { headers }, world.environment)
  return { status: answer.status, html: await answer.text() }
}

/** What the row of a viewer says in the table of answers. */
function answerTo(html: string, viewer: string): string {
  const row = html.split(`data-answers="${viewer}"`)[1]?.split('</tr>')[0] ?? ''
  return row
    .replaceAll(/<[^>]+>/g, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim()
}

describe('the page of the preview', () => {
  it('a newcomer reads what plays on Friday 20:00 in DE for a child, and for everybody else, without a script', async () => {
    const { status, html } = await page('country=DE&at=2026-12-04T20:00')
    expect(status).toBe(200)
    expect(html).toMatch(/Fri 4 Dec 20:00<\/time>.*in Berlin.*19:00.*UTC.*Germany/s)
    expect(answerTo(html, 'kids')).toMatch(/Kids profile See the two .*a still: for a minor why$/)
    expect(answerTo(html, 'adult')).toContain('Evenings &lt;b&gt;')
  })

  it('a run stands where it begins, to the minute, and says in words what plays from when to when', async () => {
    const { html } = await page('country=DE&from=2026-12-04T00:00&hours=24')
    expect(html).toContain('Adult, Fri 4 Dec 18:07 to Sat 5 Dec 00:00: ')
    const share = ((18 * 60 + 7) / 1440) * 100
    expect(html).toContain(`x="${share.toFixed(3)}%"`)
  })

  it('the draft stands beside what is live, and what it changes is told once for all whom it concerns', async () => {
    const same = await page('country=DE&at=2026-12-04T20:00&draft=1')
    expect(same.html).toContain('the draft plays to everybody what is live')
    const hours = [{ days: ['fri'], from: '19:10', to: '20:40' }]
    await world.ingest(campaign('new', ['two'], { name: 'New', territories: ['DE'], priority: 'takeover', hours }))
    const { html } = await page('country=DE&at=2026-12-04T12:00&draft=1')
    const told = html.split('id="differences-title">')[1]?.split('</table>')[0] ?? ''
    expect(told).toMatch(/Fri 4 Dec 19:10.*Fri 4 Dec 20:40.*Viewer of 0, .*Kids profile.*for “two”.*for “New”/s)
    expect(told.match(/Kids profile/g)).toHaveLength(1)
    expect(html).toContain('class="differs"')
  })

  it.each([
    ['from=yesterday', 'from'],
    ['at=2026-03-29T02:30', 'at'],
    ['hours=many', 'hours'],
    ['hours=1000', 'hours'],
    ['country=QQ', 'country'],
    ['surface=billboard', 'surface'],
    ['timezone=Mars/Olympus', 'timezone'],
    ['viewer=cat', 'viewer'],
    ['draft=maybe', 'draft'],
  ])('a wrong address is a page that names the parameter: %s', async (query, field) => {
    const { status, html } = await page(query)
    expect([status, html]).toEqual([400, expect.stringContaining(`Field: <code>${field}</code>`)])
  })

  it('a place where nothing is published is told of on the page, which can be asked for another place', async () => {
    const { status, html } = await page('country=FR')
    expect([status, html]).toEqual([200, expect.stringContaining('Region fr has no live snapshot')])
    expect(html).toContain('name="country"')
  })
})
