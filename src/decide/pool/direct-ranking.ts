import { capReached } from '../eligibility/gates/pair-gates.ts'
import { pairOf } from '../rows/scored-row.ts'
import { GREATEST_QUERY, type RankedRows } from './ranked-rows.ts'
import type { Best, Looking, Ranking } from './ranking.ts'

/** Factor by which the search is extended when caps leave too few rows. */
const AGAIN = 4

/**
 * A ranking that queries the engine each time and caches nothing. For a ranking that is used once, and for searches
 * that go deeper than any cached ranking.
 */
export class DirectRanking implements Ranking {
  constructor(private readonly ranked: RankedRows) {}

  best(part: number, wanted: number, { input, available, away, counts }: Looking): Best | null {
    if (available === null) return null
    const { snapshot, context } = input
    const most = Math.min(GREATEST_QUERY, wanted)
    for (let k = most; ; k = Math.min(GREATEST_QUERY, k * AGAIN)) {
      const best = this.ranked.without(part, k, away, input, available)
      const isOpen = (row: number): boolean => !capReached(snapshot.hot, pairOf(snapshot.hot, row), counts, context.now)
      const found = counts.size === 0 ? best : best.filter(({ row }) => isOpen(row))
      // Fewer rows than asked for: there are no more.
      const all = best.length < k
      if (all || found.length >= most || k === GREATEST_QUERY) {
        return { items: found.slice(0, most), cut: !all || found.length > most }
      }
    }
  }
}
