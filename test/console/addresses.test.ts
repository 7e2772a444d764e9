import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { OPS_TOKEN, type PublisherWorld, startPublisherWorld } from '../publisher/publisher-world.ts'
import { SCHEDULE } from '../publisher/records.ts'

let world: PublisherWorld
beforeAll(async () => {
  vi.spyOn(console, 'warn').mockImplementation(() => undefined)
  world = await startPublisherWorld()
  await world.ingest(...SCHEDULE)
  await world.publish()
})
afterAll(() => world.close())

/** What a page says of a refusal, without its marks. */
const refusalOn = async (path: string) => {
  const headers = { authorization: `Bearer ${OPS_TOKEN}` }
  const answer = await world.app.request(`/console/${path}`, { headers }, world.environment)
  const html = await answer.text()
  const [, refusal = ''] = /<p class="refusal" role="note">(.*?)<\/p>/s.exec(html) ?? []
  return refusal.replaceAll(/<[^>]+>/g, '').replaceAll(/\s+/g, ' ')
}

describe('an address that asks for what cannot be', () => {
  it.each([
    ['preview?surface=nowhere', 'surface', 'home-hero'],
    ['preview?hours=many', 'hours', 'whole number of hours'],
    ['preview?hours=9000', 'hours', '72'],
    ['preview?from=1999-01-01T00:00&at=1999-01-01T01:00', 'from', 'years ahead'],
    ['why?surface=nowhere', 'surface', 'home-hero'],
    ['why?cap=999', 'cap', '21'],
    ['why?device=toaster', 'device', 'tv'],
    ['takedowns/new?target=nonsense', 'target', 'ttl_'],
    ['takedowns/new?target=ttl_one&territories=Nowhere', 'territories', 'territor'],
    ['schedule/move?campaigns=cmp_main&by=99999999', 'by', 'minutes'],
  ])('the page %s names its parameter %s, and what to write', async (path, parameter, fix) => {
    const refusal = await refusalOn(path)
    expect(refusal).toContain('A wrong address.')
    expect(refusal).toContain(`Field: ${parameter}.`)
    expect(refusal).toContain(fix)
  })
})
