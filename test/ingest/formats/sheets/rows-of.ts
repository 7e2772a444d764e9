import type { FeedFault } from '../../../../src/ingest/feeds/feed-reader.ts'
import type { SheetReader, SheetRow } from '../../../../src/ingest/formats/sheets/sheet-row.ts'
import { aReading } from '../../mapping/reading.ts'

/** A stream of bytes in chunks of a size. */
export async function* chunksOf(bytes: Uint8Array, size = bytes.length): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.slice(at, at + size)
}

/** All that a reader of sheets says of a file. */
export async function rowsOf(read: SheetReader, bytes: Uint8Array, size?: number): Promise<(SheetRow | FeedFault)[]> {
  const found: (SheetRow | FeedFault)[] = []
  for await (const each of read(chunksOf(bytes, size), aReading())) found.push(each)
  return found
}

/** Rows as short text: `3: a, b`; a fault by its rule. */
export function shown(rows: readonly (SheetRow | FeedFault)[]): string[] {
  return rows.map((row) => {
    if (row.kind === 'fault') return `fault ${row.finding.line} ${row.finding.rule}`
    if (row.fault !== null) return `${row.line}: ${row.fault.rule}`
    return `${row.line}: ${row.cells.map(({ kind, text }) => (kind === 'text' ? text : `<${kind} ${text}>`)).join(', ')}`
  })
}
