import type { DuckDBConnection } from '@duckdb/node-api'
import { literal } from './duckdb.ts'
import type { EventFiles } from './event-files.ts'
import { sqlText } from './sql-text.ts'

/** Opens the view `events` over files of events, and tombstones that have files of their own. */
export async function openEventRows(
  connection: DuckDBConnection,
  { form, pattern }: EventFiles,
  tombstones: EventFiles | null,
): Promise<void> {
  await connection.run(`SET VARIABLE events = ${literal(pattern)}`)
  await connection.run("SET VARIABLE erased = ''")
  await connection.run(sqlText(`events/generated/${form}-rows.sql`))
  if (tombstones !== null) await connection.run(erasuresOf(tombstones))
  await connection.run(sqlText('events/sql/events.sql'))
}

/** Tombstones that have files of their own, and those among the events. */
function erasuresOf({ form, pattern }: EventFiles): string {
  const columns = "columns = {unit: 'VARCHAR', receivedAt: 'BIGINT', event: 'VARCHAR'}"
  const source =
    form === 'parquet'
      ? `read_parquet(${literal(pattern)}, union_by_name = true, hive_partitioning = false)`
      : `read_json(${literal(pattern)}, format = 'newline_delimited', hive_partitioning = false, ${columns})`
  return `CREATE OR REPLACE VIEW erasures AS
    SELECT unit, max(receivedAt) AS erasedAt FROM (
      SELECT unit, receivedAt, event FROM event_rows UNION ALL SELECT unit, receivedAt, event FROM ${source}
    ) WHERE event = 'erased' GROUP BY unit`
}
