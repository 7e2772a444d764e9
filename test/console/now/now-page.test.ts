import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import type { TelemetryMessage } from '../../../src/model/messages/queue-message.ts'
import { createPublisherApp } from '../../../src/publisher/app.ts'
import { OPS_TOKEN, type PublisherWorld, startPublisherWorld } from '../../publisher/publisher-world.ts'
import { deliver, eventsContext } from '../../publisher/queue/deliver.ts'
import { SCHEDULE } from '../../publisher/records.ts'

const MINUTE_MS = 60_000

let world: PublisherWorld
beforeAll(async () => {
  vi.spyOn(console, 'warn').mockImplementation(() => undefined)
  vi.spyOn(console, 'error').mockImplementation(() => undefined)
  world = await startPublisherWorld()
  await world.ingest(...SCHEDULE)
  expect((await world.ops('POST', '/regions/dach/publish', { reason: 'first' })).status).toBe(200)
})
afterAll(() => world.close())
afterEach(() => {
  world.door.misbehave(() => null)
  world.sink.forget()
})

/** What an isolate in dach reports that plays house idents alone. */
function report(minutes: number, more: Partial<TelemetryMessage>): TelemetryMessage {
  return {
    type: 'telemetry',
    isolate: 'a',
    region: 'dach',
    sequence: 1,
    snapshot: 's',
    rung: 'fresh',
    at: world.clock.now - minutes * MINUTE_MS,
    counts: { decisions: 100, noDecisions: 0, fallbacks: 0 },
    rejects: {},
    refusal: null,
    ...more,
  }
}

async function now() {
  const headers = { authorization: `Bearer ${OPS_TOKEN}` }
  const app = createPublisherApp(() => world.publisher, { fetch, now: () => world.clock.now })
  const answer = await app.request('/console', { headers }, world.environment)
  const html = await answer.text()
  return { status: answer.status, html, headline: /<h1>(.*?)<\/h1>/.exec(html)?.[1] }
}

describe('Now', () => {
  it('Now says what viewers of a region get, since when, and after which publish, with the acts beside it', async () => {
    world.clock.now += 6 * MINUTE_MS
    const idents = { rung: 'baseline', rungs: { baseline: 100 }, refusal: 'hash' } as const
    await deliver(eventsContext(world.publisher), [report(20, {}), report(4, idents), report(1, idents)])
    const { status, html, headline } = await now()
    expect(status).toBe(200)
    expect(headline).toMatch(
      /^dach: 100 % of answers are house idents since 12:00 UTC; every isolate refuses sequence \d+: wrong bytes \(hash\)$/,
    )
    expect(html).toContain('It came after “dach published')
    const hrefs = [...html.matchAll(/<a[^>]*href="([^"]+)"[^>]*data-key="(\w)"/g)].map(([, href, key]) => [key, href])
    expect(hrefs).toEqual([
      ['b', '/console/regions/dach/rollback'],
      ['p', '/console/regions/dach/pin'],
      ['t', '/console/takedowns/new'],
    ])
  })

  it('Now says that the store is down, and still shows what is live', async () => {
    world.door.misbehave(() => 'error-500')
    const { status, html, headline } = await now()
    expect([status, headline]).toEqual([200, 'The scheduling store does not answer'])
    expect(html).toMatch(/href="\/console\/regions\/dach".*?<td[^>]*data-label="Live">1</)
    expect(html).toContain('class="refusal"')
  })

  it('a region that has lost its pointer is published again, for there is nothing to roll back or to pin', async () => {
    world.sink.spoil = (key, value) => (key === 'region/dach/pointer' ? null : value)
    const { html, headline } = await now()
    expect(headline).toBe('dach: nothing is live')
    expect(html).toMatch(/href="\/console\/regions\/dach\/publish"[^>]*data-key="u"/)
    expect(html).toContain('<code>ff publish --region dach</code>')
    expect(html).not.toContain('regions/dach/rollback')
    expect(html).not.toContain('regions/dach/pin')
  })
})
