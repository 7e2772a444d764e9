import type { AssetId } from '../../model/fields/identifier.ts'
import type { LearnedPoints } from '../../model/learned/learned-bounds.ts'
import type { LearnedAsset, LearnedHead } from '../../model/learned/learned-run.ts'
import { SURFACE_IDS, type SurfaceId } from '../../model/nouns/surface.ts'
import type { Aggregates, CatalogueAsset, ExposureRow, PairRow } from '../aggregates/aggregates.ts'
import type { VectorsOfAssets } from '../embedding/learned-vectors.ts'
import { type TasteMap, tasteMap, type VectorsBefore } from '../embedding/taste-map.ts'
import { placeFactors } from '../positions/place-factors.ts'
import { type LearnedRates, learnedRates, type PlacesOfSurfaces } from '../posteriors/learned-rates.ts'

/** How a run learns. */
export interface LearnOptions {
  /** The same input and seed give the same run. */
  readonly seed: number
  /** What fewer viewers and sessions have in common is dropped. */
  readonly leastUnits: number
  /** Points of terms, as `fittedPoints` found them on held-out days; left out: the rules' own hold. */
  readonly terms?: LearnedPoints
}

/** A run before it has its name, which is made of the bytes of its file. */
export interface UnnamedRun {
  readonly head: Omit<LearnedHead, 'id'>
  /** In the order of ids. */
  readonly assets: ReadonlyMap<AssetId, LearnedAsset>
}

/** What a run did, for the persons who activate it. */
export interface LearnReport {
  readonly assets: number
  /** Assets whose vectors acts taught; all others have theirs from metadata. */
  readonly taught: number
  readonly pairs: number
  /** Pairs that too few had in common. */
  readonly droppedPairs: number
  readonly features: number
  /** How the vectors lie to those of the run before; null: there was none. */
  readonly alignment: TasteMap['alignment']
  readonly strengths: LearnedRates['strengths']
  readonly watchTime: LearnedRates['watchTime']
}

/** A run, and what is said of it. */
export interface LearnedOutcome {
  readonly run: UnnamedRun
  readonly report: LearnReport
  /** The vectors that acts taught, at length 1, before they became int8: to measure what that loses. */
  readonly vectors: VectorsOfAssets
}

/**
 * Learns one run from what was seen: how far places are looked at, then rates of reward by asset, then vectors of
 * taste in the space of the run before, if they can be rotated onto it. Deterministic: the same rows in the same order,
 * with the same seed, give the same run.
 *
 * @param catalogue every asset that may be shown; what was seen of others teaches, and is not listed
 * @param before the last run; null: this is the first
 * @throws RangeError for a day that is none
 */
export function learnRun(
  aggregates: Aggregates,
  catalogue: readonly CatalogueAsset[],
  before: VectorsBefore | null,
  { seed, leastUnits, terms = {} }: LearnOptions,
): LearnedOutcome {
  const { exposures, pairs, data } = aggregates
  const positions = positionsOf(exposures)
  const { rates, ...fitted } = learnedRates(exposures, catalogue, { places: positions, today: lastDay(exposures) })
  const map = tasteMap({ pairs, catalogue }, before, { seed, leastUnits })
  const assets = [...map.tastes.keys()].sort().map(
    (id): LearnedAsset => ({
      type: 'asset',
      id,
      taste: map.tastes.get(id) ?? [],
      cold: !map.taught.has(id),
      surfaces: rates.get(id) ?? {},
    }),
  )
  const { space, features } = map
  return {
    run: {
      head: { v: 1, type: 'learned', space, positions, terms, data, features },
      assets: new Map(assets.map((asset) => [asset.id, asset])),
    },
    report: {
      assets: assets.length,
      taught: assets.filter(({ cold }) => !cold).length,
      ...countsOf(pairs, leastUnits),
      features: Object.keys(features).length,
      alignment: map.alignment,
      ...fitted,
    },
    vectors: map.taught,
  }
}

function countsOf(pairs: Iterable<PairRow>, leastUnits: number): Pick<LearnReport, 'pairs' | 'droppedPairs'> {
  const counts = { pairs: 0, droppedPairs: 0 }
  for (const { units } of pairs) {
    counts.pairs++
    if (units < leastUnits) counts.droppedPairs++
  }
  return counts
}

function positionsOf(exposures: readonly ExposureRow[]): PlacesOfSurfaces {
  const positions: Partial<Record<SurfaceId, readonly number[]>> = {}
  for (const surface of SURFACE_IDS) {
    const factors = placeFactors(exposures.filter((row) => row.surface === surface))
    if (factors.length > 0) positions[surface] = factors
  }
  return positions
}

/** Results are as old as they are to the last day of them, not to whenever the run is made. */
function lastDay(exposures: readonly ExposureRow[]): string {
  return exposures.reduce((last, { day }) => (day > last ? day : last), '1970-01-01')
}
