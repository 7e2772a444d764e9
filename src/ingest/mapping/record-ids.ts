import type { AssetId, TitleId } from '../../model/fields/identifier.ts'
import type { FeedReading } from '../feeds/feed-reader.ts'

/** What naming a record asks of a reading. */
export type Naming = Pick<FeedReading, 'feedId' | 'sha256'>

const FITS = /^[A-Za-z0-9_-]+$/
/** Longest id behind its prefix, in characters: as in `model/fields/identifier.ts`. */
const LONGEST = 64
/** Hex digits of the hash that stands for an item id that does not fit: 80 bits, which no catalogue collides in. */
const HASH_DIGITS = 20

/** Id of the asset of an item: `ast_{feed}-{item}`. */
export function assetIdOf(naming: Naming, itemId: string): AssetId {
  return `ast_${bareId(naming, itemId)}`
}

/** Id of the title that an item brings itself: `ttl_{feed}-{item}`. */
export function titleIdOf(naming: Naming, itemId: string): TitleId {
  return `ttl_${bareId(naming, itemId)}`
}

/**
 * `{feed}-{item}`. An item id with other characters, or too long, is written as `h` and 20 hex digits of its SHA-256, so
 * that the same item has the same id in every delivery.
 */
function bareId({ feedId, sha256 }: Naming, itemId: string): string {
  const plain = `${feedId}-${itemId}`
  return FITS.test(itemId) && plain.length <= LONGEST ? plain : `${feedId}-h${sha256(itemId).slice(0, HASH_DIGITS)}`
}
