import { join } from 'node:path'
import type { DuckDBConnection } from '@duckdb/node-api'
import { Refusal } from '../../frame/refusal.ts'

/** What DuckDB may hold in memory, in megabytes; what is above that goes to its folder. */
const MEMORY_MB = 800
const THREADS = 2

/** DuckDB over one file in a folder, with what it cannot hold in memory beside it. */
export interface OpenedDuckDb {
  readonly connection: DuckDBConnection
  readonly close: () => void
}

/**
 * Opens DuckDB in a folder.
 * @throws Refusal when it is not installed: a deployment does without it
 */
export async function openDuckDb(folder: string): Promise<OpenedDuckDb> {
  const { DuckDBInstance } = await import('@duckdb/node-api').catch((error: unknown) => {
    const why = error instanceof Error ? error.message.split('\n')[0] : 'unknown'
    throw new Refusal(
      `DuckDB, which makes the aggregates, cannot be loaded (${why})`,
      'it is a development dependency: npm ci without --omit=dev, or npm install --save-dev @duckdb/node-api',
    )
  })
  const instance = await DuckDBInstance.create(join(folder, 'learn.duckdb'), {
    memory_limit: `${MEMORY_MB}MB`,
    threads: String(THREADS),
    temp_directory: join(folder, 'spilled'),
  })
  const connection = await instance.connect()
  return {
    connection,
    close: () => {
      connection.closeSync()
      instance.closeSync()
    },
  }
}

/** A text as SQL writes it. */
export function literal(text: string): string {
  return `'${text.replaceAll("'", "''")}'`
}
