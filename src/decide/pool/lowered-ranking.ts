import { assetOf, campaignOf, columnValue, titleHashOf } from '../../model/columns/column-value.ts'
import type { Snapshot } from '../../model/columns/snapshot.ts'
import { isHeldBack } from '../eligibility/gates/pacing.ts'
import { capReached } from '../eligibility/gates/pair-gates.ts'
import { EXCLUDED, type Penalty } from '../engine/engine.ts'
import { bothPenalties, penaltyPoints } from '../engine/limits.ts'
import { pairOf, type ScoredRow } from '../rows/scored-row.ts'
import type { SlateItem } from '../slate/slate-item.ts'
import type { Away } from './away.ts'
import { DirectRanking } from './direct-ranking.ts'
import { GREATEST_QUERY, type RankedRows } from './ranked-rows.ts'
import type { Best, Looking, Ranking } from './ranking.ts'

/** Factor by which the search is extended when caps leave too few rows. */
const AGAIN = 4

/**
 * A ranking for one viewer: the shared ranking minus this viewer's penalties on single assets and titles. A session
 * remembers a few dozen of them, so most rows keep their order. The engine is queried only beyond the depth of the
 * shared ranking. Rows and order are exactly those that the engine would find.
 */
export class LoweredRanking implements Ranking {
  readonly #points = new Map<number, number>()

  /**
   * @param plain the shared ranking: the same vector, without penalties
   * @param direct makes a ranking that queries the engine under the same penalties
   */
  constructor(
    private readonly snapshot: Snapshot,
    private readonly plain: RankedRows,
    penalties: readonly Penalty[],
    private readonly direct: () => RankedRows,
  ) {
    for (const { hash, points } of penalties) {
      this.#points.set(hash >>> 0, bothPenalties(this.#points.get(hash >>> 0) ?? 0, penaltyPoints(points)))
    }
  }

  best(part: number, wanted: number, looking: Looking): Best | null {
    const most = Math.min(GREATEST_QUERY, wanted)
    const found = this.#first(part, most, looking)
    // So many of the top rows are excluded that the engine has to leave them out itself.
    return found === 'unreached' ? new DirectRanking(this.direct()).best(part, wanted, looking) : found
  }

  /**
   * The first `most` rows that are available. Looks through `most` rows that are not away; if those are too few,
   * through four times as many.
   */
  #first(part: number, most: number, looking: Looking): Best | 'unreached' | null {
    const { input, available, counts } = looking
    const items: SlateItem[] = []
    const lowered: ScoredRow[] = []
    let [passed, k] = [0, most]
    for (let rank = 0; ; ) {
      if (passed >= k) {
        if (items.length >= most || k === GREATEST_QUERY) return { items: items.slice(0, most), cut: true }
        k = Math.min(GREATEST_QUERY, k * AGAIN)
      }
      const next = this.plain.at(part, rank, k, input, available)
      if (next === null || next === 'unreached') return next
      const row = next === 'row' ? this.plain.rowAt(part, rank) : -1
      const units = next === 'row' ? this.plain.unitsAt(part, rank) : Number.NEGATIVE_INFINITY
      const loss = row < 0 ? 0 : this.#lossOf(row, looking)
      if (loss > 0) {
        if (loss < EXCLUDED) insert(lowered, { row, units: units - loss })
        rank++
        continue
      }
      const [first] = lowered
      const before = first !== undefined && isBefore(first, { row, units }) ? lowered.shift() : undefined
      if (before === undefined && row < 0) return { items: items.slice(0, most), cut: items.length > most }
      passed++
      const shown = before?.row ?? row
      if (
        counts.size === 0 ||
        !capReached(this.snapshot.hot, pairOf(this.snapshot.hot, shown), counts, input.context.now)
      ) {
        items.push(before === undefined ? this.plain.itemOf(part, rank, input) : this.plain.itemLike(before, input))
      }
      if (before === undefined) rank++
    }
  }

  /** The penalty of a row: its asset's plus its title's, or `EXCLUDED`, also where pacing holds it back. */
  #lossOf(row: number, { input, away }: Looking): number {
    const { hot } = this.snapshot
    if (isHeldBack(input, campaignOf(hot, row))) return EXCLUDED
    const asset = assetOf(hot, row)
    const ofAsset = this.#pointsOf(columnValue(hot.assets.idHash, asset), away)
    // 0 means no title, as in the engine.
    const titleHash = titleHashOf(hot, asset)
    const ofTitle = titleHash === 0 ? 0 : this.#pointsOf(titleHash, away)
    return ofAsset === EXCLUDED || ofTitle === EXCLUDED ? EXCLUDED : ofAsset + ofTitle
  }

  #pointsOf(hash: number, away: Away): number {
    for (const hashes of away) if (hashes.has(hash)) return EXCLUDED
    return this.#points.get(hash) ?? 0
  }
}

/** Whether a row ranks before another: by score; of equal scores, the lower row is first. */
function isBefore(one: ScoredRow, other: ScoredRow): boolean {
  return one.units > other.units || (one.units === other.units && one.row < other.row)
}

function insert(lowered: ScoredRow[], row: ScoredRow): void {
  let at = lowered.length
  while (at > 0 && isBefore(row, lowered[at - 1] ?? row)) at--
  lowered.splice(at, 0, row)
}
