import { contentHash } from '../../model/content-hash.ts'
import type { AssetId } from '../../model/fields/identifier.ts'

/**
 * The name of a space that begins with these vectors: other vectors begin another one, so that no profile is read in a
 * space that is not its own.
 */
export function spaceOfVectors(vectors: ReadonlyMap<AssetId, readonly number[]>): string {
  return `learned-${contentHash([...vectors])}`
}
