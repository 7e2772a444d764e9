import type { ByteReader, ByteWriter } from '../byte-layout.ts'

type Renditions = readonly number[] | null

/** Greatest size of a list, in bytes: an index takes at most eight. */
export function greatestRenditionBytes(renditions: Renditions): number {
  return 8 + 8 * (renditions?.length ?? 0)
}

/**
 * Writes which renditions are listed. The first ones in their own order, which is the common case, take one byte: their
 * number. Others follow it one by one.
 */
export function writeRenditions(writer: ByteWriter, renditions: Renditions): void {
  if (renditions === null) {
    writer.whole(0)
    return
  }
  const inOrder = renditions.every((rendition, at) => rendition === at)
  writer.whole(1 + 2 * renditions.length + (inOrder ? 0 : 1))
  if (!inOrder) for (const rendition of renditions) writer.whole(rendition)
}

/** @throws RangeError for bytes that `writeRenditions` never writes */
export function readRenditions(reader: ByteReader): Renditions {
  const head = reader.whole()
  if (head === 0) return null
  const length = Math.floor((head - 1) / 2)
  if (length > LISTED_MAX) throw new RangeError('more renditions than an answer lists')
  return head % 2 === 1 ? Array.from({ length }, (_, at) => at) : reader.list(length, () => reader.whole())
}

/** Far above what an answer lists: bytes that are no list must not take the memory of one. */
const LISTED_MAX = 64

export function sameRenditions(one: Renditions, other: Renditions): boolean {
  if (one === other) return true
  return one !== null && one.length === other?.length && one.every((rendition, at) => rendition === other[at])
}
