import { LEARNED_TERMS } from '../../model/learned/learned-bounds.ts'
import type { OwnedBounds } from '../../model/policies/owned-bounds.ts'
import { RANKING_TERMS, type RankingTerm, type Rules } from '../../model/policies/rules.ts'
import type { PersonalTerm } from '../../model/policies/taste-policy.ts'

/** The part of the rules that bounds the points of terms. */
export type PointsRules = Pick<Rules, 'ranking' | 'learnedBounds'>

/**
 * Between which points a term may be tried. Of a term whose points may be learned: as many as may be learned. Of any other
 * from 0 to what the rules have: no term may come to outweigh a tier. The points of the tiers themselves stay, because
 * fewer would let others pass them.
 */
export function pointsBounds(term: RankingTerm | PersonalTerm, { ranking, learnedBounds }: PointsRules): OwnedBounds {
  const learned = LEARNED_TERMS.find((each) => each === term)
  if (learned !== undefined && learnedBounds[learned].least < learnedBounds[learned].greatest)
    return learnedBounds[learned]
  const points = pointsOf(term, ranking)
  return { least: term === 'priority' ? points : 0, greatest: points }
}

/** The points of a term, as the rules have them. */
export function pointsOf(term: RankingTerm | PersonalTerm, { weights, personal }: Rules['ranking']): number {
  const plain = RANKING_TERMS.find((each) => each === term)
  return plain === undefined ? personal.points[term as PersonalTerm] : weights[plain]
}
