import type { AssetEntry } from '../../../snapshot/text/text-pages.ts'
import { Recent } from './recent.ts'

/** Memory of an entry, as objects and strings, per byte of its JSON. Measured in V8: 1.8. */
const HELD_PER_BYTE = 2

/** More entries than a page has, and few enough that the keys of 2^31 pages are safe integers. */
const ENTRIES_PER_PAGE = 2 ** 22

/**
 * Cache of one region's decoded text. What is shown now is mostly shown again, and with 100,000 candidates not all
 * pages fit in memory. An entry outlives its page and the snapshot that named it, since its key only depends on the
 * hash of the page.
 */
export class DecodedText {
  private readonly entries: Recent<number, AssetEntry>
  private readonly numbers = new Map<string, number>()
  private pages = 0

  constructor(bytesMax: number) {
    this.entries = new Recent(bytesMax)
  }

  get bytes(): number {
    return this.entries.bytes
  }

  get version(): number {
    return this.entries.version
  }

  set limit(bytesMax: number) {
    this.entries.limit = bytesMax
  }

  /** The number of a page in this cache, kept for as long as a snapshot names the page. */
  numberOf(sha256: string): number {
    const known = this.numbers.get(sha256)
    if (known !== undefined) return known
    this.numbers.set(sha256, this.pages)
    return this.pages++
  }

  has(page: number, at: number): boolean {
    return this.entries.has(page * ENTRIES_PER_PAGE + at)
  }

  /** The cached entry at this index of a page; it was verified with its page. */
  get(page: number, at: number): AssetEntry | undefined {
    return this.entries.get(page * ENTRIES_PER_PAGE + at)
  }

  /** @param bytes length of the entry's JSON */
  keep(page: number, at: number, entry: AssetEntry, bytes: number): void {
    this.entries.keep(page * ENTRIES_PER_PAGE + at, entry, bytes * HELD_PER_BYTE)
  }

  /** Removes pages that no snapshot names any more. */
  retain(wanted: (sha256: string) => boolean): void {
    const gone = new Set<number>()
    for (const [sha256, page] of this.numbers) {
      if (wanted(sha256)) continue
      this.numbers.delete(sha256)
      gone.add(page)
    }
    if (gone.size > 0) this.entries.retain((key) => !gone.has(Math.floor(key / ENTRIES_PER_PAGE)))
  }

  clear(): void {
    this.entries.clear()
  }
}
