import { METADATA_SPACE } from '../../model/columns/taste-space.ts'
import type { AssetId } from '../../model/fields/identifier.ts'
import type { LearnedRunId } from '../../model/learned/learned-run.ts'
import type { RegionRules } from '../../model/policies/rules.ts'
import { embed, type TasteMetadata } from './embedding.ts'

/** Where the taste vectors of a snapshot come from: all of one space, because vectors of two have nothing in common. */
export interface TasteSource {
  readonly space: string
  /** The run that taught them; null: nobody did. */
  readonly run: LearnedRunId | null
  /** int8, norm at most 127; zero where nothing is known, which is neutral. */
  vectorOf(id: AssetId, metadata: TasteMetadata): Int8Array
}

/** Vectors of metadata alone. */
export const METADATA_TASTES: TasteSource = {
  space: METADATA_SPACE,
  run: null,
  vectorOf: (_id, metadata) => embed(metadata),
}

/** What the rules of a snapshot say of its taste vectors: their space, and the run that taught them if one did. */
export function taughtBy({ space, run }: TasteSource): Pick<RegionRules, 'tasteSpace' | 'learned'> {
  return { tasteSpace: space, ...(run === null ? {} : { learned: run }) }
}
