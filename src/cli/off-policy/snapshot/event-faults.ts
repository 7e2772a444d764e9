import { createReadStream } from 'node:fs'
import { createInterface } from 'node:readline'
import type { DuckDBConnection } from '@duckdb/node-api'
import { ERASED } from '../../../events/event-row.ts'
import { REJECTED_LISTED } from '../../../off-policy/log/gather-pages.ts'
import { literal } from '../../learn/run/duckdb.ts'
import type { EventFiles } from '../../learn/run/event-files.ts'

/** A row of events that says nothing, and why. */
export interface EventFault {
  readonly file: string
  /** Line of NDJSON, or row of Parquet, from 1. */
  readonly line: number
  readonly reason: string
}

/** How many rows of events were read, and which of them say nothing. */
export interface EventFaults {
  readonly read: number
  readonly count: number
  /** The first thousand. */
  readonly listed: readonly EventFault[]
}

/** A row without one of these is none. */
const WANTED = ['eventId', 'occurredAt', 'receivedAt', 'event'] as const
const OF_DECISION = '^[0-9a-f]{32}:[0-9]{1,4}:'

const IS_NONE = `(${WANTED.map((name) => `${name} IS NULL`).join(' OR ')}
  OR (event <> '${ERASED}' AND NOT regexp_matches(eventId, '${OF_DECISION}')))`

/** Finds the rows of open events that are none: DuckDB leaves them out, and does not say which. */
export async function eventFaults(connection: DuckDBConnection, files: EventFiles): Promise<EventFaults> {
  const source = files.form === 'parquet' ? parquetOf(files) : 'event_lines'
  const counted = `SELECT count(*), count(*) FILTER (WHERE ${IS_NONE}) FROM ${source}`
  const [[read, none] = []] = (await connection.runAndReadAll(counted)).getRows()
  const count = Number(none)
  if (count === 0) return { read: Number(read), count, listed: [] }
  const listed = files.form === 'parquet' ? await ofParquet(connection, source) : await ofLines(connection)
  return { read: Number(read), count, listed }
}

function parquetOf({ pattern }: EventFiles): string {
  const how = 'union_by_name = true, hive_partitioning = false, filename = true, file_row_number = true'
  return `read_parquet(${literal(pattern)}, ${how})`
}

async function ofParquet(connection: DuckDBConnection, source: string): Promise<readonly EventFault[]> {
  const query = `SELECT filename, file_row_number, ${WANTED.join(', ')} FROM ${source} WHERE ${IS_NONE}
    ORDER BY filename, file_row_number LIMIT ${REJECTED_LISTED}`
  return (await connection.runAndReadAll(query)).getRowObjects().map((row) => ({
    ...{ file: String(row.filename), line: Number(row.file_row_number) + 1 },
    reason: faultOf(Object.fromEntries(WANTED.map((name) => [name, plainOf(row[name])]))) ?? 'no event',
  }))
}

/** Whole numbers of DuckDB as JSON has them. */
const plainOf = (value: unknown): unknown => (typeof value === 'bigint' ? Number(value) : value)

/** Reads the files that have such lines again, for their numbers. */
async function ofLines(connection: DuckDBConnection): Promise<readonly EventFault[]> {
  const query = `SELECT DISTINCT filename FROM event_lines WHERE ${IS_NONE} ORDER BY filename`
  const found: EventFault[] = []
  for (const [name] of (await connection.runAndReadAll(query)).getRows()) {
    const file = String(name)
    let line = 0
    for await (const text of createInterface({ input: createReadStream(file), crlfDelay: Number.POSITIVE_INFINITY })) {
      line++
      const reason = text.trim() === '' ? null : faultOf(parsed(text))
      if (reason !== null) found.push({ file, line, reason })
      if (found.length >= REJECTED_LISTED) return found
    }
  }
  return found
}

/** What is wrong with a row of events; null: nothing. */
function faultOf(row: unknown): string | null {
  if (row === undefined) return 'no JSON'
  if (typeof row !== 'object' || row === null || Array.isArray(row)) return 'no object of JSON'
  const { eventId, event, ...rest } = row as Record<(typeof WANTED)[number], unknown>
  const missing = WANTED.find((name) => (row as Record<string, unknown>)[name] == null)
  if (missing !== undefined) return `${missing}: it is missing`
  for (const name of ['occurredAt', 'receivedAt'] as const)
    if (!Number.isFinite(Number(rest[name]))) return `${name}: ${shown(rest[name])} is no whole number of milliseconds`
  if (event === ERASED || new RegExp(OF_DECISION).test(String(eventId))) return null
  return `eventId: ${shown(eventId)} is not decision:position:event`
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

const shown = (value: unknown): string => JSON.stringify(value).slice(0, 60)
