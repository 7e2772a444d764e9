import type { FeedItem } from '../../../ingest/feeds/feed-reader.ts'

/** Ids that are keys as they are. Others are known by their hash, so that no key is mistaken, and every store keeps it. */
const PLAIN = /^(?!__proto__$)[^\p{Cc}\p{Cs}#?][^\p{Cc}\p{Cs}#]{0,99}$/u
const REPEATED = /^(.+)#\d+$/su

/** The key of an item among those of its feed. An item without an id is known by its source. */
export function itemKey({ itemId, source }: Pick<FeedItem, 'itemId' | 'source'>, sha256: (text: string) => string) {
  if (itemId === null || itemId === '') return `?${sha256(source).slice(0, 20)}`
  return PLAIN.test(itemId) ? itemId : `h${sha256(itemId).slice(0, 40)}`
}

/** The key of an item whose id stood in the same delivery before. @param count how often, from 1 */
export const repeatedKey = (key: string, count: number): string => `${key}#${count + 1}`

/** The key of the item whose id is repeated; null: the key is none of a repeated one. */
export const keyOfRepeated = (key: string): string | null => REPEATED.exec(key)?.[1] ?? null

const LONGEST_SHOWN = 200

/** An item's id as reports show it: a source may call an item by a whole megabyte, and each finding repeats its id. */
export function shownId(itemId: string | null): string | null {
  if (itemId === null || itemId.length <= LONGEST_SHOWN) return itemId
  return itemId.slice(0, LONGEST_SHOWN).replace(/[\uD800-\uDBFF]$/, '')
}
