import fc from 'fast-check'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { AnswerCounts, CanaryArmName } from '../../src/model/messages/canary-counts.ts'
import type { DeviceEventItem, EdgeMessage } from '../../src/model/messages/queue-message.ts'
import { readCanaryCounts } from '../../src/schedule/reports/canary-counts.ts'
import { type PublisherWorld, startPublisherWorld } from '../publisher/publisher-world.ts'
import { deliver as deliverTo, eventsContext } from '../publisher/queue/deliver.ts'
import { decisionIdOf } from '../publisher/queue/device-events.ts'

let world: PublisherWorld
let startedAs = 1

beforeAll(async () => {
  world = await startPublisherWorld()
})
afterAll(() => world.close())
// Every test has a canary of its own.
beforeEach(() => {
  startedAs++
})

/** Of so many decisions a tenth was empty, and every hundredth failed. */
const answers = (decisions: number): AnswerCounts => ({
  decisions,
  empty: Math.floor(decisions / 10),
  fallbacks: Math.floor(decisions / 50),
  errors: Math.floor(decisions / 100),
})

function report(isolate: string, control: number, canary: number): EdgeMessage {
  return {
    ...{ type: 'telemetry', isolate, region: 'dach', sequence: 7, snapshot: 'aa', rung: 'fresh', at: 1, rejects: {} },
    counts: { decisions: 0, noDecisions: 0, fallbacks: 0 },
    refusal: null,
    canary: { startedAs, counts: { control: answers(control), canary: answers(canary) }, refusal: null },
  }
}

function event(decision: number, name: string, arm: CanaryArmName | null): DeviceEventItem {
  return {
    ...{ decisionId: decisionIdOf(decision), position: 0, event: name, assetId: 'ast_one', campaignId: 'cmp_main' },
    ...{ placementId: 'home-hero', snapshot: 'aa', sequence: 1, propensity: 1, sticky: false, privacy: 'contextual' },
    ...{ occurredAt: Date.UTC(2026, 10, 22), watchedMs: null, ttffMs: null },
    arms:
      arm === null
        ? [['pace', 'b']]
        : [
            ['pace', 'b'],
            [`canary:${startedAs}`, arm],
          ],
  }
}

const events = (...items: DeviceEventItem[]): EdgeMessage => ({ type: 'events', region: 'dach', items })

async function deliver(...bodies: EdgeMessage[]): Promise<void> {
  expect(await deliverTo(eventsContext(world.publisher), bodies)).toEqual(bodies.map(() => 'ack'))
}

const counts = () => readCanaryCounts(world.publisher.redis, { region: 'dach', startedAs })
const NO_EVENTS = { firstFrames: 0, starts: 0, impressions: 0 }

describe('what isolates count of a canary', () => {
  it('the counts of a canary add up over isolates, and of each isolate its last report counts', async () => {
    await deliver(report('one', 100, 50), report('two', 10, 0), report('one', 300, 150))
    expect(await counts()).toEqual({
      control: { decisions: 310, empty: 31, fallbacks: 6, errors: 3, ...NO_EVENTS },
      canary: { decisions: 150, empty: 15, fallbacks: 3, errors: 1, ...NO_EVENTS },
    })
  })

  it('the counts of a canary are the same however its reports are repeated and ordered', async () => {
    const reports = [
      ['one', 100, 50],
      ['one', 200, 60],
      ['one', 300, 60],
      ['two', 40, 10],
      ['two', 40, 11],
    ] as const
    const orders = fc.array(fc.constantFrom(...reports.keys()), { maxLength: 8 })
    await fc.assert(
      fc.asyncProperty(orders, orders, async (before, after) => {
        startedAs++
        const all = [...before, ...reports.keys(), ...after]
        const bodies = all.map((at) => reports[at] ?? reports[0])
        for (const [isolate, control, canary] of bodies) await deliver(report(isolate, control, canary))
        const { control, canary } = await counts()
        expect([control.decisions, canary.decisions]).toEqual([340, 71])
      }),
      { numRuns: 6 },
    )
  })

  it('a canary that nobody counted has no counts, and canaries and regions are kept apart', async () => {
    await deliver(report('one', 100, 50))
    const other = { region: 'fr', startedAs } as const
    expect((await readCanaryCounts(world.publisher.redis, other)).control.decisions).toBe(0)
    startedAs++
    expect((await counts()).control).toEqual({ ...answers(0), ...NO_EVENTS })
  })
})

describe('events about decisions in an arm', () => {
  it('events are counted by arm, each item once, and those outside of an arm are in none', async () => {
    const batch = events(
      ...[event(1, 'impression', 'canary'), event(1, 'start', 'canary'), event(1, 'firstFrame', 'canary')],
      ...[event(2, 'impression', 'canary'), event(3, 'impression', 'control'), event(4, 'impression', null)],
      ...[event(5, 'complete', 'canary')],
    )
    await deliver(batch, batch)
    const { control, canary } = await counts()
    expect(canary).toMatchObject({ firstFrames: 1, starts: 1, impressions: 2 })
    expect(control).toMatchObject({ firstFrames: 0, starts: 0, impressions: 1 })
  })

  it('events of a message that names no arm are counted in no arm', async () => {
    const { arms: _, ...before } = event(900, 'impression', null)
    await deliver(events(before))
    expect((await counts()).control.impressions).toBe(0)
  })
})

it('the counts of a canary lapse', async () => {
  await deliver(report('one', 100, 50), events(event(1, 'start', 'canary')))
  for (const key of [`canary:dach:${startedAs}:isolates`, `canary:dach:${startedAs}:canary:start`]) {
    expect(Number(await world.redis('TTL', key))).toBeGreaterThan(7 * 86_400)
  }
})
