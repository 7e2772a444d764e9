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

/**
 * Reads a data set, which is the same in whatever order the rows of its files stand.
 * @throws UsageError naming file, line and field
 */
export async function readDataSet(files: DataSetFiles): Promise<DataSet> {
  const items = await readItems(files.items)
  const interactions = await readTable('--interactions', files.interactions, ['user', 'item', 'timestamp', 'label'])
  const groups = files.groups === undefined ? null : await readTable('--groups', files.groups, GROUP_COLUMNS)
  const viewers = new Map(usersOf([interactions, ...(groups === null ? [] : [groups])]).map((user, at) => [user, at]))
  const numbers = new Map(items.map(({ id }, index) => [id, index]))
  const known = { itemOf: itemReader(numbers), viewerOf: viewerReader(viewers) }
  return {
    items,
    viewers: viewers.size,
    interactions: interactionsOf(interactions, known),
    groups: groups === null ? null : groupsOf(groups, known),
  }
}

const GROUP_COLUMNS = ['user', 'group', 'item', 'label']

function usersOf(tables: readonly CsvTable[]): readonly string[] {
  const users = new Set(tables.flatMap(({ rows }) => rows.map(({ cells }) => cells.user ?? '')))
  users.delete('')
  return [...users].sort(byName)
}

/** Numbers by their size, before all other names. */
function byName(one: string, other: string): number {
  const [isOne, isOther] = [/^\d+$/.test(one), /^\d+$/.test(other)]
  if (isOne && isOther && Number(one) !== Number(other)) return Number(one) - Number(other)
  if (isOne !== isOther) return isOne ? -1 : 1
  return one < other ? -1 : Number(one > other)
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

function viewerReader(viewers: ReadonlyMap<string, number>): CellReader {
  return (file, row) => {
    const number = viewers.get(row.cells.user ?? '')
    if (number === undefined) throw wrongCell(file, row, 'user', 'any name of a viewer')
    return number
  }
}

async function readItems(file: string): Promise<readonly EvaluatedItem[]> {
  const table = await readTable('--items', file, ['item', 'genres', 'tags', 'year'])
  const lines = new Map<string, number>()
  const items = table.rows.map((row) => {
    const id = row.cells.item ?? ''
    if (id === '') throw wrongCell(file, row, 'item', 'any name of an item')
    const before = lines.get(id)
    if (before !== undefined) throw wrongCell(file, row, 'item', `an item once; line ${before} has it already`)
    lines.set(id, row.line)
    return { id, genres: wordsOf(row.cells.genres), tags: wordsOf(row.cells.tags), year: yearOf(file, row) }
  })
  return items.sort((one, other) => byName(one.id, other.id))
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

/** What a viewer did with an item, once: the last row stands, and of the same instant one that says that it was liked. */
function interactionsOf(table: CsvTable, { itemOf, viewerOf }: Known): readonly Interaction[] {
  const { file } = table
  const isLiked = likedBy(table)
  const found = new Map<string, Interaction>()
  for (const row of table.rows) {
    const [viewer, item] = [viewerOf(file, row), itemOf(file, row)]
    const each = { viewer, item, at: instantOf(file, row), liked: isLiked(row) }
    const key = `${viewer} ${item}`
    const known = found.get(key)
    const isLater = known === undefined || each.at > known.at || (each.at === known.at && each.liked)
    if (isLater) found.set(key, each)
  }
  const order = (one: Interaction, other: Interaction) => one.viewer - other.viewer || one.item - other.item
  return [...found.values()].sort(order)
}

function groupsOf(table: CsvTable, { itemOf, viewerOf }: Known): readonly ShownGroup[] {
  const { file } = table
  const isLiked = likedBy(table)
  const groups = new Map<
    string,
    { readonly viewer: number; readonly name: string; readonly items: Map<number, boolean> }
  >()
  for (const row of table.rows) {
    const [viewer, name] = [viewerOf(file, row), row.cells.group ?? '']
    const key = JSON.stringify([viewer, name])
    const group = groups.get(key) ?? { viewer, name, items: new Map<number, boolean>() }
    groups.set(key, group)
    const item = itemOf(file, row)
    if (group.items.has(item)) throw wrongCell(file, row, 'item', 'an item once in a group')
    group.items.set(item, isLiked(row))
  }
  const ordered = [...groups.values()].sort((one, other) => one.viewer - other.viewer || byName(one.name, other.name))
  return ordered.map(({ viewer, items }) => ({
    viewer,
    items: [...items].map(([item, liked]) => ({ item, liked })).sort((one, other) => one.item - other.item),
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
