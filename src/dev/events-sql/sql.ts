import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { parseArgs } from 'node:util'
import type { DuckDBResult } from '@duckdb/node-api'
import { openEvents } from './open-events.ts'

const HELP = `npm run -s sql -- [--state DIR] "SELECT …"     asks the events of a local stack, one JSON object a line

  --state DIR     where the stack's state is kept (.firstframe, or FF_STATE)
  --help          this text

Views: events (one row per event, without what was erased), event_rows, erasures, unreadable_lines. The columns:
src/events/README.md. Whether the stack runs or not makes no difference.

  npm run -s sql -- "SELECT event, count(*) AS events FROM events GROUP BY event ORDER BY event"
`

const NO_QUERY = 'one query, in quotes, is missing; --help has an example'

/** An error in the command line. */
class UsageError extends Error {}

async function main(): Promise<void> {
  const { query, state } = readArguments(process.argv.slice(2))
  if (query === null) {
    process.stdout.write(HELP)
    return
  }
  const folder = join(state, 'analytics', 'events')
  if (!existsSync(folder))
    throw new Error(`no events in ${folder}: start the stack once (npm start), or name its --state`)
  const connection = await openEvents(folder)
  // As DuckDB's JSON, where counts are numbers and days are texts. The query may end with a comment: hence the new line.
  const rows = await connection.stream(`SELECT to_json(row)::VARCHAR FROM (${query.replace(/;\s*$/, '')}\n) AS row`)
  await pipeline(Readable.from(linesOf(rows)), process.stdout, { end: false }).catch(unlessNobodyReads)
}

async function* linesOf(result: DuckDBResult): AsyncGenerator<string> {
  for await (const rows of result.yieldRows()) yield rows.map(([line]) => `${line}\n`).join('')
}

/** `| head` reads no further than it needs. */
function unlessNobodyReads(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE') throw error
}

function readArguments(args: readonly string[]): { readonly query: string | null; readonly state: string } {
  const { values, positionals } = parsed(args)
  const state = resolve(values.state ?? process.env.FF_STATE ?? '.firstframe')
  if (values.help) return { query: null, state }
  const [query, ...more] = positionals
  if (query === undefined || more.length > 0)
    throw new UsageError(query === undefined ? NO_QUERY : `one query, in quotes; these are ${positionals.length} words`)
  return { query, state }
}

function parsed(args: readonly string[]) {
  try {
    const options = { state: { type: 'string' }, help: { type: 'boolean' } } as const
    return parseArgs({ args: [...args], options, allowPositionals: true })
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error))
  }
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : String(error))
  process.exit(error instanceof UsageError ? 2 : 1)
})
