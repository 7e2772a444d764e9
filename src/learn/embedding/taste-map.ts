import { direction } from '../../model/columns/taste-vector.ts'
import type { AssetId } from '../../model/fields/identifier.ts'
import type { LearnedRun } from '../../model/learned/learned-run.ts'
import { mappedTaste } from '../../model/learned/mapped-taste.ts'
import type { CatalogueAsset, PairRow } from '../aggregates/aggregates.ts'
import { type Aligned, aligned } from './alignment.ts'
import { coldMap, type FeatureVectors } from './cold-map.ts'
import { learnedVectors, type VectorsOfAssets } from './learned-vectors.ts'
import { spaceOfVectors } from './space-of-vectors.ts'

/** The run before, as far as the next one's vectors depend on it. */
export type VectorsBefore = Pick<LearnedRun, 'assets'> & { readonly head: Pick<LearnedRun['head'], 'space'> }

/** One space of tastes, with a vector for every asset of a catalogue. */
export interface TasteMap {
  readonly space: string
  /** The vectors that acts taught, at length 1, before they became int8. */
  readonly taught: VectorsOfAssets
  /** int8, norm at most 127, of every asset; zero where nothing is known. */
  readonly tastes: ReadonlyMap<AssetId, readonly number[]>
  readonly features: FeatureVectors
  /** How the vectors lie to those of the run before; null: there was none. */
  readonly alignment: Omit<Aligned, 'vectors'> | null
}

/**
 * Learns the tastes of a catalogue: vectors from pair counts, rotated onto those of the run before, and for all other
 * assets what their metadata says, mapped into the same space.
 *
 * @param leastUnits pairs that fewer units have in common are dropped
 */
export function tasteMap(
  { pairs, catalogue }: { readonly pairs: Iterable<PairRow>; readonly catalogue: readonly CatalogueAsset[] },
  before: VectorsBefore | null,
  options: { readonly seed: number; readonly leastUnits: number },
): TasteMap {
  const found = learnedVectors(pairs, options)
  const { vectors, ...alignment } = before === null ? unaligned(found) : aligned(found, taughtBefore(before))
  const features = coldMap(catalogue, vectors)
  const tastes = new Map(
    catalogue.map(({ assetId, metadata }) => {
      const own = vectors.get(assetId)
      return [assetId, [...(own === undefined ? mappedTaste(features, metadata) : direction(own))]]
    }),
  )
  const space = before !== null && alignment.holds ? before.head.space : spaceOfVectors(tastes)
  return { space, taught: vectors, tastes, features, alignment: before === null ? null : alignment }
}

function unaligned(vectors: VectorsOfAssets): Aligned {
  return { vectors, agreement: 0, shared: 0, holds: false }
}

/** The vectors of before that acts taught: those of metadata change with every map. */
function taughtBefore({ assets }: VectorsBefore): VectorsOfAssets {
  return new Map(
    [...assets].flatMap(([id, { taste, cold }]) => {
      const length = Math.hypot(...taste)
      return cold || length === 0 ? [] : [[id, Float64Array.from(taste, (value) => value / length)]]
    }),
  )
}
