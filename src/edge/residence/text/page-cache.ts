import type { EntryPage } from '../../../snapshot/text/entry-page.ts'

/** A verified text page in memory. */
export interface HeldPage {
  readonly sha256: string
  readonly bytes: Uint8Array
  readonly page: EntryPage
}

/** Cache of one region's text pages by their hashes, bounded in bytes: the least recently used leaves first. */
export class PageCache {
  private readonly pages = new Map<string, HeldPage>()
  private held = 0
  /** Changes whenever a page comes or goes. */
  version = 0

  constructor(private bytesMax: number) {}

  get bytes(): number {
    return this.held
  }

  get limit(): number {
    return this.bytesMax
  }

  /** Sets the bound, in bytes; pages above it are removed at once. */
  set limit(bytesMax: number) {
    this.bytesMax = bytesMax
    this.shrink()
  }

  has(sha256: string): boolean {
    return this.pages.has(sha256)
  }

  /** The page, marked as used just now; null when it is not cached. */
  use(sha256: string): HeldPage | null {
    const page = this.pages.get(sha256)
    if (!page) return null
    this.pages.delete(sha256)
    this.pages.set(sha256, page)
    return page
  }

  keep(page: HeldPage): void {
    this.drop(page.sha256)
    this.pages.set(page.sha256, page)
    this.held += page.bytes.length
    this.version++
    this.shrink()
  }

  drop(sha256: string): void {
    const page = this.pages.get(sha256)
    if (!page) return
    this.pages.delete(sha256)
    this.held -= page.bytes.length
    this.version++
  }

  /** Keeps only the pages that are wanted. */
  retain(wanted: (sha256: string) => boolean): void {
    for (const sha256 of [...this.pages.keys()]) if (!wanted(sha256)) this.drop(sha256)
  }

  private shrink(): void {
    for (const sha256 of this.pages.keys()) {
      if (this.held <= this.bytesMax) return
      this.drop(sha256)
    }
  }
}
