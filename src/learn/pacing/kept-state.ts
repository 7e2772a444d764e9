import { keptSteps } from './kept-steps.ts'
import type { KnownSoFar } from './known-so-far.ts'
import type { PacingReasons } from './paced-goal.ts'
import type { PacingState, PacingStep } from './pacing-state.ts'

/** What the next step needs of this one. */
export function keptState(
  known: KnownSoFar,
  step: Pick<PacingStep, 'from' | 'until' | 'share' | 'need'>,
  exact: Pick<PacingState, 'share' | 'carry'>,
): PacingState {
  const { from, until, share, need } = step
  const newest = { from, until, share, need, supply: 0, delivered: known.delivered, asOf: known.asOf }
  return {
    v: 1,
    basis: known.supply.basis,
    steps: keptSteps(known.steps, newest, known.since),
    yield: known.yield,
    peakYield: known.peakYield,
    share: exact.share,
    carry: exact.carry,
    counted: known.counters.counted,
    credit: known.counters.credit,
    lost: known.counters.lost,
  }
}

/** What a share was set by. */
export function reasonsOf(
  known: KnownSoFar,
  { left, supplyAhead, wanted, held }: Pick<PacingReasons, 'left' | 'supplyAhead' | 'wanted' | 'held'>,
): PacingReasons {
  return {
    delivered: known.delivered,
    underway: known.underway,
    left,
    yield: known.yield,
    supplyAhead,
    basis: known.supply.basis,
    wanted,
    held,
    unreadable: known.unreadable,
  }
}
