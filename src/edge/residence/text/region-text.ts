import type { SnapshotHot } from '../../../model/columns/snapshot.ts'
import { CANARY_ARMS, type CanaryArmName } from '../../../model/messages/canary-counts.ts'
import { ageOf } from '../../../model/nouns/age.ts'
import type { TextIndex } from '../../../snapshot/text/text-index.ts'
import { OTHER_TEXT_BYTES } from '../isolate-memory.ts'
import type { TrustRefusal } from '../trust.ts'
import { DecodedText } from './decoded-text.ts'
import { PageCache } from './page-cache.ts'
import { type KeepAlive, PageReader, type PageReaderSettings } from './page-reader.ts'
import { PagedText } from './paged-text.ts'
import { prefetch } from './prefetch.ts'

/**
 * Longest read-ahead, in milliseconds. It exceeds what may run after a request: one that was cut off never ends by
 * itself.
 */
const READ_AHEAD_MS = 30_000

/** Share of a region's bytes for text that may be read ahead; the rest is for text that is shown unforeseen. */
const AHEAD_SHARE = { control: 0.75, canary: 1 } as const

/** Share of a region's bytes for text that decoded text may take: text that is shown again then needs no page. */
const DECODED_SHARE = 0.6

/** Pages in memory, of how many; the bytes of all text; and why the last page that could not be read failed. */
export interface TextStatus {
  readonly held: number
  readonly of: number
  readonly bytes: number
  readonly lastRefusal: TrustRefusal | 'unavailable' | null
}

/**
 * One region's text. Pages outlive the snapshot that named them if the next one names them too, and two snapshots that
 * serve side by side share them.
 */
export class RegionText {
  private readonly pages = new PageCache((1 - DECODED_SHARE) * OTHER_TEXT_BYTES)
  private readonly decoded = new DecodedText(DECODED_SHARE * OTHER_TEXT_BYTES)
  private readonly opened = new Map<CanaryArmName, PagedText>()
  private readonly reader: PageReader
  private readingAheadSince = Number.NEGATIVE_INFINITY

  constructor(private readonly settings: PageReaderSettings) {
    this.reader = new PageReader(this.pages, settings)
  }

  /** Opens the text of a snapshot that now serves an arm; without a canary, everybody is in `control`. */
  open(hot: SnapshotHot, index: TextIndex, arm: CanaryArmName): PagedText {
    const { pages, decoded, reader } = this
    const text = new PagedText({ hot, index, pages, decoded, reader })
    this.opened.set(arm, text)
    this.retain()
    return text
  }

  /** Notes that the arm's snapshot no longer serves. */
  close(arm: CanaryArmName): void {
    if (this.opened.delete(arm)) this.retain()
  }

  /** Reads the strongest pages ahead in the background, including those that failed before or were dropped. */
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

  /** The state of a snapshot's text here; null: no snapshot is served. */
  status(text: PagedText | null): TextStatus {
    const pages = text?.index.pages ?? []
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
      const text = this.opened.get(arm)
      if (text) await prefetch({ hot: text.hot, index: text.index, pages, reader }, AHEAD_SHARE[arm], keepAlive)
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
