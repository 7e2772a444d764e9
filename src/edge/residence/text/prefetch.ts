import type { SnapshotHot } from '../../../model/columns/snapshot.ts'
import type { TextIndex, TextPageEntry } from '../../../snapshot/text/text-index.ts'
import type { PageCache } from './page-cache.ts'
import type { KeepAlive, PageReader } from './page-reader.ts'

/** What is needed to read a snapshot's pages. */
export interface Shelf {
  readonly hot: SnapshotHot
  readonly index: TextIndex
  readonly pages: PageCache
  readonly reader: PageReader
}

/**
 * Reads the pages of the strongest candidates ahead, one after another, while there is room. Runs in the background:
 * nothing waits for it, and it ends with the first page that cannot be read.
 *
 * @param share greatest part of the bytes for text that may be in use afterwards, 0 to 1
 */
export async function prefetch(
  { hot, index, pages, reader }: Shelf,
  share: number,
  keepAlive: KeepAlive,
): Promise<void> {
  for (const entry of strongestFirst(hot, index)) {
    if (pages.has(entry.sha256)) continue
    // Checked for each page: the bound may have shrunk meanwhile.
    if (pages.bytes + entry.bytes > pages.limit * share || reader.isFailing(entry.sha256)) return
    try {
      await reader.read(entry, keepAlive)
    } catch {
      return
    }
  }
}

/** Each page once, in the order of its first candidate: the compiler sorts the strongest candidates first. */
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
