import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { leadOf } from '../../../src/console/audit/audit-leads.ts'
import { OPS_TOKEN, type PublisherWorld, startPublisherWorld } from '../../publisher/publisher-world.ts'
import { title } from '../../publisher/records.ts'

let world: PublisherWorld
beforeAll(async () => {
  vi.spyOn(console, 'warn').mockImplementation(() => undefined)
  world = await startPublisherWorld()
  for (const name of ['one', 'two', 'three']) {
    await world.ops('POST', '/takedowns', { target: `ttl_${name}`, reason: `<script>${name}</script>` })
  }
})
afterAll(() => world.close())

const page = async (query: string) => {
  const init = { headers: { authorization: `Bearer ${OPS_TOKEN}` } }
  const answer = await world.app.request(`/console/audit${query}`, init, world.environment)
  return { status: answer.status, html: await answer.text() }
}

describe('the page of the audit log', () => {
  it('entries come the newest first, page by page, with what was before and after', async () => {
    const first = await page('?limit=2')
    expect(first.html).toContain('&lt;script&gt;three')
    expect(first.html).not.toContain('&lt;script&gt;one')
    const older = /href="(\/console\/audit\?before=[^"]*)"/.exec(first.html)?.[1]?.replaceAll('&amp;', '&') ?? ''
    expect((await page(older.replace('/console/audit', ''))).html).toContain('&lt;script&gt;one')
  })

  it('one entry is shown by its place, and a place without one is told', async () => {
    const { status, html } = await page('?id=2026-11/1')
    expect([status, html]).toEqual([200, expect.stringContaining('<details open="">')])
    expect(html).toContain('&lt;script&gt;two')
    expect(html).not.toContain('&lt;script&gt;three')
    expect((await page('?id=2026-11/99')).status).toBe(404)
    expect((await page('?id=yesterday')).html).toContain('Field: <code>id</code>')
    expect((await page('?limit=many')).status).toBe(400)
  })

  it.each([
    ['takedown.add', 'tkd_1', '/console/takedowns/tkd_1'],
    ['campaign.approve', 'cmp_hero', '/console/campaigns/cmp_hero'],
    ['publish', 'dach', '/console/regions/dach'],
    ['feed.set', 'northlight', '/console/feeds/northlight'],
    ['ingest', 'javascript:alert(1)', null],
    ['feed.set', 'northlight/../x', null],
  ])('an entry of %s leads from %s to what it speaks of', (action, target, lead) => {
    expect(leadOf({ action, target, after: null })).toBe(lead)
  })

  it('a decision on a delivery leads to it, below the feed that its entry names', () => {
    const entry = { action: 'delivery.release', target: 'del_01' }
    expect(leadOf({ ...entry, after: { feed: 'northlight' } })).toBe('/console/feeds/northlight/deliveries/del_01')
    expect(leadOf({ ...entry, after: { feed: '../x' } })).toBe(null)
    expect(leadOf({ ...entry, after: null })).toBe(null)
  })

  it('an ingest has no page, and its entry says so', async () => {
    await world.ingest(title('four'))
    const { html } = await page('')
    expect(html).toMatch(/bat_[\w-]+<\/bdi>\s*<small>one ingest: it is kept nowhere but here/)
    expect(html).not.toMatch(/href="[^"]*bat_/)
  })
})
