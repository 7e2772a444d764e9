import { type AvailColumn, type AvailRow, cellOf } from '../avail-row.ts'

const ONE_LICENCE: readonly AvailColumn[] = ['LicenseType', 'FormatProfile', 'Start']
const licenceOf = (row: AvailRow): string => ONE_LICENCE.map((column) => cellOf(row, column)).join('|')

/** What the deletions among the rows of a title take away. Looked up by keys, because a title may have thousands of rows. */
export class TakenAway {
  private readonly territories = new Map<string, Set<string>>()

  /** Takes every right to the row's edit away; to all edits, if it names none. */
  addEdit(row: AvailRow): void {
    this.add('every edit', row)
    this.add(`edit ${cellOf(row, 'EditID')}`, row)
  }

  /** Takes the licence away that the row repeats: the one with its `AvailID`, or of its licence, format and start. */
  addLicence(row: AvailRow): void {
    const id = cellOf(row, 'AvailID')
    if (id !== '') this.add(`id ${id}`, row)
    this.add(`${id === '' ? 'any' : 'unnamed'} ${licenceOf(row)}`, row)
  }

  /** The territories, as their rows write them, in which a licence was taken away; what they except is not kept. */
  from(row: AvailRow): readonly string[] {
    const [edit, id, licence] = [cellOf(row, 'EditID'), cellOf(row, 'AvailID'), licenceOf(row)]
    const keys = [
      ...(edit === '' ? ['every edit'] : ['edit ', `edit ${edit}`]),
      id === '' ? `unnamed ${licence}` : `id ${id}`,
      `any ${licence}`,
    ]
    return [...new Set(keys.flatMap((key) => [...(this.territories.get(key) ?? [])]))]
  }

  private add(key: string, row: AvailRow): void {
    const territory = cellOf(row, 'Territory') || 'ZZ'
    const known = this.territories.get(key)
    if (known === undefined) this.territories.set(key, new Set([territory]))
    else known.add(territory)
  }
}
