import { createReadStream } from 'node:fs'
import { copyFile, readdir } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { createInterface } from 'node:readline'
import type { DuckDBConnection } from '@duckdb/node-api'
import {
  AGGREGATE_TABLES,
  type AggregateColumn,
  type AggregateTable,
} from '../../../learn/aggregates/aggregate-columns.ts'
import type { GatheredAggregates } from '../../../learn/aggregates/gathered-aggregates.ts'
import type { Cells } from '../../../learn/aggregates/read-cells.ts'
import { Refusal, UsageError } from '../../frame/refusal.ts'
import { literal } from './duckdb.ts'

const ENDING = /\.(parquet|ndjson)$/

/** The files of each table in a folder: `exposures.parquet`, or in parts: `exposures-000.ndjson`. */
export type AggregateFiles = Readonly<Record<AggregateTable, readonly string[]>>

/**
 * Finds the files of aggregates.
 * @throws UsageError when there is no such folder; Refusal when a table has no file
 */
export async function findAggregates(folder: string): Promise<AggregateFiles> {
  const names = await readdir(folder).catch(() => {
    throw new UsageError(`--aggregates "${folder}" is no folder`, 'give one with exposures, pairs and data in it')
  })
  const files = names.filter((name) => ENDING.test(name)).sort()
  const of = (table: AggregateTable) => {
    const own = files.filter((name) => new RegExp(`^${table}([-_.].*)?\\.(parquet|ndjson)$`).test(name))
    if (own.length > 0) return own.map((name) => join(folder, name))
    throw new Refusal(`no ${table}.parquet and no ${table}.ndjson in ${folder}`, 'src/learn/sql makes all three tables')
  }
  return { exposures: of('exposures'), pairs: of('pairs'), data: of('data') }
}

/** Hands every row of the files to `gathered`. @throws Refusal for a file that cannot be read or lacks a column */
export async function gatherAggregates(
  connection: DuckDBConnection,
  files: AggregateFiles,
  gathered: GatheredAggregates,
): Promise<void> {
  // What data says, exposures are held to.
  for (const table of ['data', 'exposures', 'pairs'] as const) {
    for (const file of files[table]) {
      let row = 0
      const columns = AGGREGATE_TABLES[table]
      const rows = file.endsWith('.parquet') ? parquetRows(connection, file, columns) : ndjsonRows(file)
      for await (const cells of rows) gathered.take(table, cells, { file: basename(file), row: ++row })
    }
  }
}

/** Keeps what a run was learned from beside it. */
export async function copyAggregates(files: AggregateFiles, folder: string): Promise<void> {
  for (const file of Object.values(files).flat()) await copyFile(file, join(folder, basename(file)))
}

async function* ndjsonRows(file: string): AsyncGenerator<Cells> {
  for await (const text of createInterface({ input: createReadStream(file, 'utf8') })) {
    // A byte order mark is white space to `trim`, and nothing to JSON.
    if (text.trim() !== '') yield cellsOf(text.trim())
  }
}

/** A line that is no JSON has no column: the first one is missing. */
function cellsOf(text: string): Cells {
  try {
    const cells: unknown = JSON.parse(text)
    return typeof cells === 'object' && cells !== null ? (cells as Cells) : {}
  } catch {
    return {}
  }
}

async function* parquetRows(
  connection: DuckDBConnection,
  file: string,
  columns: readonly AggregateColumn[],
): AsyncGenerator<Cells> {
  const source = `read_parquet(${literal(file.replaceAll(/[[*?]/g, '[$&]'))})`
  const unreadable = (error: unknown): never => {
    const why = error instanceof Error ? error.message.split('\n')[0] : 'unknown'
    throw new Refusal(`${file} cannot be read: ${why}`, 'was it cut?')
  }
  const found = await connection.runAndReadAll(`DESCRIBE SELECT * FROM ${source}`).catch(unreadable)
  const names = new Set(found.getRows().map(([name]) => String(name).toLowerCase()))
  const missing = columns.find(({ name }) => !names.has(name))
  if (missing !== undefined) throw new Refusal(`${file} has no column ${missing.name}`, missing.meaning)
  // A value of another type is none, and its row is refused by the name of the column.
  const casts = columns.map(({ name, type }) => `TRY_CAST(${name} AS ${type === 'text' ? 'VARCHAR' : 'DOUBLE'})`)
  const result = await connection.stream(`SELECT ${casts.join(', ')} FROM ${source}`).catch(unreadable)
  for await (const rows of result.yieldRows()) {
    for (const row of rows) yield Object.fromEntries(columns.map(({ name }, at) => [name, row[at]]))
  }
}
