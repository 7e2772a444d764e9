import { type FeedFinding, fault, warning } from '../../feeds/feed-finding.ts'
import type { Draft, FeedReading, MappedItem } from '../../feeds/feed-reader.ts'
import { findUnsafe } from '../../lines/unsafe-content.ts'
import { columnPath, type SheetCell, type SheetRow } from '../sheets/sheet-row.ts'
import { cellValue } from './cell-value.ts'
import type { ColumnField } from './field-of-column.ts'
import { FieldTree } from './field-tree.ts'
import type { TemplateColumn, TemplateHeader } from './template-header.ts'
import { TEMPLATE_TYPES, type TemplateType, TYPE_OF_PREFIX } from './template-type.ts'

const MOST_FINDINGS = 20
const DAY_END = "ends as the day begins; write a time if it ends later, or set the feed's dateOnlyEnd to inclusive"

/** A row as a record: each cell fills the field that its column names; an empty one leaves it out. */
export function recordOfRow(row: SheetRow, header: TemplateHeader, feed: FeedReading['feed']): MappedItem {
  if (row.fault !== null) return { drafts: [], findings: [row.fault] }
  const id = header.textOf(row, 'id')
  const named = header.textOf(row, 'type')
  if (id === '') return refused(row, 'missing-id', 'id', '', 'every record has an id, like ast_sintel-trailer')
  const type = named === '' ? TYPE_OF_PREFIX[id.slice(0, 4)] : TEMPLATE_TYPES.find((each) => each === named)
  if (type === undefined) {
    const hint = `one of ${TEMPLATE_TYPES.join(', ')}; without it, the id says so by ${Object.keys(TYPE_OF_PREFIX).join(', ')}`
    return refused(row, named === '' ? 'missing-field' : 'unknown-type', 'type', named, hint)
  }
  const tree = new FieldTree()
  const findings: FeedFinding[] = []
  for (const [index, cell] of row.cells.entries()) {
    const column = header.columnAt(index)
    if (cell.kind !== 'empty' && !column.isNote) findings.push(...fill(tree, row, type, column, cell, feed))
  }
  tree.put(['v'], 1)
  const draft: Draft = { ...tree.record(), type, id }
  const unsafe = findUnsafe(JSON.stringify(draft), draft)
  if (unsafe !== null) {
    findings.push(fault(row.line, unsafe.rule, columnPath(row, unsafe.path), unsafe.value, unsafe.hint))
  }
  return { drafts: [draft], findings: findings.slice(0, MOST_FINDINGS) }
}

function fill(
  tree: FieldTree,
  row: SheetRow,
  type: TemplateType,
  column: TemplateColumn,
  cell: SheetCell,
  feed: FeedReading['feed'],
): FeedFinding[] {
  const path = columnPath(row, column.name)
  const field = column.fieldOf(type)
  if ('hint' in field) return [fault(row.line, 'unknown-field', path, cell.text, field.hint)]
  const converted = cellValue(cell, field, feed)
  if ('rule' in converted) return [fault(row.line, converted.rule, path, cell.text, converted.hint)]
  if (!tree.put(field.path, converted.value)) return [twice(row, path, cell, field)]
  return converted.isDayAlone === true ? [warning(row.line, 'date-only-end', path, cell.text, DAY_END)] : []
}

function twice({ line }: SheetRow, path: string, cell: SheetCell, field: ColumnField): FeedFinding {
  const hint = `another column of this row fills ${field.path.join('.')} already: leave one of them empty`
  return fault(line, 'repeated-value', path, cell.text, hint)
}

function refused(
  row: SheetRow,
  rule: 'missing-id' | 'missing-field' | 'unknown-type',
  column: string,
  value: string,
  hint: string,
): MappedItem {
  return { drafts: [], findings: [fault(row.line, rule, columnPath(row, column), value, hint)] }
}
