import type { EngagementPolicy } from '../../model/policies/taste-policy.ts'

/** What became of an asset's showings on one surface. */
export interface Engagement {
  readonly impressions: number
  /** Impressions that led to a deliberate start or watch; an unattended completion is none. */
  readonly rewarded: number
}

/** Four times its surface's rate, or a quarter of it, is as far as the term tells assets apart. */
const MOST_DOUBLINGS = 2

/**
 * How likely an impression is to be rewarded: the mean of the posterior under a beta prior worth `priorImpressions` at the
 * surface's rate (Gelman et al., Bayesian Data Analysis, 3rd ed., 2.4), so that what was hardly shown counts as average
 * instead of as best or worst. Not a number where the counts are none.
 *
 * @param surfaceRate rewarded impressions of the surface per impression
 */
export function engagementRate(counts: Engagement, surfaceRate: number, policy: EngagementPolicy): number {
  return (counts.rewarded + policy.priorImpressions * surfaceRate) / (counts.impressions + policy.priorImpressions)
}

/**
 * Units of the engagement term: doublings of the asset's rate over its surface's own, within ±2. 0 where the surface has
 * no rate yet, or the counts make no sense.
 */
export function engagementUnits(counts: Engagement, surfaceRate: number, policy: EngagementPolicy): number {
  const doublings = Math.log2(engagementRate(counts, surfaceRate, policy) / surfaceRate)
  return Number.isNaN(doublings) || !(surfaceRate > 0)
    ? 0
    : Math.max(-MOST_DOUBLINGS, Math.min(MOST_DOUBLINGS, doublings))
}
