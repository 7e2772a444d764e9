import { hash32 } from '../../model/hash32.ts'

/** Entries are stored together in chunks of this many bytes. */
const CHUNK_BYTES = 256 * 1024
/**
 * How many characters of an entry determine where pages are cut: about up to the end of its id, so that changed text
 * moves no cut.
 */
const CUT_LETTERS = 80

interface Chunk {
  readonly bytes: Uint8Array<ArrayBuffer>
  /** The end offset of each entry. */
  readonly ends: number[]
  /** The hash of each entry's beginning. */
  readonly cuts: number[]
  filled: number
}

/**
 * The text of assets in row order, held as the bytes that are stored: as strings it would take more memory, and so
 * would one object each. `handOver` frees it while pages are written.
 */
export class TextEntries {
  /** Bytes of all entries. */
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
   * Yields each entry, with a number from 0 to 1 that depends only on the entry's beginning. Frees the chunks that it
   * has passed, so it can be called only once.
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
