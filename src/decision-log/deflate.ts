import { joinedBytes } from '../model/joined-bytes.ts'

/** Bytes, deflated (RFC 1951). */
export function deflated(bytes: Uint8Array): Promise<Uint8Array> {
  return gathered(streamOf(bytes).pipeThrough(new CompressionStream('deflate-raw')), Number.POSITIVE_INFINITY)
}

/**
 * The bytes that were deflated.
 * @throws RangeError when there would be more of them than `bytesMax`, TypeError when they were never deflated
 */
export function inflated(bytes: Uint8Array, bytesMax: number): Promise<Uint8Array> {
  return gathered(streamOf(bytes).pipeThrough(new DecompressionStream('deflate-raw')), bytesMax)
}

function streamOf(bytes: Uint8Array): ReadableStream<Uint8Array<ArrayBuffer>> {
  return new ReadableStream({
    start(controller) {
      controller.enqueue(new Uint8Array(bytes))
      controller.close()
    },
  })
}

async function gathered(stream: ReadableStream<Uint8Array>, bytesMax: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = []
  let length = 0
  const reader = stream.getReader()
  for (;;) {
    const { done, value } = await reader.read()
    if (done) break
    length += value.length
    if (length > bytesMax) {
      await reader.cancel()
      throw new RangeError(`more than ${bytesMax} bytes`)
    }
    chunks.push(value)
  }
  return joinedBytes(chunks, length)
}
