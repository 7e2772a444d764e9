import type { SnapshotHot } from '../../model/snapshot.ts'
import type { TextIndex } from '../../snapshot/text-index.ts'
import { OTHER_TEXT_BYTES } from './isolate-memory.ts'
import { PageCache } from './page-cache.ts'
import { type KeepAlive, PageReader, type PageReaderSettings } from './page-reader.ts'
import { prefetch } from './prefetch.ts'
import type { Refusal } from './trust.ts'
import { PagedWords } from './words.ts'

/** Longer than what a request leaves behind may run: a read-ahead that was cut off with its request never ends. */
const READ_AHEAD_MS = 30_000

/** One region's text: pages outlive the snapshot that named them while the next one names them too. */
export class RegionText {
  private readonly pages = new PageCache(OTHER_TEXT_BYTES)
  private readonly reader: PageReader
  private readingAheadSince = Number.NEGATIVE_INFINITY

  constructor(private readonly settings: PageReaderSettings) {
    this.reader = new PageReader(this.pages, settings)
  }

  /** The words of a snapshot that serves from now. */
  open(hot: SnapshotHot, index: TextIndex): PagedWords {
    const wanted = new Set(index.pages.map(({ sha256 }) => sha256))
    this.pages.retain((sha256) => wanted.has(sha256))
    this.reader.forget((sha256) => wanted.has(sha256))
    return new PagedWords(hot, index, this.pages, this.reader)
  }

  /** Reads the strongest pages ahead, in the background: what came in vain, or was dropped, is tried again. */
  readAhead({ hot, index }: PagedWords, keepAlive: KeepAlive): void {
    const now = this.settings.now()
    if (now - this.readingAheadSince < READ_AHEAD_MS) return
    this.readingAheadSince = now
    const done = prefetch({ hot, index, pages: this.pages, reader: this.reader }, keepAlive)
    keepAlive(
      done.finally(() => {
        this.readingAheadSince = Number.NEGATIVE_INFINITY
      }),
    )
  }

  get bytes(): number {
    return this.pages.bytes
  }

  /** Pages in memory. */
  get size(): number {
    return this.pages.size
  }

  /** Why the last page that could not be had was not; null after a good one. */
  get lastRefusal(): Refusal | 'unavailable' | null {
    return this.reader.lastRefusal
  }

  limit(bytesMax: number): void {
    this.pages.limit = bytesMax
  }

  drop(): void {
    this.pages.retain(() => false)
  }
}
