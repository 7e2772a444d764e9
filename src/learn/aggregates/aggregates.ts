import type { AssetId } from '../../model/fields/identifier.ts'
import type { FeatureMetadata } from '../../model/learned/taste-features.ts'
import type { RegionId } from '../../model/nouns/region.ts'
import type { SurfaceId } from '../../model/nouns/surface.ts'

/** What an asset's impressions in one place of a surface gave on one day: a row of `exposures.sql`. */
export interface ExposureRow {
  readonly assetId: AssetId
  readonly surface: SurfaceId
  /** The place in the answer, from 0. */
  readonly position: number
  readonly region: RegionId
  /** Day in UTC, as `2026-11-22`. */
  readonly day: string
  readonly impressions: number
  readonly rewarded: number
  /** Viewers and sessions among them. */
  readonly units: number
  /** Watch time: the sum of its quantiles among videos of like length. */
  readonly quantileSum: number
}

/**
 * What two assets have in common: a row of `pairs.sql`. `a` < `b`, or both the same: then it says how many liked it.
 */
export interface PairRow {
  readonly a: AssetId
  readonly b: AssetId
  /** Over all units that liked both: 1 ÷ √(how many assets the unit liked). */
  readonly weight: number
  /** Units that liked both. */
  readonly units: number
}

/** All that a run learns from. No row of it is of one viewer. */
export interface Aggregates {
  readonly exposures: readonly ExposureRow[]
  /** Read more than once, so that some millions of them need not be in memory. */
  readonly pairs: Iterable<PairRow>
  /** First and last instant of the events, ISO 8601 in UTC, and how many they were. */
  readonly data: { readonly from: string; readonly to: string; readonly events: number }
}

/** An asset as the catalogue knows it. */
export interface CatalogueAsset {
  readonly assetId: AssetId
  readonly titleId: string | null
  readonly metadata: FeatureMetadata
}
