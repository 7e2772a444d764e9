import { cellAt, columnPath, type SheetRow } from '../../sheets/sheet-row.ts'
import { AVAIL_COLUMNS, type AvailColumn } from '../avail-row.ts'

/** What the two header rows of a sheet say of its columns. */
export interface SheetHeader {
  /** Name of each column: as in the standard if it is one of those that are read, else as it is written. */
  readonly names: readonly string[]
  /** Where a column stands: `AvailTrans/Start`, behind the sheet's name if the file has several. */
  readonly pathOf: (column: string) => string
  /** A column that is read and stands twice; null: none does. */
  readonly repeated: string | null
}

/** Without them a sheet is none of avails: a data dictionary, or notes. */
const TELLING: readonly AvailColumn[] = ['Territory', 'LicenseType']
const STANDARD = new Map<string, string>(AVAIL_COLUMNS.map((column) => [column.toLowerCase(), column]))

/** Whether a row is the one with the names of the columns. */
export function isNamesRow(row: SheetRow): boolean {
  const names = new Set(namesOf(row))
  return TELLING.every((column) => names.has(column))
}

/**
 * The header of a sheet by its first two rows: groups such as `AvailTrans`, and names. A name says enough: no two groups
 * share one (MovieLabs' own converter leaves the groups out too).
 *
 * @param groups null: the sheet begins with the names
 */
export function sheetHeader(groups: SheetRow | null, names: SheetRow): SheetHeader {
  const columns = namesOf(names)
  const paths = new Map<string, string>()
  let repeated: string | null = null
  columns.forEach((name, index) => {
    if (paths.has(name) && STANDARD.get(name.toLowerCase()) === name) repeated = name
    const group = groups === null ? '' : cellAt(groups, index).text.trim()
    paths.set(name, columnPath(names, group === '' ? name : `${group}/${name}`))
  })
  return { names: columns, pathOf: (column) => paths.get(column) ?? columnPath(names, column), repeated }
}

function namesOf(row: SheetRow): readonly string[] {
  return row.cells.map(({ text }) => {
    const name = text.trim()
    return STANDARD.get(name.toLowerCase()) ?? name
  })
}
