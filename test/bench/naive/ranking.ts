import type { NaiveCandidate, NaiveRequest } from './candidate.ts'
import { passes } from './filter.ts'

/** Points for one unit of each term, as `rules/ranking.json` had them at first; enough for a ranking to cost what it does. */
const POINTS = { priority: 100, weight: 4, freshness: 20, language: 10 } as const
const HALF_LIFE_DAYS = 60
/** A title comes back only after so many others, if there are enough. */
const PICKS_BETWEEN = 8

/** Filter, score, sort, take the first few: the decision as one would first write it. */
export function naivePicks(
  candidates: readonly NaiveCandidate[],
  request: NaiveRequest,
  count: number,
): readonly NaiveCandidate[] {
  const ranked = candidates
    .filter((candidate) => passes(candidate, request))
    .map((candidate) => ({ candidate, score: scoreOf(candidate, request) }))
    .sort((left, right) => right.score - left.score || left.candidate.index - right.candidate.index)
    .map(({ candidate }) => candidate)
  return page(ranked, count)
}

function scoreOf(candidate: NaiveCandidate, { now, language }: NaiveRequest): number {
  const ageDays = candidate.releasedAt === null ? null : Math.max(0, now - candidate.releasedAt) / 86_400_000
  return (
    candidate.priority * POINTS.priority +
    Math.log2(1 + candidate.weight * candidate.need) * POINTS.weight +
    (ageDays === null ? 0 : 0.5 ** (ageDays / HALF_LIFE_DAYS)) * POINTS.freshness +
    (candidate.languages.includes(language) ? POINTS.language : 0)
  )
}

/** The first `count`, no asset twice, titles apart. */
function page(ranked: readonly NaiveCandidate[], count: number): readonly NaiveCandidate[] {
  const picks: NaiveCandidate[] = []
  const left = new Set(ranked.slice(0, count * 64))
  while (picks.length < count && left.size > 0) {
    const recent = picks.slice(-PICKS_BETWEEN).map(({ titleId }) => titleId)
    let next: NaiveCandidate | undefined
    for (const candidate of left) {
      if (picks.some(({ assetId }) => assetId === candidate.assetId)) continue
      next ??= candidate
      if (recent.includes(candidate.titleId)) continue
      next = candidate
      break
    }
    if (next === undefined) break
    picks.push(next)
    left.delete(next)
  }
  return picks
}
