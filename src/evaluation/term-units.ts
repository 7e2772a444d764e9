import { engagementUnits } from '../decide/score/engagement.ts'
import { freshnessUnits } from '../decide/score/score-terms.ts'
import { SCORE_UNITS_PER_POINT } from '../decide/score/taste/score-units.ts'
import { EVALUATED_SURFACE } from '../learn/aggregates/like-aggregates.ts'
import type { LearnedOutcome } from '../learn/run/learn-run.ts'
import { TASTE_NORM } from '../model/columns/taste-vector.ts'
import type { Rules } from '../model/policies/rules.ts'
import type { EvaluatedItem } from './data-set.ts'
import type { ViewerHistory } from './histories.ts'
import { assetOfItem } from './learned.ts'
import { profileSums, realTaste } from './profiles.ts'
import type { ScoreOfItem } from './rankers.ts'

/** The terms whose points likes can teach. */
export const FITTED_TERMS = ['taste', 'engagement', 'freshness'] as const
/** A term whose points likes can teach. */
export type FittedTerm = (typeof FITTED_TERMS)[number]

/** Units of the terms in real numbers, before anything is rounded to a byte. */
export interface TermUnits {
  readonly engagement: ScoreOfItem
  readonly freshness: ScoreOfItem
  /** Units of taste, for a viewer with this history. */
  tasteFor(history: Pick<ViewerHistory, 'likes'>): ScoreOfItem
}

/** The units that a learned run gives each item. @param now instant of the requests, milliseconds since 1970 UTC */
export function termUnits(
  { run, vectors }: LearnedOutcome,
  { items, rules, now }: { readonly items: readonly EvaluatedItem[]; readonly rules: Rules; readonly now: number },
): TermUnits {
  const counts = items.map(
    (_, item) => run.assets.get(assetOfItem(item))?.surfaces[EVALUATED_SURFACE] ?? { impressions: 0, rewarded: 0 },
  )
  const impressions = counts.reduce((sum, each) => sum + each.impressions, 0)
  const rate = impressions > 0 ? counts.reduce((sum, each) => sum + each.rewarded, 0) / impressions : 0
  const real = items.map((_, item) => {
    const id = assetOfItem(item)
    return vectors.get(id) ?? Float64Array.from(run.assets.get(id)?.taste ?? [], (value) => value / TASTE_NORM)
  })
  const scaled = real.map((vector) => vector.map((value) => value * TASTE_NORM))
  const engagement = Float64Array.from(counts, (each) => engagementUnits(each, rate, rules.ranking.personal.engagement))
  const freshness = Float64Array.from(items, ({ year }) =>
    freshnessOf(rules, year === null ? null : Date.UTC(year, 0, 1), now),
  )
  return {
    engagement: (item) => engagement[item] ?? 0,
    freshness: (item) => freshness[item] ?? 0,
    tasteFor: (history) => {
      const taste = realTaste(profileSums(history, (item) => scaled[item] ?? null))
      return (item) => product(real[item] ?? taste, taste)
    },
  }
}

/** 1 on the day of release, halving with age. @param releasedAt milliseconds since 1970 UTC; null: not known */
export function freshnessOf(rules: Rules, releasedAt: number | null, now: number): number {
  if (releasedAt === null) return 0
  const ranking = { ...rules.ranking, weights: { ...rules.ranking.weights, freshness: 1 } }
  return freshnessUnits({ ranking }, releasedAt, now) / SCORE_UNITS_PER_POINT
}

function product(one: Float64Array, other: Float64Array): number {
  let sum = 0
  for (let index = 0; index < one.length; index++) sum += (one[index] ?? 0) * (other[index] ?? 0)
  return sum
}
