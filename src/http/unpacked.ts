import { TooManyBytes } from './bounded-bytes.ts'
import { MAGIC_BYTES, packingOf } from './packing.ts'
import { type UnpackedPiece, unpackedOnce } from './unpacked-once.ts'
import { UnusablePacking } from './unusable-packing.ts'

/** How far packed bytes may grow. */
export interface UnpackBounds {
  /** Unpacked bytes of a stream. */
  readonly bytes: number
  /** Unpacked bytes for each packed one, once there are more than `freeBytes`. */
  readonly ratio: number
  /** Unpacked bytes for which no ratio counts: short texts of one word can be packed very well. */
  readonly freeBytes: number
}

/**
 * The bounds of a feed. Feeds of text become 10 to 100 times smaller; gzip packs zeros 1,030 times and zstd 30,000 times,
 * so that a bomb ends after its first megabyte.
 */
export const UNPACK_BOUNDS: UnpackBounds = { bytes: 2_000_000_000, ratio: 500, freeBytes: 1_000_000 }

/** A `.gz` file that a server packs once more on the way is packed twice; nothing honest is packed more often. */
const MOST_LAYERS = 2

/**
 * The bytes of a stream, unpacked if they are packed with gzip or zstd. They come as they are asked for: some 64 KiB are
 * held, and a zstd window of 8 MiB at most.
 * @throws BrokenOff when packed bytes end too early, TooManyBytes and UnusablePacking; and what `stream` throws
 */
export async function* unpacked(
  stream: AsyncIterable<Uint8Array>,
  bounds: UnpackBounds = UNPACK_BOUNDS,
): AsyncGenerator<Uint8Array> {
  let layer = stream
  for (let layers = 0; ; layers += 1) {
    const { first, all } = await peeked(layer)
    const packing = packingOf(first)
    if (packing === null) {
      yield* all
      return
    }
    if (layers === MOST_LAYERS) throw new UnusablePacking(`The bytes are packed more than ${MOST_LAYERS} times.`)
    layer = bounded(unpackedOnce(packing, all), bounds)
  }
}

/** A stream's first bytes, and the whole stream. */
async function peeked(stream: AsyncIterable<Uint8Array>) {
  const iterator = stream[Symbol.asyncIterator]()
  let first = new Uint8Array(0)
  while (first.length < MAGIC_BYTES) {
    const { done, value } = await iterator.next()
    if (done === true) break
    const joined = new Uint8Array(first.length + value.length)
    joined.set(first)
    joined.set(value, first.length)
    first = joined
  }
  const rest: AsyncIterable<Uint8Array> = { [Symbol.asyncIterator]: () => iterator }
  async function* all() {
    try {
      if (first.length > 0) yield first
      yield* rest
    } finally {
      // Whoever stops here, or before the first byte, lets go of the source as well.
      await iterator.return?.()
    }
  }
  return { first, all: all() }
}

async function* bounded(pieces: AsyncIterable<UnpackedPiece>, { bytes, ratio, freeBytes }: UnpackBounds) {
  let length = 0
  for await (const { piece, packedBytes } of pieces) {
    length += piece.length
    if (length > bytes) throw new TooManyBytes(bytes)
    if (length > freeBytes && length > ratio * packedBytes) {
      throw new UnusablePacking(
        `${packedBytes} packed bytes become more than ${length}: over ${ratio} times as many, as no feed does.`,
      )
    }
    yield piece
  }
}
