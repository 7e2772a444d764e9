import type { AssetId } from '../../model/fields/identifier.ts'
import type { CatalogueAsset, ExposureRow } from '../aggregates/aggregates.ts'
import { shareOfDay } from './age.ts'
import { type Counts, type Member, NOTHING } from './rate-level.ts'

/** How rows count. */
export interface RowsCount {
  /** How far each place is looked at; one that is not in it counts as the last that is. */
  readonly places: readonly number[]
  /** The day that counts in full, as `2026-11-22`. */
  readonly today: string
  /** What came of the impressions of a row. Left out: rewards. */
  readonly gave?: (row: ExposureRow) => number
}

/** Every asset of the catalogue with what these rows count, and those that were shown and are no longer in it. */
export function membersOf(
  rows: readonly ExposureRow[],
  catalogue: readonly CatalogueAsset[],
  how: RowsCount,
): readonly Member[] {
  const counts = countsOf(rows, how)
  const listed = new Set(catalogue.map(({ assetId }) => assetId))
  const gone = [...counts.keys()].filter((assetId) => !listed.has(assetId))
  return [
    ...catalogue.map(({ assetId, titleId, metadata }) => ({
      assetId,
      title: titleId ?? assetId,
      genres: [...new Set(metadata.genres)],
      counts: counts.get(assetId) ?? NOTHING,
    })),
    ...gone.map((assetId) => ({ assetId, title: assetId, genres: [], counts: counts.get(assetId) ?? NOTHING })),
  ]
}

function countsOf(
  rows: readonly ExposureRow[],
  { places, today, gave = ({ rewarded }) => rewarded }: RowsCount,
): ReadonlyMap<AssetId, Counts> {
  const counts = new Map<AssetId, Counts>()
  const shares = new Map<string, number>()
  for (const row of rows) {
    const share = shares.get(row.day) ?? shareOfDay(row.day, today)
    shares.set(row.day, share)
    const looked = places[row.position] ?? places.at(-1) ?? 1
    const before = counts.get(row.assetId) ?? NOTHING
    counts.set(row.assetId, {
      impressions: before.impressions + row.impressions * looked * share,
      rewarded: before.rewarded + gave(row) * share,
    })
  }
  return counts
}
