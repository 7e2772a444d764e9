import type { ByteBuffer } from 'flatbuffers'

type ColumnKind<Column> = new (buffer: ArrayBufferLike, at: number, length: number) => Column

/**
 * A column of an opened table, as a view over its bytes; null where the table has none. All generated accessors are this one
 * function: a Worker that starts reads its code, and a cold isolate runs each of them once.
 *
 * @param slot where the table says where the column is
 */
export function wholeColumn<Column>(
  bytes: ByteBuffer,
  table: number,
  slot: number,
  kind: ColumnKind<Column>,
): Column | null {
  const field = bytes.__offset(table, slot)
  if (field === 0) return null
  const all = bytes.bytes()
  return new kind(all.buffer, all.byteOffset + bytes.__vector(table + field), bytes.__vector_len(table + field))
}
