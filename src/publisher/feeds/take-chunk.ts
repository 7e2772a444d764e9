import { BrokenOff, boundedChunks, TooManyBytes } from '../../http/bounded-bytes.ts'
import { UNPACK_BOUNDS, unpacked } from '../../http/unpacked.ts'
import { UnusablePacking } from '../../http/unusable-packing.ts'
import { joinedBytes } from '../../model/joined-bytes.ts'
import { receivedChunks, storeChunk } from '../../schedule/feeds/stores/uploads.ts'
import { sha256Hex } from '../../snapshot/sha256.ts'
import { OPS_LIMITS } from '../limits.ts'
import { OpsProblem } from '../ops-problem.ts'
import type { PublisherContext } from '../publisher-context.ts'

const NEWLINE = 10
const BLANK: ReadonlySet<number> = new Set([9, 13, 32])

/** A chunk that was stored. */
export interface TakenChunk {
  readonly items: number
  /** Whether the same chunk was there already. */
  readonly repeated: boolean
}

/**
 * Stores a chunk of an upload, packed. The same chunk may come again, and then nothing is done; another one of the same
 * number takes its place.
 *
 * @throws OpsProblem 413 when it has too many bytes or items
 */
export async function takeChunk(
  { redis }: Pick<PublisherContext, 'redis'>,
  request: Request,
  delivery: string,
  chunk: number,
): Promise<TakenChunk> {
  const bytes = await bytesOf(request)
  const items = lineCount(bytes)
  if (items > OPS_LIMITS.chunkItems) {
    const told = `A chunk has at most ${OPS_LIMITS.chunkItems} items; this one has ${items}: divide it.`
    throw new OpsProblem(413, 'Too many items', told, 'body')
  }
  const sha256 = await sha256Hex(bytes)
  const before = (await receivedChunks(redis, delivery)).get(chunk)
  if (before?.sha256 === sha256) return { items, repeated: true }
  await storeChunk(redis, delivery, chunk, { packed: await packed(bytes), sha256, items })
  return { items, repeated: false }
}

async function bytesOf(request: Request): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: Uint8Array[] = []
  let length = 0
  try {
    const bounds = { ...UNPACK_BOUNDS, bytes: OPS_LIMITS.chunkBytes }
    for await (const piece of unpacked(boundedChunks(request, OPS_LIMITS.chunkBytes), bounds)) {
      chunks.push(piece)
      length += piece.length
    }
  } catch (error) {
    if (error instanceof TooManyBytes) {
      throw new OpsProblem(413, 'Too large', `A chunk has at most ${error.maxBytes} bytes: divide it.`, 'body')
    }
    if (error instanceof BrokenOff || error instanceof UnusablePacking) {
      throw new OpsProblem(
        400,
        'The body cannot be read',
        `${error.message}; send the chunk again`.slice(0, 200),
        'body',
      )
    }
    throw error
  }
  return new Uint8Array(joinedBytes(chunks, length))
}

/** Lines with something in them. */
function lineCount(bytes: Uint8Array): number {
  let lines = 0
  let isBlank = true
  for (const byte of bytes) {
    if (byte === NEWLINE) isBlank = true
    else if (isBlank && !BLANK.has(byte)) {
      lines += 1
      isBlank = false
    }
  }
  return lines
}

async function packed(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array> {
  const stream = new Response(bytes).body?.pipeThrough(new CompressionStream('gzip'))
  return new Uint8Array(await new Response(stream).arrayBuffer())
}
