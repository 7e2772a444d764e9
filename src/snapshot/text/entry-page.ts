import { Builder, ByteBuffer, type Offset } from 'flatbuffers'
import { UnreadableShard } from '../columns/decode-hot.ts'
import { TextPage, TextPageBuilder } from '../columns/generated/text-page.ts'
import { SNAPSHOT_FORMAT } from '../format.ts'

/** An opened list of JSON entries; an entry is decoded when it is read. */
export interface EntryPage {
  readonly count: number
  /** The value of an entry. Throws `UnreadableShard` beyond the last one. */
  entry(at: number): unknown
  /** Bytes of the entry's JSON. */
  bytesOf(at: number): number
}

/** Encodes entries as a page of their own; equal entries give equal bytes. */
export function encodePage(entries: readonly Uint8Array[]): Uint8Array {
  const builder = new Builder(1024 + entries.reduce((sum, entry) => sum + entry.length + 4, 0))
  builder.finish(writePage(builder, entries))
  return builder.asUint8Array().slice()
}

/** Encodes entries as a table of a larger buffer. */
export function writePage(builder: Builder, entries: readonly Uint8Array[]): Offset {
  const joined = new Uint8Array(entries.reduce((sum, entry) => sum + entry.length, 0))
  const offsets = new Uint32Array(entries.length + 1)
  entries.forEach((entry, index) => {
    const start = offsets[index] ?? 0
    joined.set(entry, start)
    offsets[index + 1] = start + entry.length
  })
  const vectors = [TextPageBuilder.createOffsetsVector(builder, offsets), builder.createByteVector(joined)] as const
  return TextPageBuilder.createTextPage(builder, SNAPSHOT_FORMAT, ...vectors)
}

/** Opens a page as a view of its bytes. Throws `UnreadableShard` for an unknown format. */
export function openPage(bytes: Uint8Array): EntryPage {
  return readPage(TextPage.getRootAsTextPage(new ByteBuffer(bytes.byteOffset % 8 === 0 ? bytes : bytes.slice())))
}

/** As `openPage`, for a table of a larger buffer. */
export function readPage(page: TextPage | null): EntryPage {
  if (page?.format() !== SNAPSHOT_FORMAT) throw new UnreadableShard(`text: format ${page?.format()}`)
  const offsets = page.offsetsArray() ?? new Uint32Array(1)
  const bytes = page.bytesArray() ?? new Uint8Array()
  const decoder = new TextDecoder()
  const count = Math.max(0, offsets.length - 1)
  return {
    count,
    bytesOf: (at) => (offsets[at + 1] ?? 0) - (offsets[at] ?? 0),
    entry(at) {
      if (!(at >= 0 && at < count)) throw new UnreadableShard(`text: no entry ${at} of ${count}`)
      // The publisher wrote these entries from validated records, and their hash has been checked.
      return JSON.parse(decoder.decode(bytes.subarray(offsets[at], offsets[at + 1])))
    },
  }
}
