import type { Snapshot, SnapshotHot } from '../../model/snapshot.ts'
import type { SnapshotText } from '../../model/snapshot-text.ts'
import type { ShortWords } from '../../snapshot/short-words.ts'
import type { TextIndex, TextPageEntry } from '../../snapshot/text-index.ts'
import { type AssetEntry, assetEntry } from '../../snapshot/text-pages.ts'
import { within } from '../../storage/deadline.ts'
import { DecodedEntries, rememberingWords } from './decoded-words.ts'
import type { HeldPage, PageCache } from './page-cache.ts'
import type { KeepAlive, PageReader } from './page-reader.ts'

/** Words that were read for an answer, and the assets that have none. */
export interface ReadWords {
  /** Throws for what was not asked for, and for what is missing. */
  readonly text: SnapshotText
  /** Indexes of the assets whose words could not be had in time. */
  readonly missing: ReadonlySet<number>
}

/** How long an answer waits for its words. */
export interface Patience {
  readonly milliseconds: number
  readonly keepAlive: KeepAlive
}

/** Where the words of one snapshot come from. */
export interface Words {
  read(assets: readonly number[], patience: Patience): Promise<ReadWords>
  /** Indexes of the assets whose words were asked for in vain a moment ago, or are not in memory now. */
  without(which: 'failing' | 'absent'): ReadonlySet<number>
}

/** Words that are all in memory, as the baseline's are. */
export function wholeWords({ text }: Snapshot): Words {
  const read = { text, missing: new Set<number>() }
  return { read: async () => read, without: () => read.missing }
}

/** The words of a snapshot whose pages are read for what is shown, and verified at that moment. */
export class PagedWords implements Words {
  private readonly decoded = new DecodedEntries<AssetEntry>()
  private readonly shortWords: ShortWords
  private absent: { readonly version: number; readonly assets: ReadonlySet<number> } | null = null

  constructor(
    readonly hot: SnapshotHot,
    readonly index: TextIndex,
    private readonly pages: PageCache,
    private readonly reader: PageReader,
  ) {
    this.shortWords = rememberingWords(index.words)
  }

  async read(assets: readonly number[], { milliseconds, keepAlive }: Patience): Promise<ReadWords> {
    const found = new Map<string, HeldPage>()
    const waiting: Promise<unknown>[] = []
    const wanted = new Map(assets.map((asset) => [asset, this.index.pageOf(asset)]))
    for (const entry of new Set(wanted.values())) {
      const held = this.pages.use(entry.sha256)
      if (held) found.set(entry.sha256, held)
      else if (!this.reader.isFailing(entry.sha256)) {
        waiting.push(this.reader.read(entry, keepAlive).then((page) => found.set(entry.sha256, page)))
      }
    }
    if (waiting.length > 0) await within(Promise.allSettled(waiting), milliseconds)
    const entries = new Map<number, AssetEntry>()
    for (const [asset, page] of wanted) {
      const words = this.wordsOf(asset, page, found.get(page.sha256))
      if (words) entries.set(asset, words)
    }
    for (const page of found.values()) this.reader.keepCopy(page, keepAlive)
    return {
      text: readText(this.shortWords, entries),
      missing: new Set(assets.filter((asset) => !entries.has(asset))),
    }
  }

  without(which: 'failing' | 'absent'): ReadonlySet<number> {
    if (which === 'failing') return this.assetsOn(({ sha256 }) => this.reader.isFailing(sha256))
    const { version } = this.pages
    if (this.absent?.version !== version) {
      this.absent = { version, assets: this.assetsOn(({ sha256 }) => !this.pages.has(sha256)) }
    }
    return this.absent.assets
  }

  private wordsOf(asset: number, entry: TextPageEntry, held: HeldPage | undefined): AssetEntry | null {
    if (!held) return null
    try {
      return this.decoded.get(asset, () => assetEntry(held.page, entry.first, asset))
    } catch {
      this.reader.refuse(entry.sha256, 'unreadable')
      return null
    }
  }

  private assetsOn(which: (page: TextPageEntry) => boolean): ReadonlySet<number> {
    const found = new Set<number>()
    const { pages, assets } = this.index
    for (const [at, page] of pages.entries()) {
      if (!which(page)) continue
      for (let asset = page.first; asset < (pages[at + 1]?.first ?? assets); asset++) found.add(asset)
    }
    return found
  }
}

/** The text of a head: whoever shows something reads its words first. */
export function unreadText({ words }: TextIndex): SnapshotText {
  return readText(words, new Map())
}

function readText({ campaign, rating }: ShortWords, entries: ReadonlyMap<number, AssetEntry>): SnapshotText {
  const entry = (asset: number): AssetEntry => {
    const found = entries.get(asset)
    if (!found) throw new Error(`the words of asset ${asset} were not read`)
    return found
  }
  return { campaign, rating, asset: (index) => entry(index)[0], titleOf: (asset) => entry(asset)[1] }
}
