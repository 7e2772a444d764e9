import fc from 'fast-check'
import type { PacedGoal } from '../../../src/learn/pacing/paced-goal.ts'
import { KEPT_STEPS_MAX, type PacingState, type PacingStep } from '../../../src/learn/pacing/pacing-state.ts'
import { BEGIN, DAY, HOUR, STEP } from './paced-world.ts'

/** The instant of the steps that are made up. */
export const NOW = BEGIN + 5 * DAY

const shareIn64ths = fc.integer({ min: 0, max: 64 }).map((parts) => parts / 64)

/** Steps of the hours before `NOW`, as a controller may have kept them. */
const steps = fc
  .array(
    fc.record({
      share: shareIn64ths,
      need: fc.double({ min: 1, max: 8, noNaN: true }),
      supply: fc.integer({ min: 0, max: 5000 }),
    }),
    { maxLength: Math.min(60, KEPT_STEPS_MAX) },
  )
  .map((made): PacingStep[] =>
    made.map((each, index) => {
      const from = NOW - (made.length - index) * STEP
      return { ...each, from, until: from + STEP, delivered: 40 * index, asOf: from - STEP }
    }),
  )

const state = fc
  .record({
    steps,
    yield: fc.double({ min: 1e-6, max: 20, noNaN: true }),
    share: fc.double({ min: 0, max: 1, noNaN: true }),
  })
  .map((made): PacingState => {
    const counted = made.steps.at(-1)?.delivered ?? 0
    return { ...made, v: 1, basis: 'forecast', peakYield: made.yield, carry: 0, counted, credit: 0, lost: 0 }
  })

/** A supply with hours in which nothing is asked. */
const supply = fc.tuple(fc.double({ min: 0, max: 50, noNaN: true }), fc.integer({ min: 0, max: 24 })).map(
  ([perSecond, openHours]) =>
    (from: number, until: number) =>
      perSecond * openSeconds(from, until, openHours),
)

function openSeconds(from: number, until: number, openHours: number): number {
  const upTo = (instant: number) => {
    const days = Math.floor(instant / DAY)
    return (days * openHours * HOUR + Math.min(openHours * HOUR, instant - days * DAY)) / 1000
  }
  return Math.max(0, upTo(until) - upTo(from))
}

/** Any step that is in order. */
export const pacedGoals: fc.Arbitrary<PacedGoal> = fc.record({
  goal: fc.oneof(fc.constantFrom(1, 2, 1e12), fc.integer({ min: 1, max: 5_000_000 })),
  mode: fc.constantFrom('even', 'frontload', 'asap'),
  startAt: fc.constant(BEGIN),
  endAt: fc.constantFrom(NOW + STEP, NOW + HOUR, NOW + DAY, NOW + 25 * DAY, null),
  now: fc.constant(NOW),
  onAir: fc.constant(true),
  counted: fc.integer({ min: 0, max: 5_000_000 }),
  asOf: fc.integer({ min: NOW - 6 * HOUR, max: NOW }),
  supply,
  expectedYield: fc.double({ min: 0.001, max: 3, noNaN: true }),
  state: fc.option(state, { nil: undefined }),
})
