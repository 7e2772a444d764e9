import type { Snapshot } from '../../model/columns/snapshot.ts'
import type { Away } from './away.ts'
import { DirectRanking } from './direct-ranking.ts'
import { OpenRows } from './open-rows.ts'
import { GREATEST_QUERY, type RankedRows } from './ranked-rows.ts'
import type { Best, Looking, Ranking } from './ranking.ts'

/**
 * A ranking for the placements of one request that are ranked alike; each placement has fewer rows available than the
 * one before.
 */
export class RequestRanking implements Ranking {
  #away: Away = []
  #open: OpenRows[] = []

  constructor(
    private readonly hot: Snapshot['hot'],
    private readonly ranked: RankedRows,
  ) {}

  best(part: number, wanted: number, looking: Looking): Best | null {
    const { ranked } = this
    const { input, available, away, counts } = looking
    const most = Math.min(GREATEST_QUERY, wanted)
    const found = this.#openBy(away, part).first(
      most,
      { away, pacing: input.pacing, counts, now: input.context.now },
      {
        at: (rank, least) => ranked.at(part, rank, least, input, available),
        row: (rank) => ranked.rowAt(part, rank),
      },
    )
    // So many of the top rows are excluded that the engine has to leave them out itself.
    if (found === 'unreached') return new DirectRanking(ranked).best(part, wanted, looking)
    return found && { items: found.ranks.map((rank) => ranked.itemOf(part, rank, input)), cut: found.cut }
  }

  /**
   * The state of a part's rows. It is reusable while the same sets say what is excluded, because these sets only grow.
   */
  #openBy(away: Away, part: number): OpenRows {
    if (away.length !== this.#away.length || away.some((hashes, at) => hashes !== this.#away[at])) {
      this.#away = away
      this.#open = []
    }
    const known = this.#open[part] ?? new OpenRows(this.hot)
    this.#open[part] = known
    return known
  }
}
