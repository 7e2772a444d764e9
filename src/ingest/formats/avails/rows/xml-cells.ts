import type { XmlElement } from '../../xml/xml-element.ts'
import type { AvailColumn, AvailRow } from '../avail-row.ts'

/** What an XML document says, as the cells of a row, with the place of each. */
export class XmlCells {
  private readonly cells = new Map<string, string>()
  private readonly paths = new Map<string, string>()

  /** The first text of a column counts; a blank one is none. */
  put(column: AvailColumn, path: string, text: string | null | undefined): void {
    const trimmed = text?.trim() ?? ''
    if (trimmed === '' || this.cells.has(column)) return
    this.cells.set(column, trimmed)
    this.paths.set(column, path)
  }

  /** Says where a column would stand that is blank. */
  expect(column: AvailColumn, path: string): void {
    if (!this.paths.has(column)) this.paths.set(column, path)
  }

  /** A row of these cells and others. */
  row({ line }: XmlElement, others: readonly XmlCells[], parts: Partial<AvailRow> = {}): AvailRow {
    const all = [this, ...others]
    const cells = new Map(all.flatMap((each) => [...each.cells]))
    const pathOf = (column: string): string =>
      all.map(({ paths }) => paths.get(column)).find((path) => path !== undefined) ?? column
    return { line, cells, pathOf, faults: [], ...parts }
  }
}
