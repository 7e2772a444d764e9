import { titleHashOf } from '../../model/columns/column-value.ts'
import type { Snapshot, SnapshotHot } from '../../model/columns/snapshot.ts'
import { TASTE_DIMENSIONS } from '../../model/columns/taste-vector.ts'
import type { Context, Placement } from '../context/context.ts'
import type { Memory } from '../context/memory.ts'
import { EXCLUDED, type Penalty } from '../engine/engine.ts'
import { indexOfHash, rowOfId } from '../rows/hash-search.ts'
import type { RowIndex } from '../rows/row-index.ts'
import { daypartAt } from './taste/daypart.ts'
import { excludedTitles, fatigue, type Showing } from './taste/fatigue.ts'
import { momentTerms } from './taste/request-terms.ts'
import { rowGenre } from './taste/row-genre.ts'
import type { TermVectors } from './taste/term-vector.ts'

/** The vectors that a placement is ranked with, whoever watches: those of the moment. */
export function placementMoment(
  { hot, rules }: Pick<Snapshot, 'hot' | 'rules'>,
  index: RowIndex,
  { context, placement }: { readonly context: Context; readonly placement: Pick<Placement, 'inView' | 'row'> },
): TermVectors {
  const policy = rules.ranking.personal
  const moment = {
    titleInView: placement.inView === null ? [] : tastesOfTitle(hot, index, placement.inView),
    row: placement.row === null ? null : rowGenre(placement.row),
    daypart: daypartAt(policy.dayparts, context),
  }
  return momentTerms(moment, hot.genres, policy)
}

/** The taste vectors of a title's assets; none where it is not in the snapshot. */
function tastesOfTitle(hot: SnapshotHot, index: RowIndex, titleId: string): readonly Int8Array[] {
  const title = rowOfId(hot.titles, titleId)
  if (title < 0) return []
  return [...index.assetsOf(title)].map((asset) =>
    hot.assets.taste.subarray(asset * TASTE_DIMENSIONS, (asset + 1) * TASTE_DIMENSIONS),
  )
}

/**
 * What speaks against single assets and titles: what was shown tires, what was watched or is not wanted is never
 * shown, nor what the feed has served.
 */
export function penaltiesFor(
  { hot, rules }: Snapshot,
  asked: {
    readonly memory: Memory
    readonly served: ReadonlySet<number>
    /** About one title, which somebody asked for: what was watched of it does not blank its own page. */
    readonly pinned: boolean
  },
): readonly Penalty[] {
  const { memory, served, pinned } = asked
  if (served.size + memory.shown.length + memory.unwanted.length + memory.watched.length === 0) return NO_PENALTIES
  const { personal } = rules.ranking
  const penalties: Penalty[] = []
  const showings = memory.shown.map((asset): Showing => ({ asset, title: shownTitle(hot, asset) }))
  for (const { hash, units } of fatigue(showings, personal.fatigue, personal.points.fatigue)) {
    penalties.push({ hash, points: units })
  }
  if (!pinned) {
    for (const hash of excludedTitles(memory.unwanted, memory.watched)) penalties.push({ hash, points: EXCLUDED })
  }
  for (const hash of served) penalties.push({ hash, points: EXCLUDED })
  return penalties
}

const NO_PENALTIES: readonly Penalty[] = []

function shownTitle(hot: SnapshotHot, assetHash: number): number {
  const asset = indexOfHash(hot.assets.idHash, assetHash)
  return asset < 0 ? 0 : titleHashOf(hot, asset)
}
