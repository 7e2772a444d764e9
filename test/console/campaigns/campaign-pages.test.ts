import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { OPS_TOKEN, type PublisherWorld, startPublisherWorld } from '../../publisher/publisher-world.ts'
import { asset, campaign, title } from '../../publisher/records.ts'

const HOSTILE = [
  `a${'\u0301'.repeat(199)}`,
  'حملة الربيع',
  'हिन्दी सप्ताह',
  '日本の夏',
  '🎬🍿',
  '<script>alert(1)</script>',
  'javascript:alert(1)',
]

let world: PublisherWorld
beforeAll(async () => {
  vi.spyOn(console, 'warn').mockImplementation(() => undefined)
  world = await startPublisherWorld()
  await world.ingest(title('one'), asset('one'))
  await world.ingest(
    ...HOSTILE.map((name, index) =>
      campaign(`odd-${index}`, ['one'], { name, owner: name.slice(0, 120), territories: ['LI'] }),
    ),
    campaign('main', ['one'], { name: 'Main', territories: ['DE'], goal: { impressions: 500 }, weight: 2 }),
  )
})
afterAll(() => world.close())

const page = async (path: string) => {
  const headers = { authorization: `Bearer ${OPS_TOKEN}` }
  const answer = await world.app.request(path, { headers }, world.environment)
  return { status: answer.status, html: await answer.text() }
}

describe('the list of campaigns', () => {
  it('a list shows what the ops API finds, with heads that sort it and a sheet of the same', async () => {
    const { status, html } = await page('/console/campaigns?q=odd&sort=name')
    expect(status).toBe(200)
    expect(html).toContain('7 shown of 7 that match')
    expect(html).toContain('aria-sort="ascending"')
    expect(html).toContain('href="/console/campaigns?q=odd&amp;sort=-name"')
    expect(html).toContain('href="/ops/v1/campaigns.csv?q=odd"')
  })

  it('names in any script, and names that look like code, are text on every page that shows them', async () => {
    const pages = ['/console/campaigns', ...HOSTILE.map((_, index) => `/console/campaigns/cmp_odd-${index}`)]
    for (const path of pages) {
      const { status, html } = await page(path)
      expect(status, path).toBe(200)
      expect(html, path).not.toMatch(/<script>|href="javascript/)
    }
    const { html } = await page('/console/campaigns')
    for (const name of HOSTILE.slice(0, 5)) expect(html).toContain(name.normalize('NFC'))
    expect(html).toContain('&lt;script&gt;')
  })

  it('a filter that the API refuses is a page that names it', async () => {
    const { status, html } = await page('/console/campaigns?territory=Mars')
    expect([status, html]).toEqual([400, expect.stringContaining('<code>territory</code>')])
  })
})

describe('a campaign', () => {
  it('a campaign shows both revisions with their differences marked, and when it runs there and in UTC', async () => {
    const { campaign: record } = (await (await world.ops('GET', '/campaigns/cmp_main')).json()) as { campaign: object }
    const headers = { authorization: `Bearer ${OPS_TOKEN}`, 'if-match': '"r1"' }
    const body = JSON.stringify({ ...record, weight: 3 })
    await world.app.request('/ops/v1/campaigns/cmp_main', { method: 'PUT', headers, body }, world.environment)
    const { html } = await page('/console/campaigns/cmp_main')
    expect(html).toMatch(/<tr class="differs"><th scope="row"><code>weight<\/code>/)
    expect(html.match(/class="differs"/g)).toHaveLength(1)
    expect(html).toContain('Europe/Berlin')
    expect(html).toContain('2025-12-31 23:00')
    expect(html).toContain('src="/ops/v1/campaigns/cmp_main/delivery.svg"')
  })

  it('a day that is none is refused in place of the report, and the rest of the page stands', async () => {
    const { status, html } = await page('/console/campaigns/cmp_main?from=yesterday')
    expect([status, html]).toEqual([200, expect.stringContaining('<code>from</code>')])
    expect(html).toContain('Europe/Berlin')
  })

  it('what the linter says has a page of its own, because it takes long', async () => {
    expect((await page('/console/campaigns/cmp_main')).html).toContain(
      'data-later="/console/campaigns/cmp_main/findings"',
    )
    expect((await page('/console/campaigns/cmp_main/findings')).html).toContain('data-part="findings"')
  })

  it('a campaign that is not there is a page that says so', async () => {
    expect((await page('/console/campaigns/cmp_none')).status).toBe(404)
  })

  it('every act has a page that says what it does before it is done', async () => {
    for (const act of ['pause', 'end', 'copy', 'edit']) {
      const { status, html } = await page(`/console/campaigns/cmp_main/${act}`)
      expect([status, html], act).toEqual([200, expect.stringContaining('data-send="P')])
    }
    expect((await page('/console/campaigns/cmp_main/pause')).html).toContain('data-if-match="&quot;r2&quot;"')
    expect((await page('/console/campaigns/new')).html).toContain('data-if-none-match="*"')
    expect((await page('/console/campaigns/cmp_main/paint')).status).toBe(404)
  })
})

it('delivery lists the campaigns on the air that have a goal, and no others', async () => {
  const { status, html } = await page('/console/delivery')
  expect(status).toBe(200)
  expect(html).toContain('href="/console/campaigns/cmp_main"')
  expect(html).not.toContain('cmp_odd-1')
})

it('delivery goes on from page to page, each row with its projection, and a page that is none is refused by name', async () => {
  const many = Array.from({ length: 26 }, (_, index) =>
    campaign(`goal-${index}`, ['one'], { territories: ['LI'], goal: { impressions: 900 }, end: '2026-12-01T00:00:00' }),
  )
  await world.ingest(...many)
  const [first, second] = [await page('/console/delivery'), await page('/console/delivery?page=2')]
  expect(first.html).toContain('1 to 25 of 27')
  expect(first.html).toContain('href="/console/delivery?page=2"')
  expect(second.html).toContain('26 to 27 of 27')
  expect(first.html.match(/delivery\.xlsx"/g)).toHaveLength(25)
  expect(first.html).not.toContain('could not be read')
  for (const wrong of ['0', '21', 'two']) {
    const { status, html } = await page(`/console/delivery?page=${wrong}`)
    expect([status, html]).toEqual([400, expect.stringContaining('page is a whole number from 1 to 20.')])
  }
  expect((await page('/console/delivery?page=20')).html).toContain('The list ends before this page.')
})
