import type { RegionRules } from '../policies/rules.ts'

/**
 * The space of taste vectors that are made from metadata. Vectors of different spaces have nothing in common, though
 * they are equally long: a taste of one says nothing in another. The number grows with every change of how such a
 * vector is made.
 */
export const METADATA_SPACE = 'metadata-1'

/** The space that a snapshot's taste vectors lie in; snapshots of before do not say it, and have those of metadata. */
export function spaceOf({ rules }: { readonly rules: Pick<RegionRules, 'tasteSpace'> }): string {
  return rules.tasteSpace ?? METADATA_SPACE
}
