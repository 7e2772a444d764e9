import { join } from 'node:path'
import type { DuckDBConnection } from '@duckdb/node-api'
import { AGGREGATE_TABLES } from '../../../learn/aggregates/aggregate-columns.ts'
import { Refusal } from '../../frame/refusal.ts'
import { literal } from './duckdb.ts'
import { type EventFiles, eventFiles, tombstoneFiles } from './event-files.ts'
import { openEventRows } from './event-rows.ts'
import type { ScheduledAsset } from './schedule-file.ts'
import { sqlText } from './sql-text.ts'
import { unreadableLines } from './unreadable-lines.ts'

/** The queries, in the order in which each needs those before it. */
const QUERIES = ['told', 'sightings', 'counted', 'exposures', 'pairs', 'data'] as const

/** What a run learns from, where, and how. */
export interface EventsAsked {
  /** A folder or a pattern. */
  readonly events: string
  /** Files of tombstones besides those among the events; null: none. */
  readonly erased: string | null
  readonly leastUnits: number
  readonly schedule: readonly ScheduledAsset[]
}

/** What was left out of the aggregates, by why. */
export type LeftOutCounts = Readonly<Record<string, number>>

/**
 * Makes the aggregates of events and writes them into a folder, as Parquet.
 * @param step told what is being made
 * @throws UsageError when nothing has the name that is given; Refusal for a folder without files and what cannot be read
 */
export async function writeAggregates(
  connection: DuckDBConnection,
  { events, erased, leastUnits, schedule }: EventsAsked,
  { folder, step }: { readonly folder: string; readonly step: (what: string) => void },
): Promise<LeftOutCounts> {
  const files = await eventFiles(connection, events)
  const tombstones = erased === null ? null : await tombstoneFiles(connection, erased)
  try {
    step(`${files.files} files of events`)
    await openEventRows(connection, files, tombstones)
    await fillAssets(connection, schedule)
    await connection.run(`CREATE TABLE options AS SELECT ${leastUnits} AS least_units`)
    for (const query of QUERIES) {
      await connection.run(sqlText(`learn/sql/${query}.sql`))
      step(query)
    }
    const counts = await leftOut(connection, files)
    for (const [table, columns] of Object.entries(AGGREGATE_TABLES)) {
      const names = columns.map(({ name }) => name).join(', ')
      const file = literal(join(folder, `${table}.parquet`))
      await connection.run(`COPY (SELECT ${names} FROM ${table} ORDER BY ALL) TO ${file} (FORMAT parquet)`)
    }
    return counts
  } catch (error) {
    if (error instanceof Refusal) throw error
    const why = error instanceof Error ? error.message : 'unknown'
    throw new Refusal(`the events cannot be read: ${why.split('\n')[0]}`, 'src/events/README.md has their columns')
  }
}

async function fillAssets(connection: DuckDBConnection, schedule: readonly ScheduledAsset[]): Promise<void> {
  await connection.run('CREATE TABLE assets (asset_id VARCHAR, duration_ms BIGINT)')
  const rows = await connection.createAppender('assets')
  for (const { assetId, durationMs } of schedule) {
    rows.appendVarchar(assetId)
    rows.appendBigInt(BigInt(durationMs))
    rows.endRow()
  }
  rows.closeSync()
}

/** Rows that came twice or were erased are told apart by nobody: the view shows neither. */
async function leftOut(connection: DuckDBConnection, files: EventFiles): Promise<LeftOutCounts> {
  const numbers = await connection.runAndReadAll('SELECT why, number::BIGINT FROM left_out ORDER BY why')
  const rows = await wholeOf(connection, "SELECT count(*) FROM event_rows WHERE event <> 'erased'")
  const events = await wholeOf(connection, 'SELECT count(*) FROM told')
  const unreadable = await unreadableLines(connection, files)
  return {
    ...Object.fromEntries(numbers.getRows().map(([why, number]) => [String(why), Number(number)])),
    'repeated-or-erased': rows - events,
    'unreadable-line': unreadable,
  }
}

async function wholeOf(connection: DuckDBConnection, query: string): Promise<number> {
  return Number((await connection.runAndReadAll(query)).getRows()[0]?.[0])
}
