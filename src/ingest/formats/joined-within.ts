import { joinedBytes } from '../../model/joined-bytes.ts'

/** All bytes of a stream; null: it has more than `most`, and is not read further. */
export async function joinedWithin(stream: AsyncIterable<Uint8Array>, most: number): Promise<Uint8Array | null> {
  const chunks: Uint8Array[] = []
  let length = 0
  for await (const chunk of stream) {
    length += chunk.length
    if (length > most) return null
    chunks.push(chunk.slice())
  }
  return joinedBytes(chunks, length)
}
