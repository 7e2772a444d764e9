import type { PacingHold } from '../model/nouns/campaign-vocabulary.ts'
import {
  GOAL_SLACK,
  LEFT_BEFORE_NEXT,
  LEFT_WITHOUT_NEXT,
  NEED_MAX,
  PACING_STEP_MS,
  SHARE_ACTS_WITHIN_MS,
} from './pacing/bounds.ts'
import { keptState, reasonsOf } from './pacing/kept-state.ts'
import { type KnownSoFar, knownSoFar } from './pacing/known-so-far.ts'
import { type NextShare, nextShare } from './pacing/next-share.ts'
import type { PacedGoal, PacingDecision } from './pacing/paced-goal.ts'
import { passedBy } from './pacing/readable-supply.ts'
import { stoppedShare, unreadableInputs } from './pacing/stopped-share.ts'
import { horizonOf, type WantedShare, wantedShare } from './pacing/wanted-share.ts'

/**
 * One step of the controller of one campaign, every 5 minutes: the share of its chances at which the edge's gate
 * `pacing` is open, so that its goal is reached just before its end and never overshot.
 *
 * `left` = goal × 1.002 − delivered − what is underway since the counters' newest event; `wanted` = left ÷ (yield ×
 * supply until 2 % before the end). The share moves towards it by at most × 1.5 a step, and never so far that half of
 * `left` could be spent before the next share acts. Sources: Kevel's ±5 % and Google's grace show what the field
 * promises; Snap 2026 (arXiv 2509.25429): proportional control for small budgets. Measured against PI and dual descent:
 * [the page of this room](./README.md).
 *
 * Total: what is not a number gives share 0 and says which field it was.
 */
export function pace(asked: PacedGoal): PacingDecision {
  const unreadable = unreadableInputs(asked)
  if (unreadable.length > 0) return stoppedShare(asked, undefined, 'unreadable', unreadable)
  const known = knownSoFar(asked)
  const left = asked.goal * GOAL_SLACK - known.delivered - known.underway
  const stopped = stoppedBy(asked, left)
  if (stopped !== undefined) return stoppedShare(asked, { known, left: Math.max(0, left) }, stopped)
  const { between } = known.supply
  const ahead = wantedShare(asked, between, { left, yield: known.yield, delivered: known.delivered })
  const next = nextShare({
    wanted: ahead.wanted,
    before: known.share ?? Math.min(1, ahead.wanted),
    carry: known.carry,
    left,
    untilNext: known.peakYield * between(asked.now, asked.now + PACING_STEP_MS + SHARE_ACTS_WITHIN_MS),
    untilActing: known.peakYield * between(asked.now, asked.now + SHARE_ACTS_WITHIN_MS),
    atOnce: asked.mode === 'asap' || asked.endAt === null,
  })
  return decided(asked, known, left, ahead, next)
}

function stoppedBy({ onAir, now, endAt }: PacedGoal, left: number): PacingHold | undefined {
  if (endAt !== null && now >= endAt) return 'ended'
  if (!onAir) return 'not-on-air'
  return left <= 0 ? 'reached' : undefined
}

function decided(
  asked: PacedGoal,
  known: KnownSoFar,
  left: number,
  { wanted, supplyAhead }: WantedShare,
  { exact, share, carry, held }: NextShare,
): PacingDecision {
  const { now } = asked
  const spendable = (held === 'too-fine' ? LEFT_BEFORE_NEXT : LEFT_WITHOUT_NEXT) * left
  // With nobody to correct it, what made the yield great of late may come back, such as when competitors end.
  const endsAt = passedBy(known.supply.between, spendable / (known.peakYield * share), now, horizonOf(asked))
  // The weight multiplies what was measured at the weight of then.
  const need = share < 1 ? Math.min(1, wanted) : Math.min(NEED_MAX, Math.max(1, wanted * known.need))
  return {
    share,
    need,
    endsAt,
    why: reasonsOf(known, { left, supplyAhead, wanted, held }),
    next: keptState(known, { from: now, until: endsAt, share, need: Math.max(1, need) }, { share: exact, carry }),
  }
}
