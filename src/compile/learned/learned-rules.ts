import { LEARNED_TERMS, type LearnedPoints } from '../../model/learned/learned-bounds.ts'
import type { RankingPolicy, Rules } from '../../model/policies/rules.ts'

/**
 * The rules with the points that a run has learned, each held within the bounds that the rules give it. A term that the
 * run does not name, or whose points are no number, keeps those of the rules.
 */
export function learnedRules(rules: Rules, points: LearnedPoints): Rules {
  const { ranking, learnedBounds } = rules
  const learned = Object.fromEntries(
    LEARNED_TERMS.flatMap((term) => {
      const value = points[term]
      if (value === undefined || !Number.isFinite(value)) return []
      const { least, greatest } = learnedBounds[term]
      return [[term, Math.min(greatest, Math.max(least, value))]]
    }),
  )
  const { freshness, ...personal }: LearnedPoints = learned
  return {
    ...rules,
    ranking: {
      ...ranking,
      weights: { ...ranking.weights, ...(freshness === undefined ? {} : { freshness }) },
      personal: { ...ranking.personal, points: { ...ranking.personal.points, ...personal } },
    },
  }
}

/** The points that rules give to the terms that may be learned. */
export function learnablePoints({ weights, personal }: RankingPolicy): LearnedPoints {
  const all: Readonly<Record<string, number>> = { ...weights, ...personal.points }
  return Object.fromEntries(LEARNED_TERMS.map((term) => [term, all[term] ?? 0]))
}
