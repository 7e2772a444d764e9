/** The first bytes of a stream, and the whole stream, them included. */
export interface Peeked {
  /** `count` bytes, or all there are if they are fewer. */
  readonly head: Uint8Array
  readonly stream: AsyncIterable<Uint8Array>
  /** Ends the stream unread, for a reader that wants no more of it. */
  readonly close: () => Promise<void>
}

/** Looks at the first bytes of a stream, whose kind they tell. */
export async function peeked(stream: AsyncIterable<Uint8Array>, count: number): Promise<Peeked> {
  const source = stream[Symbol.asyncIterator]()
  const chunks: Uint8Array[] = []
  let length = 0
  while (length < count) {
    const { value, done } = await source.next()
    if (done === true) break
    chunks.push(value.slice())
    length += value.length
  }
  const head = new Uint8Array(Math.min(count, length))
  let at = 0
  for (const chunk of chunks) {
    head.set(chunk.subarray(0, head.length - at), at)
    at = Math.min(head.length, at + chunk.length)
  }
  const close = async () => {
    await source.return?.()
  }
  return { head, stream: again(chunks, source), close }
}

async function* again(chunks: readonly Uint8Array[], source: AsyncIterator<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    yield* chunks
    for (let next = await source.next(); next.done !== true; next = await source.next()) yield next.value
  } finally {
    await source.return?.()
  }
}

const BYTE_ORDER_MARK = [0xef, 0xbb, 0xbf]

/** A text in UTF-8 without its byte order mark, if it has one. */
export async function* withoutMark(stream: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const { head, stream: whole } = await peeked(stream, BYTE_ORDER_MARK.length)
  let skip = BYTE_ORDER_MARK.every((byte, index) => head[index] === byte) ? BYTE_ORDER_MARK.length : 0
  for await (const chunk of whole) {
    yield chunk.subarray(skip)
    skip = Math.max(0, skip - chunk.length)
  }
}
