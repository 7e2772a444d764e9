import type { DuckDBConnection } from '@duckdb/node-api'
import { Refusal } from '../../frame/refusal.ts'
import type { EventFiles } from './event-files.ts'

/**
 * How many lines of the files of events are no events; of Parquet, none.
 * @throws Refusal when most of them are, which a stack that was killed does not leave behind
 */
export async function unreadableLines(connection: DuckDBConnection, { form }: EventFiles): Promise<number> {
  if (form === 'parquet') return 0
  const counts = `SELECT (SELECT coalesce(sum(lines), 0)::BIGINT FROM unreadable_lines),
    (SELECT count(*) FROM event_rows WHERE event <> 'erased')`
  const [[unreadable, read] = []] = (await connection.runAndReadAll(counts)).getRows()
  const [lines, rows] = [Number(unreadable), Number(read)]
  if (lines <= rows) return lines
  const worst = 'SELECT filename FROM unreadable_lines ORDER BY lines DESC, filename LIMIT 1'
  const [row] = (await connection.runAndReadAll(worst)).getRows()
  throw new Refusal(
    `${lines} of ${lines + rows} lines are no events, the most of them in ${row?.[0]}`,
    'each line is one JSON object with the columns of src/events/README.md: instants are whole milliseconds',
  )
}
