import { fault } from '../../feeds/feed-finding.ts'
import type { DecodeText, FeedFault } from '../../feeds/feed-reader.ts'
import { peeked, withoutMark } from '../peeked.ts'
import { TELLING_BYTES, whatItIs } from '../what-it-is.ts'
import { type CsvRow, cellsOfRows } from './csv-cells.ts'
import { MAX_ROW_BYTES, type SheetReader, type SheetRow } from './sheet-row.ts'
import { type RawRow, splitRows } from './split-rows.ts'
import { utf8OfUtf16, utf16Order } from './utf-16.ts'

const DELIMITERS = [',', ';', '\t'] as const
/** A first line with which Excel is told the delimiter. */
const SEPARATOR_LINE = /^sep=(.)$/i
/** How many rows the parser gets at once, because starting it for each row costs more than the row. */
const ROWS_AT_ONCE = 200
const NO_UTF_8 = 'save it as "CSV UTF-8": this row has characters of another encoding, such as Latin-1'

/**
 * Rows of a CSV file: cells separated by `,`, `;` (Excel where the decimal sign is a comma) or tabs, as its first row
 * shows; in UTF-8, or in UTF-16, which Excel calls "Unicode text". A row that cannot be read stops no other.
 */
export const readCsvRows: SheetReader = async function* (stream, { decode }) {
  const { head, stream: whole, close } = await peeked(stream, TELLING_BYTES)
  const order = utf16Order(head)
  const what = whatItIs(head)
  if (order === null && !['a text', 'JSON', 'blank', 'empty'].includes(what)) {
    await close()
    yield { kind: 'fault', finding: fault(1, 'broken-document', '', '', `this is no CSV file: it is ${what}`) }
    return
  }
  yield* rowsOf(withoutMark(order === null ? whole : utf8OfUtf16(whole, order)), decode)
}

async function* rowsOf(stream: AsyncIterable<Uint8Array>, decode: DecodeText): AsyncGenerator<SheetRow | FeedFault> {
  let delimiter: string | null = null
  const codes = new Set<number | undefined>(DELIMITERS.map((each) => each.charCodeAt(0)))
  const waiting: CsvRow[] = []
  const waitingCells = () => cellsOfRows(waiting.splice(0), delimiter ?? ',')
  try {
    for await (const raw of splitRows(stream, (byte) => codes.has(byte))) {
      const { text, isUtf8 } = decode(raw.bytes)
      if (delimiter === null && raw.state === 'whole' && text.trim() !== '') {
        const told = SEPARATOR_LINE.exec(text)?.[1]
        delimiter = told ?? delimiterOf(text)
        codes.clear()
        codes.add(delimiter.charCodeAt(0))
        if (told !== undefined) continue
      }
      if (raw.state !== 'unclosed') waiting.push({ line: raw.line, text, refused: refusalOf(raw, text, isUtf8) })
      if (raw.state !== 'unclosed' && waiting.length < ROWS_AT_ONCE) continue
      yield* waitingCells()
      if (raw.state === 'unclosed') yield unclosed(raw.line, text)
    }
  } catch (error) {
    // The stream broke off: what came before it counts.
    yield* waitingCells()
    throw error
  }
  yield* waitingCells()
}

/** The delimiter that stands most often in a row outside of quotes; of equals the first, and `,` where there is none. */
function delimiterOf(row: string): string {
  const bare = row.replaceAll(/"(?:[^"]|"")*"/g, '')
  const count = (delimiter: string) => bare.split(delimiter).length
  return DELIMITERS.reduce((best, delimiter) => (count(delimiter) > count(best) ? delimiter : best))
}

function refusalOf({ line, state }: RawRow, text: string, isUtf8: boolean): CsvRow['refused'] {
  if (state === 'too-long') return fault(line, 'too-large', '', text, `a row has at most ${MAX_ROW_BYTES} bytes`)
  return isUtf8 ? null : fault(line, 'not-utf-8', '', text, NO_UTF_8)
}

function unclosed(line: number, text: string): FeedFault {
  const hint = `a quote that opens in the row of this line is never closed, or not within ${MAX_ROW_BYTES} bytes: close it with another "`
  return { kind: 'fault', finding: fault(line, 'broken-document', '', text, hint) }
}
