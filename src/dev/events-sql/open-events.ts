import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api'

const sql = (path: string) => readFileSync(fileURLToPath(new URL(`../../events/${path}`, import.meta.url)), 'utf8')

/**
 * DuckDB in memory, with the view `events` over the files that a local stack has written; it reads them anew for each
 * query.
 *
 * @param folder the folder of the events, `analytics/events` of the stack's state
 */
export async function openEvents(folder: string): Promise<DuckDBConnection> {
  const instance = await DuckDBInstance.create(':memory:')
  const connection = await instance.connect()
  // A folder's name is no pattern, whatever is in it.
  const literal = folder.replaceAll(/[[*?]/g, '[$&]').replaceAll("'", "''")
  await connection.run(`SET VARIABLE events = '${literal}/**/*.ndjson'`)
  await connection.run(sql('generated/ndjson-rows.sql'))
  await connection.run(sql('sql/events.sql'))
  return connection
}
