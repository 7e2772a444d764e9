import { hash32 } from '../../model/hash32.ts'

/** Entries are held together, so many bytes at a time. */
const CHUNK_BYTES = 256 * 1024
/** How much of an entry says where to cut a page: about as far as its id goes, so that new words move no cut. */
const CUT_LETTERS = 80

interface Chunk {
  readonly bytes: Uint8Array<ArrayBuffer>
  /** Where each of its entries ends. */
  readonly ends: number[]
  /** The hash of each entry's beginning. */
  readonly cuts: number[]
  filled: number
}

/**
 * The words of assets in the order of their rows, held as the bytes that they are stored as: text takes more, and so
 * does an object for each. Whoever writes pages of them gives back what is written.
 */
export class TextEntries {
  /** Of all entries. */
  bytes = 0
  count = 0
  private chunks: Chunk[] | null = []
  private readonly encoder = new TextEncoder()

  /** @param entry JSON of an `AssetEntry` */
  push(entry: string): void {
    const bytes = this.encoder.encode(entry)
    const chunk = this.chunkFor(bytes.length)
    chunk.bytes.set(bytes, chunk.filled)
    chunk.filled += bytes.length
    chunk.ends.push(chunk.filled)
    chunk.cuts.push(hash32(entry.slice(1, 1 + CUT_LETTERS)))
    this.bytes += bytes.length
    this.count++
  }

  /**
   * Every entry in turn, with a number from 0 to 1 that hangs on its beginning alone. What was passed over is held by
   * nobody else any more, so this can be done once.
   */
  *handOver(): Generator<{ readonly bytes: Uint8Array; readonly cut: number }> {
    const { chunks } = this
    if (chunks === null) throw new Error('these words were handed over before')
    this.chunks = null
    for (let chunk = chunks.shift(); chunk !== undefined; chunk = chunks.shift()) {
      let start = 0
      for (const [index, end] of chunk.ends.entries()) {
        yield { bytes: chunk.bytes.subarray(start, end), cut: (chunk.cuts[index] ?? 0) / 2 ** 32 }
        start = end
      }
    }
  }

  private chunkFor(more: number): Chunk {
    if (this.chunks === null) throw new Error('these words were handed over before')
    const last = this.chunks.at(-1)
    if (last && last.filled + more <= last.bytes.length) return last
    const bytes = new Uint8Array(Math.max(CHUNK_BYTES, more))
    const chunk: Chunk = { bytes, ends: [], cuts: [], filled: 0 }
    this.chunks.push(chunk)
    return chunk
  }
}
