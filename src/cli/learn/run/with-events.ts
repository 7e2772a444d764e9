import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { DuckDBConnection } from '@duckdb/node-api'
import { Refusal, UsageError } from '../../frame/refusal.ts'
import { openDuckDb } from './duckdb.ts'
import { type EventFiles, eventFiles, tombstoneFiles } from './event-files.ts'
import { openEventRows } from './event-rows.ts'

/** Where events are. */
export interface EventSource {
  /** A folder or a pattern. */
  readonly events: string
  /** Files of tombstones besides those among the events; null: none. */
  readonly erased: string | null
}

/**
 * Works with the view `events` over files, in a DuckDB that is gone afterwards.
 * @throws UsageError when nothing has the name that is given; Refusal for a folder without files and what cannot be read
 */
export async function withEvents<Result>(
  { events, erased }: EventSource,
  work: (connection: DuckDBConnection, files: EventFiles) => Promise<Result>,
): Promise<Result> {
  const folder = await mkdtemp(join(tmpdir(), 'firstframe-events-'))
  try {
    const { connection, close } = await openDuckDb(folder)
    try {
      const files = await eventFiles(connection, events)
      const tombstones = erased === null ? null : await tombstoneFiles(connection, erased)
      await openEventRows(connection, files, tombstones)
      return await work(connection, files)
    } finally {
      close()
    }
  } catch (error) {
    if (error instanceof Refusal || error instanceof UsageError) throw error
    const why = error instanceof Error ? error.message : 'unknown'
    throw new Refusal(`the events cannot be read: ${why.split('\n')[0]}`, 'src/events/README.md has their columns')
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** Makes a table of these rows, whose values are SQL. */
export async function fillTable(
  connection: DuckDBConnection,
  table: string,
  columns: string,
  rows: readonly (readonly string[])[],
): Promise<void> {
  const values = rows.map((row) => `(${row.join(', ')})`).join(', ')
  await connection.run(`CREATE TABLE ${table} AS SELECT * FROM (VALUES ${values}) AS given(${columns})`)
}
