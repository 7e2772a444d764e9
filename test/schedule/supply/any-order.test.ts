import fc from 'fast-check'
import { expect, it } from 'vitest'
import { Telemetry } from '../../../src/edge/telemetry/telemetry.ts'
import type { TelemetryMessage } from '../../../src/model/messages/queue-message.ts'
import { SURFACE_IDS } from '../../../src/model/nouns/surface.ts'
import { foldSupply } from '../../../src/schedule/reports/supply/fold-supply.ts'
import { keepSupply } from '../../../src/schedule/reports/supply/keep-supply.ts'
import { asked, SERVED } from '../../edge/telemetry/served.ts'
import { runs } from '../../setup/runs.ts'
import { startHarness } from '../harness.ts'
import { HOUR_MS, hoursRead, START } from './supply-world.ts'

const step = fc.record({
  isolate: fc.nat(2),
  /** Since the start: in one of two hours, so that a clock may go back and forth between them. */
  minute: fc.nat(119),
  territory: fc.constantFrom('DE', 'AT'),
  surface: fc.constantFrom(...SURFACE_IDS),
  reason: fc.constantFrom(null, null, 'maturity' as const, 'no-offer' as const),
  /** How often the queue delivers the report; it may deliver what its sender does not know to be taken. */
  deliveries: fc.nat(2),
  accepted: fc.boolean(),
  order: fc.nat(),
  folds: fc.boolean(),
})
type Step = typeof step extends fc.Arbitrary<infer Value> ? Value : never

interface Sent {
  readonly message: TelemetryMessage
  readonly order: number
  readonly folds: boolean
}

/** What isolates report that live through these steps, each with how often and when it arrives. */
function reportsOf(steps: readonly Step[]): readonly Sent[] {
  const isolates = [0, 1, 2].map((name) => new Telemetry(`isolate-${name}`, 0))
  const sent: Sent[] = []
  for (const { isolate, minute, territory, surface, reason, deliveries, accepted, order, folds } of steps) {
    const message = isolates[isolate]?.count(SERVED, asked(territory, surface, reason), START + minute * 60_000)
    if (!message) throw new Error('each answer is reported here')
    if (accepted && deliveries > 0) isolates[isolate]?.accept(message)
    for (let copy = 0; copy < deliveries; copy++) sent.push({ message, order: order * (copy + 1), folds })
  }
  // Each isolate lives until the queue takes a report of it.
  for (const isolate of isolates) {
    const message = isolate.count(SERVED, { territory: 'DE', placements: [], endedOn: null }, START + HOUR_MS)
    if (message) sent.push({ message, order: 0, folds: false })
  }
  return sent.sort((one, other) => one.order - other.order)
}

/** What the steps come to, as `hoursRead` says it. */
function countedIn(steps: readonly Step[]): readonly string[] {
  const hours = [0, 1].map((hour) => steps.filter(({ minute }) => Math.floor(minute / 60) === hour))
  return hours.flatMap((each, hour) => {
    const times = (wanted: string | null) => each.filter(({ reason }) => reason === wanted).length
    const empty = ['maturity', 'no-offer']
      .filter((reason) => times(reason) > 0)
      .map((reason) => `${reason}=${times(reason)}`)
    return each.length === 0 ? [] : [[`0${8 + hour} ${times(null)}/${each.length}`, ...empty].join(' ')]
  })
}

it('supply comes to the same sums however reports are lost, repeated and reordered, if the last of each came', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 25 }), async (steps) => {
      const harness = await startHarness()
      const { redis } = harness.dependencies
      const now = START + 3 * HOUR_MS
      for (const { message, folds } of reportsOf(steps)) {
        expect(await keepSupply(redis, message, now)).toEqual([])
        if (folds) await foldSupply(redis, now)
      }
      expect(await hoursRead(harness)).toEqual(countedIn(steps))
      const inDE = steps.filter(({ territory }) => territory === 'DE')
      const read = await hoursRead(harness, { territory: 'DE' })
      expect(read.filter((hour) => !hour.endsWith(' 0/0'))).toEqual(countedIn(inDE))
      await foldSupply(redis, now)
      harness.clock.now = START + 60 * HOUR_MS
      expect(await hoursRead(harness)).toEqual(countedIn(steps))
      await harness.close()
    }),
    { numRuns: runs(200) },
  )
})
