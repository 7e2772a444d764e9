import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { REPORT } from '../../../src/contracts/ops/operations/learned/report-example.ts'
import { gammaRate } from '../../../src/learn/posteriors/gamma-rate.ts'
import { axis, fileOf, learnedAssetOf, runOf } from '../../learn/file/learned-files.ts'
import { activate, pushText } from '../../publisher/learned/learned-door.ts'
import { type KeptWorld, OPS_TOKEN, type PublisherWorld, startPublisherWorld } from '../../publisher/publisher-world.ts'
import { deliver, eventsContext } from '../../publisher/queue/deliver.ts'
import { eventItem, eventsMessage } from '../../publisher/queue/device-events.ts'
import { SCHEDULE } from '../../publisher/records.ts'

let kept: KeptWorld
let world: PublisherWorld
beforeAll(async () => {
  world = await startPublisherWorld()
  await world.ingest(...SCHEDULE)
  await world.publish()
  kept = world.keep()
  await world.close()
})
beforeEach(async () => {
  for (const word of ['error', 'warn'] as const) vi.spyOn(console, word).mockImplementation(() => undefined)
  world = await startPublisherWorld('small', kept)
})
afterEach(async () => {
  vi.restoreAllMocks()
  await world.close()
})

const HERO = gammaRate({ impressions: 80, rewarded: 8, expected: 0.04, strength: 120 })
const BEFORE = fileOf(runOf([learnedAssetOf('one')]))
const RUN = fileOf(runOf([learnedAssetOf('one', { taste: axis(3), surfaces: { 'home-hero': HERO } })]))

const RULES_HOLD = { source: 'rules', why: 'there is one day of events', trial: null }

/** Both runs, each with its report. */
async function pushBoth(): Promise<void> {
  for (const { id, text } of [BEFORE, RUN]) {
    await pushText(world, text)
    const previous = id === RUN.id ? BEFORE.id : null
    const strengths = { 'home-hero': { genre: 900, title: 300, asset: 120 } }
    await world.ops('PUT', `/learned/${id}/report`, {
      ...REPORT,
      run: id,
      previous,
      strengths,
      pointsOfTerms: RULES_HOLD,
    })
  }
}

const page = async (path: string, token = OPS_TOKEN) => {
  const headers = { authorization: `Bearer ${token}` }
  const answer = await world.app.request(`/console/learning${path}`, { headers }, world.environment)
  const html = await answer.text()
  return { status: answer.status, html, text: html.replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ') }
}

describe('the pages of what was learned', () => {
  it('an empty store is told with the three commands that bring a run, on the act too', async () => {
    for (const path of ['', '/activate?region=dach']) {
      const { status, text } = await page(path)
      expect([status, text]).toEqual([200, expect.stringContaining('ff -- learn push learned')])
      expect(text).toContain('ff -- learn run --events events')
      expect(text).toContain('ff -- export schedule.ndjson')
    }
  })

  it('the list of runs says where each is served, and coverage is drawn with its table and its mark', async () => {
    await pushBoth()
    await activate(world, RUN.id, 'dach')
    const seen = eventItem(1, { assetId: 'ast_one', unit: '1', occurredAt: world.clock.now })
    await deliver(eventsContext(world.publisher), [eventsMessage([seen])])
    const { html, text } = await page('?region=dach')
    expect(html).toContain(`href="/console/learning/${BEFORE.id}"`)
    expect(text).toMatch(/dach lrn_\w{8} none ▲ the next publish changes it .*12:00 UTC ops : the night/)
    expect(html).toMatch(/<svg class="coverage".*?<rect .*?<line class="mark"/)
    expect(text).toMatch(/2026-11-22 1 [\d.]+ % 12:00 lrn_\w{8} ops : the night/)
    expect((await page('?region=nowhere')).status).toBe(400)
  })

  it('a run shows its curves, its quality beside the run before, what moved, and why an asset has its rate', async () => {
    await pushBoth()
    const { text } = await page(`/${RUN.id}?asset=ast_one`)
    expect(text).toMatch(/home-hero 0.50 at place 2/)
    expect(text).toMatch(/home-hero 52,003 0.573 0.671 ● \+0.098: rates tell more than places 0.671 120 impressions/)
    expect(text).toMatch(/Points of terms: .*; there is one day of events\./)
    expect(text).toMatch(/ast_sintel-trailer home-hero 2.10 % ▲ 4.90 % 2.33/)
    expect(text).toContain(`${(100 * HERO.rate).toFixed(2)} %`)
    expect(text).toContain('40 % of the rate. The rest leans on 4.00 %')
    expect((await page(`/${RUN.id}?asset=ast_two`)).text).toContain('The run says nothing of ast_two')
    expect((await page('/lrn_x')).status).toBe(404)
  })

  it('a run without a report says what is missing, and how it comes', async () => {
    await pushText(world, RUN.text)
    const { text } = await page(`/${RUN.id}?asset=ast_one`)
    expect(text).toContain('No report is kept with it')
    expect(text).toContain('what it leans on is not known')
  })
})

describe('the acts on what was learned', () => {
  it('what activating changes is said before its form, which names run and region', async () => {
    await pushBoth()
    const { html, text } = await page('/activate?region=dach')
    expect(text).toMatch(/dach would serve lrn_\w{8} \..*The next publish brings it to all viewers.*Reason/)
    const [, sent = ''] = /data-send="POST \/ops\/v1\/learned\/(lrn_\w+)\/activate"/.exec(html) ?? []
    expect([BEFORE.id, RUN.id]).toContain(sent)
    expect(html).toContain('name="regions.+" value="dach"')
    const named = await page(`/activate?region=dach&run=${BEFORE.id}`)
    expect(named.html).toContain(`POST /ops/v1/learned/${BEFORE.id}/activate`)
  })

  it('retiring says what the region goes back to, and there is nothing to retire where none is served', async () => {
    await pushBoth()
    expect((await page('/retire?region=dach')).text).toContain('there is nothing to take back')
    await activate(world, BEFORE.id, 'dach')
    await activate(world, RUN.id, 'dach')
    const { html, text } = await page('/retire?region=dach')
    expect(text).toContain(`dach would serve ${BEFORE.id.slice(0, 12)}`)
    expect(html).toContain(`POST /ops/v1/learned/${RUN.id}/retire`)
  })

  it('a publish that would be held is said before the act, with what holds it', async () => {
    await pushBoth()
    const until = new Date(world.clock.now + 86_400_000).toISOString()
    await world.ops('POST', '/regions/dach/pin', { reason: 'night', until })
    const { html, text } = await page('/activate?region=dach')
    expect(text).toMatch(/would be refused.*pinned/)
    expect(html).toContain('class="act danger"')
  })
})
