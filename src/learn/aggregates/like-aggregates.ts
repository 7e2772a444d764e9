import type { AssetId } from '../../model/fields/identifier.ts'
import type { RegionId } from '../../model/nouns/region.ts'
import type { SurfaceId } from '../../model/nouns/surface.ts'
import type { Aggregates, ExposureRow, PairRow } from './aggregates.ts'

/** The surface of rows that come of likes alone: data sets do not say. */
export const EVALUATED_SURFACE: SurfaceId = 'browse-tile'
/** The region of rows that come of likes alone. */
export const EVALUATED_REGION: RegionId = 'dach'

/** What each viewer liked, each asset once. */
export type LikesOfViewers = readonly (readonly AssetId[])[]

/**
 * The aggregates that likes alone amount to: every viewer had one impression of every asset, in the first place, and
 * rewarded those that they liked; nobody said how long they watched. Who has events takes those of `src/learn/sql` instead.
 *
 * @param from first and last instant, milliseconds since 1970 UTC
 */
export function likeAggregates(
  likes: LikesOfViewers,
  assets: readonly AssetId[],
  { from, to }: { readonly from: number; readonly to: number },
): Aggregates {
  const likers = likersOf(likes)
  const day = new Date(to).toISOString().slice(0, 10)
  const exposures = assets.map((assetId): ExposureRow => {
    const rewarded = likers.get(assetId)?.length ?? 0
    const counts = { impressions: likes.length, rewarded, units: likes.length, quantileSum: 0 }
    return { assetId, surface: EVALUATED_SURFACE, position: 0, region: EVALUATED_REGION, day, ...counts }
  })
  return {
    exposures,
    pairs: { [Symbol.iterator]: () => pairsOf(likes, likers) },
    data: {
      from: new Date(from).toISOString(),
      to: new Date(to).toISOString(),
      events: likes.reduce((sum, own) => sum + own.length, 0),
    },
  }
}

/** The viewers of each asset, by number. */
function likersOf(likes: LikesOfViewers): ReadonlyMap<AssetId, readonly number[]> {
  const likers = new Map<AssetId, number[]>()
  likes.forEach((own, viewer) => {
    for (const asset of own) {
      const known = likers.get(asset) ?? []
      known.push(viewer)
      likers.set(asset, known)
    }
  })
  return likers
}

/** An asset's pairs at a time, so that they are never all in memory. */
function* pairsOf(likes: LikesOfViewers, likers: ReadonlyMap<AssetId, readonly number[]>): Generator<PairRow> {
  const assets = [...likers.keys()].sort()
  const numbers = new Map(assets.map((asset, index) => [asset, index]))
  const numbered = likes.map((own) => Uint32Array.from(own, (asset) => numbers.get(asset) ?? 0))
  const [weights, units] = [new Float64Array(assets.length), new Uint32Array(assets.length)]
  for (const [row, a] of assets.entries()) {
    for (const viewer of likers.get(a) ?? []) {
      const own = numbered[viewer] ?? new Uint32Array()
      for (const column of own) {
        if (column < row) continue
        weights[column] = (weights[column] ?? 0) + 1 / Math.sqrt(own.length)
        units[column] = (units[column] ?? 0) + 1
      }
    }
    for (let column = row; column < assets.length; column++) {
      const [b, count] = [assets[column], units[column] ?? 0]
      if (b === undefined || count === 0) continue
      yield { a, b, weight: weights[column] ?? 0, units: count }
      weights[column] = 0
      units[column] = 0
    }
  }
}
