import type { OwnedSlateValue } from './parameter-path.ts'

/** The least and the greatest value, and whether it is a whole number; `none`: null says that there is none. */
export interface OwnedBounds {
  readonly least: number
  readonly greatest: number
  readonly whole?: true
  readonly none?: true
}

/** Bounds of points, as `rules/ranking.json` has them for any term. */
export const POINTS_BOUNDS: OwnedBounds = { least: 0, greatest: 10_000 }
/** Bounds of a campaign's weight, as its record has them; 0 would be a pause. */
export const WEIGHT_BOUNDS: OwnedBounds = { least: 0.001, greatest: 1_000 }

/** Bounds of a slate's values that an experiment may own, as `rules/slate.json` has them. */
export const SLATE_BOUNDS = {
  temperature: { least: 0, greatest: 10_000 },
  // Below 0.01 one lucky draw would outweigh all others in an estimate.
  floor: { least: 0.01, greatest: 1 },
  head: { least: 1, greatest: 64, whole: true },
  newAssetEvery: { least: 2, greatest: 1_000, whole: true, none: true },
  mmrLambda: { least: 0.1, greatest: 1 },
  twinPoints: { least: 0, greatest: 10_000 },
  tierLead: { least: 0, greatest: 10_000 },
} as const satisfies Readonly<Record<OwnedSlateValue, OwnedBounds>>
