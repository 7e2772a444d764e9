import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { DeviceEventItem } from '../../../src/model/messages/queue-message.ts'
import { FAULTS } from '../../schedule/faulty-door.ts'
import { deliver } from './deliver.ts'
import { countersAt, eventItem, eventsMessage } from './device-events.ts'
import { expectedOf } from './events-reference.ts'
import { type EventsWorld, startEventsWorld } from './events-world.ts'

const DAYS = ['2026-11-20', '2026-11-21', '2026-11-22', '2026-11-23']
const CAMPAIGNS = ['cmp_main', 'cmp_other']
/** Around a midnight, so that a repeat with another time may belong to another day. */
const TIMES = ['2026-11-21T14:00Z', '2026-11-21T23:59Z', '2026-11-22T00:01Z', '2026-11-22T11:00Z'].map(Date.parse)

/** An event with the times that its reports say. What a decision and position are about is the same in all of them. */
const reported = fc
  .record({
    decision: fc.nat(3),
    position: fc.nat(1),
    event: fc.constantFrom('impression', 'start', 'click', 'watch'),
    times: fc.array(fc.constantFrom(...TIMES), { minLength: 1, maxLength: 3 }),
  })
  .map(({ decision, position, event, times }): DeviceEventItem[] => {
    const about = (decision + position) % 2
    const assetId = `ast_${decision % 3}`
    const surface = decision === 3 ? 'clips-feed' : 'home-hero'
    const what = { position, event, campaignId: CAMPAIGNS[about], assetId, surface } as const
    return times.map((occurredAt) => eventItem(decision, { ...what, occurredAt, territory: about === 0 ? 'DE' : 'AT' }))
  })
/** All reports, in any order. */
const reports = fc
  .array(reported, { minLength: 1, maxLength: 8 })
  .chain((events) => fc.shuffledSubarray(events.flat(), { minLength: 1 }))

/**
 * A fault of the store, as its door plays it; `ghost`: nothing is done and no answer comes, and what was asked for is
 * done after all when other batches have come and gone.
 */
const storeFault = fc.constantFrom(...FAULTS, 'ghost' as const, null, null)
/** The sink fails before it has kept anything, after it has kept all, or when it has kept a half. */
const sinkFault = fc.constantFrom('before', 'after', 'half', null, null)

/** One try at some of the messages that wait, beside another, or alone. */
const attempt = fc.record({
  take: fc.integer({ min: 1, max: 4 }),
  beside: fc.boolean(),
  store: fc.array(storeFault, { maxLength: 6 }),
  sink: fc.array(sinkFault, { maxLength: 2 }),
  /** The consumer ends with this request, and its settlements are never heard of; null: it lives. */
  crashAt: fc.option(fc.integer({ min: 1, max: 6 }), { freq: 3 }),
  hoursLater: fc.constantFrom(0, 0, 0, 1, 5),
})
type Attempt = typeof attempt extends fc.Arbitrary<infer Value> ? Value : never

async function faulty(world: EventsWorld, plan: Attempt, messages: readonly DeviceEventItem[][]): Promise<number[]> {
  const ghosts: string[][][] = []
  world.door.misbehave((request, _, body) => {
    if (plan.crashAt !== null && request >= plan.crashAt) return 'error-500'
    const fault = plan.store[request - 1] ?? null
    if (fault !== 'ghost') return fault
    ghosts.push(JSON.parse(body))
    return 'error-500'
  })
  const { sink } = world
  const first = sink.calls
  const faultOf = (call: number) => plan.sink[call - first - 1] ?? null
  let kept = 0
  sink.before = (call) => {
    kept = sink.rows.length
    if (faultOf(call) === 'before') throw new Error('the sink is away')
  }
  sink.after = (call) => {
    const fault = faultOf(call)
    if (fault === 'half') sink.rows.splice(Math.ceil((kept + sink.rows.length) / 2))
    if (fault !== null) throw new Error('the sink has not answered')
  }
  const half = Math.ceil(messages.length / 2)
  const parts = plan.beside ? [messages.slice(0, half), messages.slice(half)] : [messages]
  const settled = await Promise.all(
    parts.map((part) =>
      deliver(
        world.context,
        part.map((items) => eventsMessage(items)),
      ),
    ),
  )
  world.door.misbehave(() => null)
  sink.before = () => undefined
  sink.after = () => undefined
  world.clock.now += plan.hoursLater * 3_600_000
  for (const command of ghosts.flat()) await world.redis(...command.map(String)).catch(() => undefined)
  return settled.flat().flatMap((word, index) => (word === 'ack' && plan.crashAt === null ? [] : [index]))
}

async function stored(
  world: EventsWorld,
  keyOf: (day: string) => string,
  prefix = '',
): Promise<Record<string, number>> {
  const days = await Promise.all(DAYS.map((day) => countersAt(world, keyOf(day))))
  return Object.fromEntries(
    days.flatMap((counts, index) =>
      Object.entries(counts).map(([cell, count]) => [`${DAYS[index]} ${prefix}${cell}`, count]),
    ),
  )
}

it('counters and rows come to the same whatever is repeated, reordered, split, cut off, delayed or tried again', async () => {
  const scenario = fc.record({
    reports,
    sizes: fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 24, maxLength: 24 }),
    attempts: fc.array(attempt, { maxLength: 8 }),
  })
  await fc.assert(
    fc.asyncProperty(scenario, async ({ reports: sent, sizes, attempts }) => {
      const world = await startEventsWorld(40)
      const rest = [...sent]
      let waiting: DeviceEventItem[][] = []
      for (const size of sizes) if (rest.length > 0) waiting.push(rest.splice(0, size))
      for (const plan of attempts) {
        const taken = waiting.slice(0, plan.take)
        const again = await faulty(world, plan, taken)
        waiting = [...waiting.slice(plan.take), ...again.map((index) => taken[index] ?? [])]
      }
      for (let tries = 0; waiting.length > 0 && tries < 20; tries += 1) {
        const settled = await deliver(
          world.context,
          waiting.map((items) => eventsMessage(items)),
        )
        waiting = waiting.filter((_, index) => settled[index] !== 'ack')
      }
      expect(waiting).toEqual([])
      const rows: Record<string, number> = {}
      for (const { eventId, occurredAt } of world.sink.rows) {
        rows[eventId] = Math.min(occurredAt, rows[eventId] ?? occurredAt)
      }
      const delivery = await Promise.all(
        CAMPAIGNS.map((campaign) => stored(world, (day) => `delivery:${campaign}:${day}`, `${campaign} `)),
      )
      const counted = {
        delivery: Object.assign({}, ...delivery),
        assets: await stored(world, (day) => `results:dach:${day}`),
        rows,
      }
      await world.close()
      expect(counted).toEqual(expectedOf(sent))
    }),
    { numRuns: process.env.LONG ? 2_000 : 60 },
  )
})
