/** The terms of a score whose points may be learned: those that speak of taste, of results and of age. */
export const LEARNED_TERMS = ['freshness', 'taste', 'sessionTaste', 'context', 'engagement'] as const
export type LearnedTerm = (typeof LEARNED_TERMS)[number]

/** Points of terms that a run has learned. */
export type LearnedPoints = Readonly<Partial<Record<LearnedTerm, number>>>

/** The fewest and the most points that may be learned for each term: `rules/ranking.json`, `terms.<term>.learned`. */
export type LearnedBounds = Readonly<Record<LearnedTerm, { readonly least: number; readonly greatest: number }>>
