import { within } from '../../../kv/deadline.ts'
import type { Snapshot, SnapshotHot } from '../../../model/columns/snapshot.ts'
import type { SnapshotText } from '../../../model/columns/snapshot-text.ts'
import type { ShortText } from '../../../snapshot/text/short-text.ts'
import type { TextIndex, TextPageEntry } from '../../../snapshot/text/text-index.ts'
import { type AssetEntry, assetEntry } from '../../../snapshot/text/text-pages.ts'
import type { DecodedText } from './decoded-text.ts'
import type { HeldPage, PageCache } from './page-cache.ts'
import type { KeepAlive, PageReader } from './page-reader.ts'
import { readText } from './read-text.ts'
import { Recent } from './recent.ts'

/** Text that was read for an answer, and the assets whose text is missing. */
export interface ReadText {
  /** Throws for text that was not requested, and for text that is missing. */
  readonly text: SnapshotText
  /** Indexes of the assets whose text could not be read in time. */
  readonly missing: ReadonlySet<number>
}

/** How long an answer waits for its text. */
export interface ReadPatience {
  readonly milliseconds: number
  readonly keepAlive: KeepAlive
}

/** The source of one snapshot's text. */
export interface TextSource {
  read(assets: readonly number[], patience: ReadPatience): Promise<ReadText>
  /** Indexes of the assets whose text failed a moment ago (`failing`), or is not in memory now (`absent`). */
  without(which: 'failing' | 'absent'): ReadonlySet<number>
}

/** Text that is all in memory, as the baseline's is. */
export function textInMemory({ text }: Snapshot): TextSource {
  const read = { text, missing: new Set<number>() }
  return { read: async () => read, without: () => read.missing }
}

interface PagedWordsSettings {
  readonly hot: SnapshotHot
  readonly index: TextIndex
  readonly pages: PageCache
  readonly decoded: DecodedText
  readonly reader: PageReader
}

/** Bound on the decoded text of campaigns, and of ratings, in bytes each. */
const SHORT_TEXT_BYTES = 512 * 1024
/** Memory of a decoded campaign or rating, in bytes; measured in V8: 170 and 290. */
const SHORT_ENTRY_BYTES = 400

/** The text of one snapshot: pages are read for what is shown, verified when read, and their entries stay decoded. */
export class PagedText implements TextSource {
  readonly hot: SnapshotHot
  readonly index: TextIndex
  private readonly pages: PageCache
  private readonly decoded: DecodedText
  private readonly reader: PageReader
  private readonly shortText: RememberingText
  /** The cache's page numbers, by the index of the page. */
  private readonly pageNumbers: readonly number[]
  private absent: { readonly version: string; readonly assets: ReadonlySet<number> } | null = null

  constructor({ hot, index, pages, decoded, reader }: PagedWordsSettings) {
    this.hot = hot
    this.index = index
    this.pages = pages
    this.decoded = decoded
    this.reader = reader
    this.shortText = rememberingText(index.words)
    this.pageNumbers = index.pages.map(({ sha256 }) => decoded.numberOf(sha256))
  }

  /** Bytes of the decoded text of campaigns and ratings; that of assets is counted by the region. */
  get bytes(): number {
    return this.shortText.bytes
  }

  async read(assets: readonly number[], patience: ReadPatience): Promise<ReadText> {
    const entries = new Map<number, AssetEntry>()
    const unread: number[] = []
    for (const asset of assets) {
      const pageIndex = this.index.pageIndexOf(asset)
      const known = this.decoded.get(this.pageNumbers[pageIndex] ?? -1, asset - this.pageAt(pageIndex).first)
      if (known === undefined) unread.push(asset)
      else entries.set(asset, known)
    }
    if (unread.length > 0) await this.readPages(unread, entries, patience)
    return { text: readText(this.shortText, entries), missing: missingIn(entries, unread) }
  }

  without(which: 'failing' | 'absent'): ReadonlySet<number> {
    if (which === 'failing') return this.assetsOn(({ sha256 }) => this.reader.isFailing(sha256))
    const version = `${this.pages.version} ${this.decoded.version}`
    if (this.absent?.version !== version) {
      this.absent = { version, assets: this.assetsOn(({ sha256 }) => !this.pages.has(sha256)) }
    }
    return this.absent.assets
  }

  private async readPages(
    assets: readonly number[],
    entries: Map<number, AssetEntry>,
    { milliseconds, keepAlive }: ReadPatience,
  ): Promise<void> {
    const found = new Map<number, HeldPage>()
    const waiting: Promise<unknown>[] = []
    for (const pageIndex of new Set(assets.map((asset) => this.index.pageIndexOf(asset)))) {
      const entry = this.pageAt(pageIndex)
      const held = this.pages.use(entry.sha256)
      if (held) found.set(pageIndex, held)
      else if (!this.reader.isFailing(entry.sha256)) {
        waiting.push(this.reader.read(entry, keepAlive).then((page) => found.set(pageIndex, page)))
      }
    }
    if (waiting.length > 0) await within(Promise.allSettled(waiting), milliseconds)
    for (const asset of assets) {
      const entry = this.entryOf(asset, found)
      if (entry) entries.set(asset, entry)
    }
    for (const page of found.values()) this.reader.keepCopy(page, keepAlive)
  }

  private entryOf(asset: number, found: ReadonlyMap<number, HeldPage>): AssetEntry | null {
    const pageIndex = this.index.pageIndexOf(asset)
    const held = found.get(pageIndex)
    if (!held) return null
    const { first, sha256 } = this.pageAt(pageIndex)
    try {
      const entry = assetEntry(held.page, first, asset)
      this.decoded.keep(this.pageNumbers[pageIndex] ?? -1, asset - first, entry, held.page.bytesOf(asset - first))
      return entry
    } catch {
      this.reader.refuse(sha256, 'unreadable')
      return null
    }
  }

  private pageAt(pageIndex: number): TextPageEntry {
    const page = this.index.pages[pageIndex]
    if (page === undefined) throw new RangeError(`the text index has no page ${pageIndex}`)
    return page
  }

  /** The assets on such pages, except those whose text is decoded already. */
  private assetsOn(which: (page: TextPageEntry) => boolean): ReadonlySet<number> {
    const found = new Set<number>()
    const { pages, assets } = this.index
    for (const [pageIndex, page] of pages.entries()) {
      if (!which(page)) continue
      const number = this.pageNumbers[pageIndex] ?? -1
      for (let asset = page.first; asset < (pages[pageIndex + 1]?.first ?? assets); asset++) {
        if (!this.decoded.has(number, asset - page.first)) found.add(asset)
      }
    }
    return found
  }
}

function missingIn(entries: ReadonlyMap<number, AssetEntry>, asked: readonly number[]): ReadonlySet<number> {
  return new Set(asked.filter((asset) => !entries.has(asset)))
}

/** Text of campaigns and ratings that caches what was read. */
interface RememberingText extends ShortText {
  readonly bytes: number
}

function rememberingText({ campaign, rating }: ShortText): RememberingText {
  const campaigns = new Recent<number, ReturnType<typeof campaign>>(SHORT_TEXT_BYTES)
  const ratings = new Recent<number, ReturnType<typeof rating>>(SHORT_TEXT_BYTES)
  return {
    campaign: remembered(campaigns, campaign),
    rating: remembered(ratings, rating),
    get bytes() {
      return campaigns.bytes + ratings.bytes
    },
  }
}

function remembered<Entry>(recent: Recent<number, Entry>, decode: (index: number) => Entry): (index: number) => Entry {
  return (index) => {
    const known = recent.get(index)
    if (known !== undefined) return known
    const entry = decode(index)
    recent.keep(index, entry, SHORT_ENTRY_BYTES)
    return entry
  }
}
