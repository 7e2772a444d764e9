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

/** The taste vectors of the moment that a placement is ranked with; they do not depend on the viewer. */
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

/** The taste vectors of a title's assets; empty if the title is not in the snapshot. */
function tastesOfTitle(hot: SnapshotHot, index: RowIndex, titleId: string): readonly Int8Array[] {
  const title = rowOfId(hot.titles, titleId)
  if (title < 0) return []
  return [...index.assetsOf(title)].map((asset) =>
    hot.assets.taste.subarray(asset * TASTE_DIMENSIONS, (asset + 1) * TASTE_DIMENSIONS),
  )
}

/**
 * Penalties on single assets and titles for this request. Recently shown ones score less; watched, unwanted and already
 * served ones are excluded.
 */
export function penaltiesFor(
  { hot, rules }: Snapshot,
  asked: {
    readonly memory: Memory
    readonly served: ReadonlySet<number>
    /** The placement is about one title that was asked for: having watched it must not blank its own page. */
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
