import { cellAt, type SheetRow } from '../sheets/sheet-row.ts'
import { type ColumnField, fieldOfColumn } from './field-of-column.ts'
import type { TemplateType } from './template-type.ts'

/** A column of a template, by the name in its first row. */
export interface TemplateColumn {
  readonly name: string
  /** Whether it is for people alone: its name begins with `#`. */
  readonly isNote: boolean
  /** The field that it fills in records of a type, or a hint why there is none. */
  readonly fieldOf: (type: TemplateType) => ColumnField | { readonly hint: string }
}

/** The first row of a template. */
export class TemplateHeader {
  private readonly columns: readonly TemplateColumn[]
  private readonly places = new Map<string, number>()

  constructor(row: SheetRow) {
    this.columns = row.cells.map(({ text }, index) => columnOf(text.trim(), index))
    for (const [index, { name }] of this.columns.entries()) {
      if (!this.places.has(name)) this.places.set(name, index)
    }
  }

  has(name: string): boolean {
    return this.places.has(name)
  }

  /** The column with a number, from 0. One without a name fills nothing, and is called by its number. */
  columnAt(index: number): TemplateColumn {
    return this.columns[index] ?? columnOf('', index)
  }

  /** The text of a row in a column, without blanks around it; empty where there is none. */
  textOf(row: SheetRow, name: string): string {
    const index = this.places.get(name)
    return index === undefined ? '' : cellAt(row, index).text.trim()
  }

  /** The cells of a row with the names of their columns: what an item of it is known by. */
  sourceOf(row: SheetRow): string {
    const named = row.cells.map(({ kind, text }, index) => ({ kind, text, name: this.columnAt(index).name }))
    return JSON.stringify(
      Object.fromEntries(named.filter(({ kind }) => kind !== 'empty').map(({ name, text }) => [name, text])),
    )
  }
}

function columnOf(written: string, index: number): TemplateColumn {
  const name = written === '' ? `(column ${index + 1})` : written
  const known = new Map<TemplateType, ColumnField | { readonly hint: string }>()
  const fieldOf = (type: TemplateType) => {
    const field = known.get(type) ?? fieldOfColumn(type, name)
    known.set(type, field)
    return field
  }
  return { name, isNote: name.startsWith('#'), fieldOf }
}
