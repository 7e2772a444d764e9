import type { CanaryCounts, EventCounts } from '../model/messages/canary-counts.ts'
import { leastLoss, mostLoss } from './difference.ts'
import {
  CANARY_BOUNDS,
  type CanaryBounds,
  type CanaryOnTrial,
  type CanaryVerdict,
  judgeCanary,
  rateText,
} from './judge-canary.ts'

/** A canary that no person began: what was learned goes to some viewers first where it changes much. */
export interface CanaryByItself extends CanaryOnTrial {
  /** Its share of the viewers, per thousand, and the share that it began with. */
  readonly permille: number
  readonly firstPermille: number
}

/** A pointer takes no larger share: with half of the viewers both arms have as many answers. */
const MOST_PERMILLE = 500
/** So much more than just enough viewers, because hours differ. */
const MARGIN = 1.25
/** Standard normal quantile of a one-sided confidence of 99 %: enough to withdraw what nobody asked for. */
const LIKELY = 2.326
/** An arm that certainly lost more of its answers than this is broken, whatever the other rates say. */
const MOST_ANSWERS_LOST = 0.25

/**
 * Judges a canary that began by itself. As any other it is withdrawn as soon as it is certainly too much worse, and promoted
 * once enough answers say that it is not. Where too few viewers come for that, it is given to more of them once it has baked;
 * and at the end of its time few answers are no reason to withdraw it: it is promoted unless a rate is likely worse, or
 * answers are missing. The reason then says how much it may lose all the same.
 *
 * @param now milliseconds since 1970 UTC
 */
export function judgeByItself(
  trial: CanaryByItself,
  now: number,
  bounds: CanaryBounds = CANARY_BOUNDS,
): CanaryVerdict & { readonly permille?: number } {
  const usual = judgeCanary({ ...trial, until: Number.POSITIVE_INFINITY }, now, bounds)
  if (usual.verdict !== 'wait') return usual
  const { counts, until, startedAt } = trial
  const answered = Math.min(counts.control.decisions, counts.canary.decisions)
  if (answered >= bounds.decisionsToPromote) return judgeCanary(trial, now, bounds)
  const against = reasonAgainst(trial, now, bounds)
  const have = `${answered} answers of ${bounds.decisionsToPromote} in the smaller arm`
  if (now >= until) {
    return against === null
      ? {
          ...usual,
          verdict: 'promote',
          why: `time is up with ${have}; nothing is likely worse, ${risk(counts, bounds)}`,
        }
      : { ...usual, verdict: 'roll-back', why: `time is up with ${have}; ${against}` }
  }
  if (against !== null || now - startedAt < bounds.bakeMs) return usual
  const permille = widened(trial, now, bounds)
  if (permille <= trial.permille) return usual
  return { ...usual, verdict: 'widen', why: `${have}, too few by the end of its time`, permille }
}

/** Why few answers speak against it; null: they do not. */
function reasonAgainst({ counts, ...trial }: CanaryByItself, now: number, bounds: CanaryBounds): string | null {
  const { compared } = judgeCanary({ ...trial, counts }, now, { ...bounds, z: LIKELY })
  const worse = compared.find(({ worseBy, bound, certainlyBy }) => worseBy > bound && certainlyBy > 0)
  if (worse !== undefined) return `${worse.rate}: ${rateText(worse)}, likely worse (99 %)`
  const wanted = (counts.control.decisions * trial.firstPermille) / (1000 - trial.firstPermille)
  const [one, other] = [
    { events: counts.canary.decisions, of: 1 },
    { events: wanted, of: 1 },
  ]
  const lost = leastLoss(one, other, { z: LIKELY, dispersion: bounds.dispersion })
  return lost > MOST_ANSWERS_LOST ? `its viewers should have had some ${Math.round(wanted)} answers` : null
}

/** What its counts do not exclude. */
function risk({ control, canary }: CanaryCounts, { dispersion }: CanaryBounds): string {
  const losses = (['firstFrames', 'starts', 'impressions'] as const satisfies readonly (keyof EventCounts)[]).map(
    (rate) => {
      const [one, other] = [
        { events: canary[rate], of: canary.decisions },
        { events: control[rate], of: control.decisions },
      ]
      return { rate, most: mostLoss(one, other, { z: LIKELY, dispersion }) }
    },
  )
  const worst = losses.reduce((one, other) => (other.most > one.most ? other : one))
  return `though up to ${Math.round(100 * worst.most)} % of ${worst.rate} may be lost (99 %)`
}

/** The share of viewers that brings enough answers by the end, once; the same: it has enough, or was widened already. */
function widened(
  { counts, permille, firstPermille, startedAt, until }: CanaryByItself,
  now: number,
  bounds: CanaryBounds,
) {
  if (permille > firstPermille) return permille
  const { decisions } = counts.canary
  const coming = (decisions * (until - now)) / (now - startedAt)
  const lacking = bounds.decisionsToPromote - decisions
  if (coming >= lacking) return permille
  return coming > 0 ? Math.min(MOST_PERMILLE, Math.ceil((permille * MARGIN * lacking) / coming)) : MOST_PERMILLE
}
