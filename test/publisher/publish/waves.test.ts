import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { RegionId } from '../../../src/model/nouns/region.ts'
import { runPublish } from '../../../src/publisher/publish/run-publish.ts'
import { bundledRules } from '../../../src/rules/bundled-rules.ts'
import { keepReport } from '../../../src/schedule/reports/isolate-reports.ts'
import { type PublisherWorld, startPublisherWorld } from '../publisher-world.ts'
import { asset, campaign, SCHEDULE, title } from '../records.ts'

const MINUTE_MS = 60_000
const NEW_RULES = { ...bundledRules(), version: 'f'.repeat(16) }

let world: PublisherWorld
let rules = bundledRules()
beforeEach(async () => {
  world = await startPublisherWorld()
  rules = bundledRules()
  await world.ingest(...SCHEDULE)
  // France has one film more: it is not the smallest.
  await world.ingest(title('four'), asset('four'), campaign('four', ['four'], { territories: ['FR', 'US'] }))
  for (const region of ['dach', 'fr', 'na'] as const) await publish(region)
})
afterEach(() => world.close())

const publish = (region: RegionId) => {
  const publisher = { ...world.publisher, rules, waveBakeMs: 15 * MINUTE_MS }
  const order = { scope: 'snapshot' as const, dryRun: false, mend: false, canary: null, actor: 'tests', reason: 'test' }
  return runPublish(publisher, { region, ...order })
}
const rulesIn = async (region: RegionId) => (await world.edge(region))?.pointer.rules

describe('new rules', () => {
  it('new rules go to the smallest region first, bake there, and then reach the rest', async () => {
    rules = NEW_RULES
    for (const region of ['fr', 'na'] as const) {
      expect(await publish(region)).toMatchObject({ outcome: 'refused', refusals: [{ check: 'wave' }] })
    }
    expect(await publish('dach')).toMatchObject({ outcome: 'published' })
    world.clock.now += 15 * MINUTE_MS - 1
    expect((await publish('fr')).refusals[0]?.detail).toMatch(/region dach has had them since .*1 minutes to go/)
    world.clock.now += 1
    expect(await publish('fr')).toMatchObject({ outcome: 'published' })
    expect(await publish('na')).toMatchObject({ outcome: 'published' })
    for (const region of ['dach', 'fr', 'na'] as const) expect(await rulesIn(region)).toBe(NEW_RULES.version)
  })

  it('new rules stop where they are when the first region goes back', async () => {
    rules = NEW_RULES
    await publish('dach')
    expect((await world.ops('POST', '/regions/dach/rollback', { reason: 'everybody is a child now' })).status).toBe(200)
    world.clock.now += 60 * MINUTE_MS
    expect((await publish('fr')).refusals[0]?.detail).toContain('region dach must get them first')
    expect(await rulesIn('fr')).toBe(bundledRules().version)
  })

  it('new rules stop when a place of the first region refuses them', async () => {
    rules = NEW_RULES
    await publish('dach')
    world.clock.now += 20 * MINUTE_MS
    await keepReport(world.publisher, {
      ...{ type: 'telemetry', isolate: 'isolate-1', region: 'dach', sequence: 1, snapshot: 'none', rung: 'stale' },
      ...{ at: world.clock.now, counts: { decisions: 1, noDecisions: 0, fallbacks: 0 }, rejects: {} },
      refusal: 'unreadable',
    })
    expect((await publish('fr')).refusals[0]?.detail).toContain('1 isolates of region dach refuse them: unreadable')
  })

  it('new rules bake on, also when the note of the wave was lost', async () => {
    rules = NEW_RULES
    await publish('dach')
    await world.redis('DEL', 'wave')
    expect((await publish('fr')).refusals[0]?.detail).toContain('15 minutes to go')
    world.clock.now += 15 * MINUTE_MS
    expect(await publish('fr')).toMatchObject({ outcome: 'published' })
  })

  it('new rules are waited for by no region that is published for the first time', async () => {
    rules = NEW_RULES
    expect(await publish('uki')).toMatchObject({ outcome: 'published' })
  })
})

it('a change of the schedule waits for no other region', async () => {
  await world.ingest(title('five'), asset('five'), campaign('five', ['five']))
  for (const region of ['na', 'fr', 'dach'] as const)
    expect(await publish(region)).toMatchObject({ outcome: 'published' })
})
