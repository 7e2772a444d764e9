import { readXlsx } from 'hucre/xlsx'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { OPS_TOKEN, type PublisherWorld, startPublisherWorld } from '../publisher-world.ts'
import { deliver, eventsContext } from '../queue/deliver.ts'
import { eventItem, eventsMessage } from '../queue/device-events.ts'
import { asset, campaign, title } from '../records.ts'

const HOSTILE = '=1+1 "</title><script>alert(1)</script>&'
const TIMES = { start: '2026-11-21T00:00:00', end: '2026-11-25T00:00:00', timeZone: 'UTC' }

let world: PublisherWorld
beforeAll(async () => {
  world = await startPublisherWorld()
  const main = campaign('main', ['one'], { ...TIMES, name: HOSTILE, territories: ['DE'], goal: { impressions: 100 } })
  await world.ingest(title('one'), asset('one'), main)
  await deliver(eventsContext(world.publisher), [eventsMessage([eventItem(1), eventItem(2)])])
})
afterAll(() => world.close())

async function asked(ending: string): Promise<Response> {
  const headers = { authorization: `Bearer ${OPS_TOKEN}` }
  const answer = await world.app.request(`/ops/v1/campaigns/cmp_main/delivery${ending}`, { headers }, world.environment)
  expect(answer.status).toBe(200)
  return answer
}

it('a report as CSV has a row for each cell, and no number where nobody can say', async () => {
  const answer = await asked('.csv?by=day')
  expect(answer.headers.get('content-disposition')).toBe('attachment; filename="cmp_main-delivery.csv"')
  const [first, , second] = (await answer.text()).split('\r\n')
  expect(first).toContain('campaign,territory,day,surface,counts,booked,planned,delivered,projected low')
  expect(second).toMatch(/^cmp_main,,2026-11-22,,impressions,25,25,2,,,,0,2026-11-22T/)
})

it('a report as a workbook has the numbers as numbers', async () => {
  const { sheets } = await readXlsx(new Uint8Array(await (await asked('.xlsx?by=day')).arrayBuffer()))
  expect(sheets[0]?.rows[2]?.slice(0, 8)).toEqual(['cmp_main', null, '2026-11-22', null, 'impressions', 25, 25, 2])
})

it('a report as a picture says in words what it shows, for light and dark, and names stay names', async () => {
  const answer = await asked('.svg')
  expect(answer.headers.get('content-type')).toBe('image/svg+xml; charset=utf-8')
  expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'")
  const svg = await answer.text()
  expect(svg).toContain('<title id="delivery-title">Delivery of =1+1 &quot;&lt;/title&gt;&lt;script&gt;')
  expect(svg).toMatch(/<desc [^>]*>2026-11-21 to 2026-11-24, UTC: 2 impressions delivered of 100 booked/)
  expect(svg).toContain('prefers-color-scheme:dark')
  expect(svg).not.toMatch(/<script|href|url\(|\bon\w+=/)
})

it('a picture of nothing says so', async () => {
  await world.ingest(campaign('idle', ['one'], { ...TIMES, territories: ['DE'] }))
  const headers = { authorization: `Bearer ${OPS_TOKEN}` }
  const answer = await world.app.request('/ops/v1/campaigns/cmp_idle/delivery.svg', { headers }, world.environment)
  expect(await answer.text()).toContain('Nothing is planned, delivered or projected yet.')
})
