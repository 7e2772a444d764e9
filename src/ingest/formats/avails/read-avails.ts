import { fault } from '../../feeds/feed-finding.ts'
import type { FeedFault, FeedReader, FeedReading } from '../../feeds/feed-reader.ts'
import { peeked } from '../peeked.ts'
import { readCsvRows } from '../sheets/csv-rows.ts'
import { readXlsxRows } from '../sheets/xlsx-rows.ts'
import { TELLING_BYTES } from '../what-it-is.ts'
import type { AvailRow } from './avail-row.ts'
import { sheetRows } from './rows/sheet-rows.ts'
import { xmlRows } from './rows/xml-rows.ts'
import { titleOfRows } from './titles/title-of-rows.ts'
import { sourceOf, titlesOfRows } from './titles/titles-of-rows.ts'

/**
 * Most rows of a document. The rows of a title may stand anywhere in it, so that all are kept until its end; this many
 * take some 50 MB. Of a workbook it is the 10,000 of `readXlsxRows`.
 */
export const MOST_ROWS = 20_000

/**
 * Avails of EMA and MovieLabs: sheets of the versions 1.7 to 1.9, as XLSX or CSV, or XML of the versions 2.x, told apart
 * by their first bytes. An item is a title with all its rows, found by its content id (`titleIdIn`).
 * A delivery of changes alone (`delta`) says all of each title that it names, as a full extract does: the rows of a title
 * replace those that it had.
 *
 * A document that breaks off brings no items at all: any title may lack rows, and a title without the row that rates or
 * ends it would show more than it may.
 */
export const readAvails: FeedReader = async function* (stream, reading) {
  const rows: AvailRow[] = []
  for await (const found of rowsOf(stream, reading)) {
    const broken = 'kind' in found ? found : rows.length === MOST_ROWS ? tooManyRows(found) : null
    if (broken !== null) {
      yield broken
      return
    }
    if (!('kind' in found)) rows.push(found)
  }
  const remembering = { ...reading, territoriesOf: remembered(reading.territoriesOf) }
  for (const title of titlesOfRows(rows)) {
    const [first] = [...title.own, ...title.below]
    const line = first?.line ?? 1
    yield {
      kind: 'item',
      itemId: title.itemId,
      line,
      source: sourceOf(title),
      map: () => titleOfRows(remembering, title),
    }
  }
}

async function* rowsOf(stream: AsyncIterable<Uint8Array>, reading: FeedReading): AsyncGenerator<AvailRow | FeedFault> {
  const { head, stream: whole } = await peeked(stream, TELLING_BYTES)
  if (ZIP.every((byte, index) => head[index] === byte)) yield* sheetRows(readXlsxRows(whole, reading))
  else if (isMarkup(head)) yield* xmlRows(whole, reading)
  else yield* sheetRows(readCsvRows(whole, reading))
}

/** What ZIP files begin with, and so workbooks. */
const ZIP = [0x50, 0x4b, 0x03, 0x04]
/** Bytes that may stand before the first `<`: blanks, byte order marks, and the zero bytes of UTF-16. */
const BEFORE_MARKUP: ReadonlySet<number> = new Set([0x09, 0x0a, 0x0d, 0x20, 0x00, 0xef, 0xbb, 0xbf, 0xfe, 0xff])

const isMarkup = (head: Uint8Array): boolean => head.find((byte) => !BEFORE_MARKUP.has(byte)) === 0x3c

function tooManyRows({ line }: AvailRow): FeedFault {
  const hint = `avails have at most ${MOST_ROWS} rows, or transactions: send several documents, each with all rows of its titles`
  return { kind: 'fault', finding: fault(line, 'too-large', '', '', hint) }
}

/** Every row asks for the territories of the feed, and names a few of its own. */
function remembered(territoriesOf: FeedReading['territoriesOf']): FeedReading['territoriesOf'] {
  const known = new Map<string, readonly string[]>()
  return (selectors) => {
    const key = selectors.join(' ')
    const found = known.get(key) ?? territoriesOf(selectors)
    if (known.size < MOST_REMEMBERED) known.set(key, found)
    return found
  }
}

/** A document may make up territories without end. */
const MOST_REMEMBERED = 1000
