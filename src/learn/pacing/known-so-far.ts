import { LATE_PART, LATE_WINDOW_MS, PACING_STEP_MS } from './bounds.ts'
import { type CountedSoFar, countedSince } from './delivered.ts'
import { endedSteps } from './kept-steps.ts'
import { chancesBetween, measuredYield } from './measured-yield.ts'
import type { PacedGoal } from './paced-goal.ts'
import type { PacingState, PacingStep } from './pacing-state.ts'
import { type ReadableSupply, readableSupply } from './readable-supply.ts'
import { horizonOf } from './wanted-share.ts'

/** The greatest yield of late is forgotten by half in this time: what made it great may come back. */
const PEAK_HALF_LIFE_MS = 24 * 3_600_000

/**
 * A campaign that has delivered, and of which nothing comes where so many events were to be expected, does not play: it
 * lost its videos, or a takeover hides it. That says nothing of what it brings when it is back, so nothing is forgotten.
 */
const SILENT_EVENTS = 10

/** A yield sinks no lower than this part of it: a campaign that is held back for hours by a higher tier is not worth nothing. */
const YIELD_OF_PEAK_MIN = 0.01

/** A campaign nobody forecast is taken to be shown at each of its chances: it begins with too little. */
const UNKNOWN_YIELD = 1

/** What is known of a campaign before its next share is set. */
export interface KnownSoFar {
  readonly supply: ReadableSupply
  readonly steps: readonly PacingStep[]
  readonly counters: CountedSoFar
  readonly asOf: number
  readonly delivered: number
  /** Events expected since the counters' newest event. */
  readonly underway: number
  readonly yield: number
  readonly peakYield: number
  /** Mean factor on the weight while the yield was measured. */
  readonly need: number
  /** When the window in which it was measured begins. */
  readonly since: number
  /** The exact share before; undefined: the first step, and a forecast to begin by. */
  readonly share: number | undefined
  readonly carry: number
  /** Inputs that are no numbers, and for which others stand in. */
  readonly unreadable: readonly string[]
}

/** Takes the counters, the steps before and the forecast together. */
export function knownSoFar(asked: PacedGoal): KnownSoFar {
  const { now, state } = asked
  const supply = readableSupply(asked.supply, now, horizonOf(asked))
  const counters = countedSince(state, asked.counted)
  const delivered = counters.counted + counters.credit
  const ended = endedSteps(state?.steps ?? [], now, supply.between)
  const rescaled = state !== undefined && state.basis !== supply.basis
  const steps = rescaled ? ended.map((step) => ({ ...step, supply: supply.between(step.from, step.until) })) : ended
  const readable = Number.isFinite(asked.asOf)
  const asOf = Math.max(steps.at(-1)?.asOf ?? asked.startAt, Math.min(now, readable ? asked.asOf : 0))
  const prior = priorYield(asked, supply)
  const before =
    state === undefined || rescaled ? (unshrunk(steps, { delivered, asOf }) ?? prior ?? UNKNOWN_YIELD) : state.yield
  const measured = measuredYield(steps, { delivered, asOf }, before)
  const peak = state === undefined || rescaled ? before : state.peakYield
  const isSilent = delivered > 0 && measured.events === 0 && measured.chances * peak >= SILENT_EVENTS
  const faded = isSilent ? peak : peak * 0.5 ** (elapsed(state, now) / PEAK_HALF_LIFE_MS)
  const each = Math.max(measured.yield, faded * YIELD_OF_PEAK_MIN)
  return {
    supply,
    steps,
    counters,
    asOf,
    delivered,
    underway: underwayChances(asked.mode, steps, asOf, now) * each,
    yield: each,
    peakYield: Math.max(each, faded),
    need: measured.need,
    since: measured.since,
    share: state?.share ?? (prior === undefined ? 0 : undefined),
    carry: state?.carry ?? 0,
    unreadable: [...(Number.isFinite(asked.counted) ? [] : ['counted']), ...(readable ? [] : ['asOf'])],
  }
}

/**
 * Chances taken of which the counters say nothing yet: all since the watermark, and of a goal that is spent as fast as
 * it can be, some before it whose events come late. A goal that is spread has time to correct itself.
 */
function underwayChances(mode: PacedGoal['mode'], steps: readonly PacingStep[], asOf: number, now: number): number {
  const late = mode === 'asap' ? LATE_PART * chancesBetween(steps, asOf - LATE_WINDOW_MS, asOf).chances : 0
  return late + chancesBetween(steps, asOf, now).chances
}

function priorYield({ expectedYield }: PacedGoal, { basis }: ReadableSupply): number | undefined {
  const known =
    basis === 'forecast' && expectedYield !== undefined && Number.isFinite(expectedYield) && expectedYield > 0
  return known ? expectedYield : undefined
}

/** The yield of all kept steps: what remains when chances are counted by something else than before. */
function unshrunk(steps: readonly PacingStep[], now: { delivered: number; asOf: number }): number | undefined {
  const first = steps[0]
  if (first === undefined) return undefined
  const { chances } = chancesBetween(steps, first.asOf, now.asOf)
  const events = now.delivered - first.delivered
  return chances > 0 && events > 0 ? events / chances : undefined
}

function elapsed(state: PacingState | undefined, now: number): number {
  return Math.max(0, now - (state?.steps.at(-1)?.from ?? now - PACING_STEP_MS))
}
