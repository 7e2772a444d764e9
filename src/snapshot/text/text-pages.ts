import type { AssetText, TitleText } from '../../model/columns/snapshot-text.ts'
import { UnreadableShard } from '../columns/decode-hot.ts'
import type { Shard } from '../format.ts'
import { type EntryPage, encodePage } from './entry-page.ts'
import type { TextEntries } from './text-entries.ts'

/** The page size is the smallest that gives at most this many pages: a publish writes and reads back each. */
const PAGES_WANTED = 300
/** Bytes of the smallest page size; the others are this times a power of two. */
const PAGE_BYTES_LEAST = 64 * 1024
/** From this share of its greatest size on, a page may be cut, at an entry whose hash says so. */
const CUT_FROM = 0.75

/** The shard name of the page that begins with an asset. */
export const pageName = (first: number): string => `text.${first}`

/** The index of the first asset on the page with this name; null for a shard that is not a page. */
export function firstOfPage(name: string): number | null {
  return name.startsWith('text.') ? Number(name.slice(5)) : null
}

/** The text of one asset in an answer: its own, and that of its title. */
export type AssetEntry = readonly [asset: AssetText, title: TitleText | null]

/**
 * Encodes the text of the assets as pages, each named by its first asset. An asset's entry includes its title's text,
 * so showing an asset takes one page, not two. Where a page ends depends on its own entries and not on earlier ones, so
 * adding or removing a record changes its own page and leaves the others as they are.
 *
 * @param entries are consumed: they cannot be encoded again
 */
export function encodeTextPages(entries: TextEntries): readonly Shard[] {
  const limit = greatestPage(entries.bytes)
  const pages: Shard[] = []
  let page: Uint8Array[] = []
  let first = 0
  let size = 0
  const close = (): void => {
    pages.push({ name: pageName(first), bytes: encodePage(page), count: page.length })
    first += page.length
    page = []
    size = 0
  }
  for (const { bytes, cut } of entries.handOver()) {
    if (page.length > 0 && size + bytes.length > limit) close()
    page.push(bytes)
    size += bytes.length
    // Pseudo-random but deterministic; on average within a sixteenth of the greatest page size.
    if (size >= limit * CUT_FROM && cut < (16 * bytes.length) / limit) close()
  }
  if (page.length > 0) close()
  return pages
}

function greatestPage(bytes: number): number {
  let limit = PAGE_BYTES_LEAST
  while (bytes / limit > PAGES_WANTED * CUT_FROM) limit *= 2
  return limit
}

/** The index of the page, among those that begin with these assets in order, that has an asset; −1 before the first. */
export function pageOf(firsts: ArrayLike<number>, asset: number): number {
  let low = 0
  let high = firsts.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((firsts[middle] ?? 0) <= asset) low = middle + 1
    else high = middle
  }
  return low - 1
}

/** An asset's entry on the page that begins with `first`. Throws `UnreadableShard` when it is not there. */
export function assetEntry(page: EntryPage, first: number, asset: number): AssetEntry {
  const entry = page.entry(asset - first)
  if (!Array.isArray(entry) || entry.length !== 2) throw new UnreadableShard(`text: no entry of asset ${asset}`)
  const [words, title] = entry
  return [words, title]
}
