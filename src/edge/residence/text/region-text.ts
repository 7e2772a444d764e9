import type { SnapshotHot } from '../../../model/columns/snapshot.ts'
import { CANARY_ARMS, type CanaryArmName } from '../../../model/messages/canary-counts.ts'
import { ageOf } from '../../../model/nouns/age.ts'
import type { TextIndex } from '../../../snapshot/text/text-index.ts'
import { OTHER_TEXT_BYTES } from '../isolate-memory.ts'
import type { TrustRefusal } from '../trust.ts'
import { DecodedText } from './decoded-text.ts'
import { PageCache } from './page-cache.ts'
import { type KeepAlive, PageReader, type PageReaderSettings } from './page-reader.ts'
import { prefetch } from './prefetch.ts'
import { PagedWords } from './words.ts'

/** Longer than what a request leaves behind may run: a read-ahead that was cut off with its request never ends. */
const READ_AHEAD_MS = 30_000

/** Of a region's bytes for text, how much may be read ahead: the rest is for what is shown and nobody foresaw. */
const AHEAD_SHARE = { control: 0.75, canary: 1 } as const

/** Of a region's bytes for text, how much decoded words may take: what is shown again needs no page. */
const DECODED_SHARE = 0.6

/** Pages in memory, of how many; the bytes of all text; and why the last page that could not be had was not. */
export interface TextStatus {
  readonly held: number
  readonly of: number
  readonly bytes: number
  readonly lastRefusal: TrustRefusal | 'unavailable' | null
}

/**
 * One region's text: pages outlive the snapshot that named them while the next one names them too, and two snapshots
 * that serve side by side share them.
 */
export class RegionText {
  private readonly pages = new PageCache((1 - DECODED_SHARE) * OTHER_TEXT_BYTES)
  private readonly decoded = new DecodedText(DECODED_SHARE * OTHER_TEXT_BYTES)
  private readonly opened = new Map<CanaryArmName, PagedWords>()
  private readonly reader: PageReader
  private readingAheadSince = Number.NEGATIVE_INFINITY

  constructor(private readonly settings: PageReaderSettings) {
    this.reader = new PageReader(this.pages, settings)
  }

  /** The words of a snapshot that serves an arm from now; `control` is everybody's while there is no canary. */
  open(hot: SnapshotHot, index: TextIndex, arm: CanaryArmName): PagedWords {
    const { pages, decoded, reader } = this
    const words = new PagedWords({ hot, index, pages, decoded, reader })
    this.opened.set(arm, words)
    this.retain()
    return words
  }

  /** The arm's snapshot serves no more. */
  close(arm: CanaryArmName): void {
    if (this.opened.delete(arm)) this.retain()
  }

  /** Reads the strongest pages ahead, in the background: what came in vain, or was dropped, is tried again. */
  readAhead(keepAlive: KeepAlive): void {
    const now = this.settings.now()
    if (ageOf(this.readingAheadSince, now) < READ_AHEAD_MS) return
    this.readingAheadSince = now
    const done = this.prefetchAll(keepAlive)
    keepAlive(
      done.finally(() => {
        this.readingAheadSince = Number.NEGATIVE_INFINITY
      }),
    )
  }

  get bytes(): number {
    return this.pages.bytes + this.decoded.bytes
  }

  /** How a snapshot's words stand here; null: none is served. */
  status(words: PagedWords | null): TextStatus {
    const pages = words?.index.pages ?? []
    const held = pages.filter(({ sha256 }) => this.pages.has(sha256)).length
    return { held, of: pages.length, bytes: this.bytes, lastRefusal: this.reader.lastRefusal }
  }

  limit(bytesMax: number): void {
    this.pages.limit = (1 - DECODED_SHARE) * bytesMax
    this.decoded.limit = DECODED_SHARE * bytesMax
  }

  drop(): void {
    this.pages.retain(() => false)
    this.decoded.clear()
  }

  private async prefetchAll(keepAlive: KeepAlive): Promise<void> {
    const { pages, reader } = this
    for (const arm of CANARY_ARMS) {
      const words = this.opened.get(arm)
      if (words) await prefetch({ hot: words.hot, index: words.index, pages, reader }, AHEAD_SHARE[arm], keepAlive)
    }
  }

  private retain(): void {
    const named = [...this.opened.values()].flatMap(({ index }) => index.pages.map(({ sha256 }) => sha256))
    const wanted = new Set(named)
    this.pages.retain((sha256) => wanted.has(sha256))
    this.decoded.retain((sha256) => wanted.has(sha256))
    this.reader.forget((sha256) => wanted.has(sha256))
  }
}
