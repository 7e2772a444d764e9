import { stat } from 'node:fs/promises'
import type { DuckDBConnection } from '@duckdb/node-api'
import { Refusal, UsageError } from '../../frame/refusal.ts'
import { literal } from './duckdb.ts'

/** Files of events: what DuckDB is to read, and how they are written. */
export interface EventFiles {
  readonly form: 'parquet' | 'ndjson'
  readonly pattern: string
  readonly files: number
}

const ENDINGS = ['parquet', 'ndjson'] as const

/**
 * The files that a folder or pattern names.
 * @throws UsageError when nothing has that name; Refusal for a folder without files, and for files of both forms
 */
export async function eventFiles(connection: DuckDBConnection, named: string): Promise<EventFiles> {
  const first = await filesNamed(connection, named)
  if (first !== null) return first
  if (await isFolder(named)) throw new Refusal(noFiles(named), 'the sink has written none there yet')
  throw nothingNamed(named)
}

/**
 * The files of tombstones. Null: a folder without any, as it is before the first erasure.
 * @throws UsageError for a folder that is not there and a pattern that matches nothing: else who was erased would teach
 */
export async function tombstoneFiles(connection: DuckDBConnection, named: string): Promise<EventFiles | null> {
  const first = await filesNamed(connection, named)
  if (first === null && !(await isFolder(named))) throw nothingNamed(named)
  return first
}

async function filesNamed(connection: DuckDBConnection, named: string): Promise<EventFiles | null> {
  const inFolder = await isFolder(named)
  // A folder's name is no pattern, whatever is in it.
  const base = inFolder ? `${named.replaceAll(/[[*?]/g, '[$&]').replace(/\/+$/, '')}/**/*` : named
  const found: EventFiles[] = []
  for (const form of ENDINGS) {
    const pattern = inFolder ? `${base}.${form}` : base
    const files = await countOf(connection, pattern, form)
    if (files > 0) found.push({ form, pattern, files })
  }
  const [first, second] = found
  if (second !== undefined) {
    throw new Refusal(`"${named}" has both *.parquet and *.ndjson`, 'name those of one form, as a pattern in quotes')
  }
  return first ?? null
}

function nothingNamed(named: string): UsageError {
  return new UsageError(noFiles(named), "a folder, or a pattern in quotes: --events 'events/day=2026-11-*/*.parquet'")
}

function noFiles(named: string): string {
  return `no *.parquet and no *.ndjson in "${named}"`
}

async function isFolder(path: string): Promise<boolean> {
  return (await stat(path).catch(() => null))?.isDirectory() ?? false
}

async function countOf(connection: DuckDBConnection, pattern: string, form: string): Promise<number> {
  const query = `SELECT count(*)::INTEGER FROM glob(${literal(pattern)}) WHERE file LIKE ${literal(`%.${form}`)}`
  const [row] = (await connection.runAndReadAll(query)).getRows()
  return Number(row?.[0])
}
