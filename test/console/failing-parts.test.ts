import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { OPS_TOKEN, type PublisherWorld, startPublisherWorld } from '../publisher/publisher-world.ts'
import { SCHEDULE } from '../publisher/records.ts'

let world: PublisherWorld
beforeAll(async () => {
  vi.spyOn(console, 'warn').mockImplementation(() => undefined)
  vi.spyOn(console, 'error').mockImplementation(() => undefined)
  world = await startPublisherWorld()
  await world.ingest(...SCHEDULE)
  for (const region of ['dach', 'fr'] as const) await world.publish(region)
})
afterAll(() => world.close())
afterEach(() => {
  world.door.misbehave(() => null)
  world.sink.forget()
})

const page = async (path: string) => {
  const headers = { authorization: `Bearer ${OPS_TOKEN}` }
  const answer = await world.app.request(path, { headers }, world.environment)
  return { status: answer.status, html: await answer.text() }
}

describe('the console while a part of the system fails', () => {
  it('storage that gives nothing of one region takes no page of the others with it', async () => {
    world.sink.before = ({ key }) => {
      if (key.startsWith('region/fr/')) throw new Error('storage fails')
    }
    const now = await page('/console')
    expect(now.status).toBe(200)
    expect(now.html).toContain('<h1>fr: nothing can be withdrawn</h1>')
    expect(now.html).toMatch(/href="\/console\/regions\/dach".*?<td[^>]*data-label="Live">1</)
    const region = await page('/console/regions/fr')
    expect([region.status, region.html]).toEqual([200, expect.stringContaining('fr: what is live is not known')])
    const takedowns = await page('/console/takedowns')
    expect([takedowns.status, takedowns.html]).toEqual([
      200,
      expect.stringContaining('signed list of fr cannot be read'),
    ])
  })

  it('a page that needs the store says that it does not answer, and what can be done without it', async () => {
    world.door.misbehave(() => 'error-500')
    const { status, html } = await page('/console/campaigns')
    expect([status, html]).toEqual([503, expect.stringContaining('<h1>The scheduling store does not answer</h1>')])
    expect(html).toContain('href="/console/takedowns/new"')
  })
})
