import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { OPS_TOKEN, type PublisherWorld, startPublisherWorld } from '../../publisher/publisher-world.ts'
import { asset, campaign, title } from '../../publisher/records.ts'

const GROWN = title('grown', { ratings: [{ territory: 'DE', label: 'FSK 16' }] })

let world: PublisherWorld
beforeAll(async () => {
  world = await startPublisherWorld()
  await world.ingest(title('two'), title('alone'), GROWN, asset('two'), asset('grown'), asset('alone'))
  await world.ingest(campaign('two', ['two', 'grown'], { territories: ['DE'] }))
  await world.publish()
})
afterAll(() => world.close())

const page = async (query: string) => {
  const headers = { authorization: `Bearer ${OPS_TOKEN}` }
  const answer = await world.app.request(`/console/why?${query}`, { headers }, world.environment)
  const html = await answer.text()
  return { status: answer.status, html, text: html.replaceAll(/<[^>]+>/g, ' ').replaceAll(/\s+/g, ' ') }
}

describe('the page that says why', () => {
  it('each gate says what it removed and kept, and the terms of what plays add up to its score', async () => {
    const { status, html, text } = await page('country=DE&cap=12&at=2026-12-04T12:00')
    expect(status).toBe(200)
    expect(text).toMatch(/candidates 2 maturity .*viewer&#39;s cap\. .*ast_grown two cmp_two .* −1 1/)
    const score = html.split('class="score"')[1]?.split('</table>')[0] ?? ''
    const points = [...score.matchAll(/([+−])([\d.]+)<\/td>/g)].map(
      ([, sign, size]) => (sign === '−' ? -1 : 1) * Number(size),
    )
    const sum = points.pop() ?? 0
    expect(points.reduce((total, each) => total + each, 0)).toBeCloseTo(sum, 1)
    expect(sum).toBeGreaterThan(0)
  })

  it('a video that is not shown has its first and all reasons, with rule, source and value, and its hours', async () => {
    const { text } = await page('country=DE&cap=12&asset=ast_grown&at=2026-12-04T12:00')
    expect(text).toContain('ast_grown is not shown')
    expect(text).toMatch(/cmp_two ■ ?maturity .*Where, for whom and when.*Germany.*cap 16 to 17 .*22–6/)
  })

  it('a video that no campaign names is said to be no candidate, with where to look next', async () => {
    for (const id of ['ast_alone', 'ast_nowhere']) {
      const { status, text, html } = await page(`asset=${id}`)
      expect([status, text]).toEqual([200, expect.stringContaining(`${id} is no candidate of dach`)])
      for (const next of ['campaigns', 'quarantine', 'takedowns', 'regions/dach'])
        expect(html).toContain(`/console/${next}`)
    }
  })

  it.each([
    ['cap=old', 'cap'],
    ['kids=perhaps', 'kids'],
    ['device=toaster', 'device'],
    ['at=tomorrow', 'at'],
    ['asset=javascript:alert(1)', 'asset'],
    ['entitlements=gold', 'entitlements'],
  ])('a field that cannot be used is named on a page: %s', async (query, field) => {
    const { status, html } = await page(query)
    expect([status, html]).toEqual([400, expect.stringContaining(`Field: <code>${field}</code>`)])
  })
})
