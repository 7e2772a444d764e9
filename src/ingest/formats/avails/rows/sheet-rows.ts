import { type FeedFinding, fault } from '../../../feeds/feed-finding.ts'
import type { FeedFault } from '../../../feeds/feed-reader.ts'
import type { CellKind, SheetCell, SheetRow } from '../../sheets/sheet-row.ts'
import { type AvailColumn, type AvailRow, firstCell } from '../avail-row.ts'
import { isNamesRow, type SheetHeader, sheetHeader } from './sheet-header.ts'

/** Columns of which one is in every row that means anything. */
const TELLING: readonly AvailColumn[] = [
  'ALID',
  'ContentID',
  'SeriesContentID',
  'SeasonContentID',
  'VolumeContentID',
  'EpisodeContentID',
  'WorkType',
  'LicenseType',
]

/**
 * The rows of avails in the sheets of a file, or a fault. Each sheet begins with two header rows; then a row of the
 * template follows (`1.8 | //Opt | //REQ …`), and there may be comments: rows whose first cell is a version or begins
 * with `//`. A row whose first cell is blank is left out too if it names no title and no licence: another one is a row
 * whose sender forgot the name of the company. A sheet without the columns of avails, such as the data dictionary that
 * some templates have, is left out, unless there is no other.
 */
export async function* sheetRows(rows: AsyncIterable<SheetRow | FeedFault>): AsyncGenerator<AvailRow | FeedFault> {
  const sheets = new Sheets()
  for await (const row of rows) {
    const found = row.kind === 'fault' ? row : sheets.read(row)
    if (found === null) continue
    yield found
    if ('kind' in found) return
  }
  if (!sheets.hasAvails) yield noHeader()
}

class Sheets {
  hasAvails = false
  private sheet: string | null | undefined
  private isFirst = true
  private groups: SheetRow | null = null
  private header: SheetHeader | null = null
  private readonly texts = new Map<string, string>()

  /** null: the row says nothing of a title. */
  read(row: SheetRow): AvailRow | FeedFault | null {
    if (row.sheet !== this.sheet) {
      this.sheet = row.sheet
      this.isFirst = true
      this.groups = null
      this.header = null
    }
    if (this.header !== null) return availRow(this.header, row, (text) => this.once(text))
    const groups = this.groups
    const mayBeNames = this.isFirst || groups !== null
    this.groups = this.isFirst ? row : null
    this.isFirst = false
    if (!mayBeNames || !isNamesRow(row)) return null
    this.header = sheetHeader(groups, row)
    this.hasAvails = true
    return this.header.repeated === null ? null : repeatedColumn(row, this.header)
  }

  /** A text as it came first: rows repeat most of what they say, and all of them are kept until the end. */
  private once(text: string): string {
    const known = this.texts.get(text)
    if (known !== undefined) return known
    if (this.texts.size < MOST_TEXTS) this.texts.set(text, text)
    return text
  }
}

/** More texts than any sheet repeats. */
const MOST_TEXTS = 50_000

const COMMENT = /^\/\/|^1\.\d+(?:\.\d+)*$/

function availRow({ names, pathOf }: SheetHeader, row: SheetRow, once: (text: string) => string): AvailRow | null {
  if (row.fault !== null) {
    return { line: row.line, cells: new Map([['', row.source]]), pathOf, faults: [row.fault], isUnreadable: true }
  }
  const cells = new Map<string, string>()
  const faults: FeedFinding[] = []
  row.cells.forEach((cell, index) => {
    const text = textOf(cell)
    if (text === '') return
    const name = names[index] ?? ''
    const column = name === '' || cells.has(name) ? `${name}#${index + 1}` : name
    cells.set(column, once(text))
    const hint = HINTS[cell.kind]
    if (hint !== undefined) faults.push(fault(row.line, 'formula', pathOf(column), text, hint))
  })
  const found: AvailRow = { line: row.line, cells, pathOf, faults }
  const [first] = row.cells
  const start = first === undefined ? '' : textOf(first)
  if (COMMENT.test(start)) return null
  return start === '' && firstCell(found, TELLING) === null ? null : found
}

const HINTS: Partial<Record<CellKind, string>> = {
  formula: 'a formula, of which nobody knows what it gave when it was sent: paste its value',
  error: 'an error that a formula gave: paste a value',
}

/** A date cell at midnight is a day: Excel does not know whether a time was given. A formula may come without its text. */
function textOf({ kind, text }: SheetCell): string {
  if (kind === 'date') return text.replace(/T00:00:00$/, '')
  return text.trim() === '' && kind === 'formula' ? '=' : text.trim()
}

function repeatedColumn({ line }: SheetRow, { repeated, pathOf }: SheetHeader): FeedFault {
  const hint = 'the column stands twice in the header, so that nobody knows which one counts: leave one out'
  return { kind: 'fault', finding: fault(line, 'broken-document', pathOf(repeated ?? ''), repeated, hint) }
}

function noHeader(): FeedFault {
  const hint =
    'no sheet of avails: it begins with two header rows, the second with Territory, LicenseType, Start, End …'
  return { kind: 'fault', finding: fault(1, 'broken-document', '', '', hint) }
}
