import type { AssetText, TitleText } from '../../model/columns/snapshot-text.ts'
import { UnreadableShard } from '../columns/decode-hot.ts'
import type { Shard } from '../format.ts'
import { type EntryPage, encodePage } from './entry-page.ts'
import type { TextEntries } from './text-entries.ts'

/** A page is as small as it can be while there are no more of them than this: a publish puts and reads back each. */
const PAGES_WANTED = 300
/** Bytes of the least page; larger ones are this times a power of two. */
const PAGE_BYTES_LEAST = 64 * 1024
/** A page is cut from this share of its greatest size on, at an entry whose beginning says so. */
const CUT_FROM = 0.75

/** Name of the page that begins with an asset, among a snapshot's shards by name. */
export const pageName = (first: number): string => `text.${first}`

/** The index of the first asset on a page of this name; null for a shard that is no page. */
export function firstOfPage(name: string): number | null {
  return name.startsWith('text.') ? Number(name.slice(5)) : null
}

/** What an answer says of one asset: its own words, and those of the title that it is about. */
export type AssetEntry = readonly [asset: AssetText, title: TitleText | null]

/**
 * The words of the assets as pages, each named for its first one. An asset's entry has its title's words too:
 * what is shown costs one page, not two. Where a page ends hangs on what it holds and not on what came before
 * it, so a record that comes or goes changes its own page and leaves the others as they are.
 *
 * @param entries are handed over: they cannot be made into pages again
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
    // By chance, but always the same: within a sixteenth of the greatest page, on average.
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

/** Which of the pages that begin with these assets, in order, has an asset; −1 before the first. */
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
