import type { AssetEntry } from '../../../snapshot/text/text-pages.ts'
import { Recent } from './recent.ts'

/** An entry takes about so many times its JSON in memory, as objects and strings. Measured in V8: 1.8. */
const HELD_PER_BYTE = 2

/** More entries than a page has, and small enough that the keys of 2^31 pages are whole numbers. */
const ENTRIES_PER_PAGE = 2 ** 22

/**
 * One region's words, decoded. What is shown now is mostly shown again, and at 100,000 candidates its pages do not all
 * fit: an entry outlives its page, and the snapshot that named it, since it hangs on the hash of the page alone.
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

  /** The number that a page has here, for as long as a snapshot names it. */
  numberOf(sha256: string): number {
    const known = this.numbers.get(sha256)
    if (known !== undefined) return known
    this.numbers.set(sha256, this.pages)
    return this.pages++
  }

  has(page: number, at: number): boolean {
    return this.entries.has(page * ENTRIES_PER_PAGE + at)
  }

  /** The entry at this place of a page, where it is kept; it was verified with its page. */
  get(page: number, at: number): AssetEntry | undefined {
    return this.entries.get(page * ENTRIES_PER_PAGE + at)
  }

  /** @param bytes of its JSON */
  keep(page: number, at: number, entry: AssetEntry, bytes: number): void {
    this.entries.keep(page * ENTRIES_PER_PAGE + at, entry, bytes * HELD_PER_BYTE)
  }

  /** Lets go of pages that no snapshot names any more. */
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
