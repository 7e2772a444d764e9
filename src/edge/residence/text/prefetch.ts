import type { SnapshotHot } from '../../../model/columns/snapshot.ts'
import type { TextIndex, TextPageEntry } from '../../../snapshot/text/text-index.ts'
import type { PageCache } from './page-cache.ts'
import type { KeepAlive, PageReader } from './page-reader.ts'

/** What a snapshot's pages are read with. */
export interface Shelf {
  readonly hot: SnapshotHot
  readonly index: TextIndex
  readonly pages: PageCache
  readonly reader: PageReader
}

/**
 * Reads the pages of the strongest candidates before anybody asks for them, one after another, as far as there is
 * room. For the background: never waited for, and at an end with the first page that cannot be had.
 *
 * @param share of the bytes for text that may be in use after it, 0 to 1
 */
export async function prefetch(
  { hot, index, pages, reader }: Shelf,
  share: number,
  keepAlive: KeepAlive,
): Promise<void> {
  for (const entry of strongestFirst(hot, index)) {
    if (pages.has(entry.sha256)) continue
    // Asked each time: the bound may have shrunk meanwhile.
    if (pages.bytes + entry.bytes > pages.limit * share || reader.isFailing(entry.sha256)) return
    try {
      await reader.read(entry, keepAlive)
    } catch {
      return
    }
  }
}

/** Each page once, in the order of the first candidate on it: the compiler puts the strongest first. */
function* strongestFirst(hot: SnapshotHot, index: TextIndex): Iterable<TextPageEntry> {
  const seen = new Set<TextPageEntry>()
  for (const asset of hot.candidateAsset) {
    if (seen.size === index.pages.length) return
    const page = index.pageOf(asset)
    if (seen.has(page)) continue
    seen.add(page)
    yield page
  }
}
