import { MAX_ROW_BYTES } from './sheet-row.ts'

/** The bytes of one row of a CSV file, without its line end. */
export interface RawRow {
  /** Line of the file on which it begins, from 1. */
  readonly line: number
  /** Its bytes; the first of them only, if it is not `whole`. */
  readonly bytes: Uint8Array
  /**
   * `too-long`: the rest of it was discarded. `unclosed`: a quote is never closed, or not within a row's greatest size;
   * where the next row begins is not known then, so it is the last one.
   */
  readonly state: 'whole' | 'too-long' | 'unclosed'
}

const LINE_FEED = 0x0a
const CARRIAGE_RETURN = 0x0d
const QUOTE = 0x22
const KEPT_OF_TOO_LONG = 200

/** Where in a row a byte stands: before a cell, in a bare one, in a quoted one, or behind a quote in a quoted one. */
type Place = 'before' | 'bare' | 'quoted' | 'behind'

/**
 * Splits a CSV file into rows by its bytes: a line end within quotes is part of a cell (RFC 4180, section 2). LF, CRLF
 * and CR alone (Excel for Mac) end a row. Rows are not read here: the lines are counted, which a CSV parser gets wrong
 * for line ends within quotes, and memory holds one row of `MAX_ROW_BYTES` at most.
 *
 * @param isDelimiter whether a byte separates cells, because a quote opens a cell only at its beginning
 */
export async function* splitRows(
  stream: AsyncIterable<Uint8Array>,
  isDelimiter: (byte: number) => boolean,
): AsyncGenerator<RawRow> {
  const row = new RowBytes()
  let place: Place = 'before'
  let line = 1
  let began = 1
  let afterReturn = false
  for await (const chunk of stream) {
    for (const byte of chunk) {
      const isQuoted: boolean = place === 'quoted'
      const isSecondOfTwo = byte === LINE_FEED && afterReturn
      afterReturn = byte === CARRIAGE_RETURN
      const endsLine = byte === LINE_FEED || byte === CARRIAGE_RETURN
      if (endsLine && !isSecondOfTwo) line += 1
      if (endsLine && !isQuoted) {
        // A file may be hundreds of millions of empty rows.
        if (!isSecondOfTwo && row.length > 0) yield row.take(began, false)
        place = 'before'
        began = line
        continue
      }
      row.add(byte)
      place = isDelimiter(byte) && !isQuoted ? 'before' : nextPlace(place, byte)
      if (place === 'quoted' && row.isTooLong) {
        yield row.take(began, true)
        return
      }
    }
  }
  if (row.length > 0) yield row.take(began, place === 'quoted')
}

function nextPlace(place: Place, byte: number): Place {
  if (byte === QUOTE) {
    if (place === 'before' || place === 'behind') return 'quoted'
    return place === 'quoted' ? 'behind' : 'bare'
  }
  return place === 'quoted' ? 'quoted' : 'bare'
}

/** The row that is being read. */
class RowBytes {
  length = 0
  private readonly bytes = new Uint8Array(MAX_ROW_BYTES)

  get isTooLong(): boolean {
    return this.length > MAX_ROW_BYTES
  }

  add(byte: number): void {
    if (this.length < MAX_ROW_BYTES) this.bytes[this.length] = byte
    this.length += 1
  }

  take(line: number, isUnclosed: boolean): RawRow {
    const kept = this.isTooLong ? KEPT_OF_TOO_LONG : this.length
    const state = isUnclosed ? 'unclosed' : this.isTooLong ? 'too-long' : 'whole'
    const bytes = this.bytes.slice(0, kept)
    this.length = 0
    return { line, bytes, state }
  }
}
