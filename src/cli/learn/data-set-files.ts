import type { DataSet, EvaluatedItem, Interaction, ShownGroup } from '../../evaluation/data-set.ts'
import { type CsvTable, readTable, type TableRow, wrongCell } from './csv-table.ts'

/** The files of a data set. */
export interface DataSetFiles {
  readonly interactions: string
  readonly items: string
  readonly groups: string | undefined
}

/** Labels above this are ratings; at most this, they only say whether something was liked. */
const YES = 1
/** The least rating that counts as liked, of one to five. */
const LIKED_RATING = 4
/** Instants below this are seconds: as milliseconds they would all lie before 1974. */
const LEAST_MILLISECONDS = 1e11
const GREATEST_INSTANT = 8.64e15

/** Reads a data set. @throws UsageError naming file, line and field */
export async function readDataSet(files: DataSetFiles): Promise<DataSet> {
  const items = await readItems(files.items)
  const numbers = new Map(items.map(({ id }, index) => [id, index]))
  const viewers = new Map<string, number>()
  const known = { itemOf: itemReader(numbers), viewerOf: viewerReader(viewers) }
  const interactions = await readInteractions(files.interactions, known)
  const groups = files.groups === undefined ? null : await readGroups(files.groups, known)
  return { items, viewers: viewers.size, interactions, groups }
}

type CellReader = (file: string, row: TableRow) => number

interface Known {
  readonly itemOf: CellReader
  readonly viewerOf: CellReader
}

function itemReader(numbers: ReadonlyMap<string, number>): CellReader {
  return (file, row) => {
    const number = numbers.get(row.cells.item ?? '')
    if (number === undefined) throw wrongCell(file, row, 'item', 'an item that the file of --items has')
    return number
  }
}

function viewerReader(viewers: Map<string, number>): CellReader {
  return (file, row) => {
    const user = row.cells.user ?? ''
    if (user === '') throw wrongCell(file, row, 'user', 'any name of a viewer')
    const number = viewers.get(user) ?? viewers.size
    viewers.set(user, number)
    return number
  }
}

async function readItems(file: string): Promise<readonly EvaluatedItem[]> {
  const table = await readTable('--items', file, ['item', 'genres', 'tags', 'year'])
  const lines = new Map<string, number>()
  return table.rows.map((row) => {
    const id = row.cells.item ?? ''
    if (id === '') throw wrongCell(file, row, 'item', 'any name of an item')
    const before = lines.get(id)
    if (before !== undefined) throw wrongCell(file, row, 'item', `an item once; line ${before} has it already`)
    lines.set(id, row.line)
    return { id, genres: wordsOf(row.cells.genres), tags: wordsOf(row.cells.tags), year: yearOf(file, row) }
  })
}

/** `a|b` and `a;b` are two words. */
function wordsOf(cell: string | undefined): readonly string[] {
  const words = (cell ?? '').split(/[|;]/).map((word) => word.trim())
  return words.filter((word) => word !== '')
}

function yearOf(file: string, row: TableRow): number | null {
  const cell = row.cells.year ?? ''
  if (cell === '') return null
  if (!/^[1-9]\d{3}$/.test(cell)) throw wrongCell(file, row, 'year', 'a year of four digits, or nothing')
  return Number(cell)
}

async function readInteractions(file: string, { itemOf, viewerOf }: Known): Promise<readonly Interaction[]> {
  const table = await readTable('--interactions', file, ['user', 'item', 'timestamp', 'label'])
  const isLiked = likedBy(table)
  return table.rows.map((row) => ({
    viewer: viewerOf(file, row),
    item: itemOf(file, row),
    at: instantOf(file, row),
    liked: isLiked(row),
  }))
}

async function readGroups(file: string, { itemOf, viewerOf }: Known): Promise<readonly ShownGroup[]> {
  const table = await readTable('--groups', file, ['user', 'group', 'item', 'label'])
  const isLiked = likedBy(table)
  const groups = new Map<string, { readonly viewer: number; readonly items: Map<number, boolean> }>()
  for (const row of table.rows) {
    const viewer = viewerOf(file, row)
    const key = JSON.stringify([viewer, row.cells.group])
    const group = groups.get(key) ?? { viewer, items: new Map<number, boolean>() }
    groups.set(key, group)
    const item = itemOf(file, row)
    if (group.items.has(item)) throw wrongCell(file, row, 'item', 'an item once in a group')
    group.items.set(item, isLiked(row))
  }
  return [...groups.values()].map(({ viewer, items }) => ({
    viewer,
    items: [...items].map(([item, liked]) => ({ item, liked })),
  }))
}

/** Whether a row says that something was liked: by ratings if any label of the file is above 1. */
function likedBy({ file, rows }: CsvTable): (row: TableRow) => boolean {
  const labels = new Map(rows.map((row) => [row, numberIn(file, row, 'label')]))
  let greatest = 0
  for (const label of labels.values()) greatest = Math.max(greatest, label)
  const least = greatest > YES ? LIKED_RATING : Number.MIN_VALUE
  return (row) => (labels.get(row) ?? 0) >= least
}

function instantOf(file: string, row: TableRow): number {
  const value = numberIn(file, row, 'timestamp')
  const instant = value < LEAST_MILLISECONDS ? value * 1000 : value
  if (instant >= 0 && instant <= GREATEST_INSTANT) return instant
  throw wrongCell(file, row, 'timestamp', 'seconds or milliseconds since 1970 UTC')
}

function numberIn(file: string, row: TableRow, field: string): number {
  const cell = row.cells[field] ?? ''
  if (!/^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/i.test(cell)) throw wrongCell(file, row, field, 'a number')
  return Number(cell)
}
