import { readFileSync } from 'node:fs'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DuckDBInstance } from '@duckdb/node-api'
import type { EventRow } from '../../../src/events/event-row.ts'
import { eventRowOf, NOON } from '../../events/rows.ts'
import { asset, title } from '../../publisher/records.ts'
import { type Ended, ffInside } from '../command-line.ts'

const NDJSON_ROWS = readFileSync('src/events/generated/ndjson-rows.sql', 'utf8')

const ASSETS = 8
const VIEWERS = 40
const DAYS = 3
const DAY_MS = 86_400_000

/** The id of one of the assets, from 0. */
export const filmId = (index: number): string => `ast_film-${index}`

/** The pseudonym of one of the viewers. */
export const unitOf = (viewer: number): string => `unit-${String(viewer).padStart(11, '0')}`

/** What a viewer did with a film. `nth`: by which of their decisions. */
export function told(
  viewer: number,
  film: number,
  event: string,
  more: Partial<EventRow> & { readonly nth?: number } = {},
): EventRow {
  const { nth = 0, ...other } = more
  const decision = `${viewer.toString(16)}-${film.toString(16)}-${nth}-${other.occurredAt ?? NOON}`.padEnd(32, '0')
  return eventRowOf({
    ...{ eventId: `${decision}:${film % 4}:${event}`, assetId: filmId(film), event, position: film % 4 },
    ...{ unit: unitOf(viewer), source: viewer, ...other },
  })
}

/** Two crowds over three days: each likes every other film, and the first places most. */
export function audience(): readonly EventRow[] {
  return Array.from({ length: VIEWERS }, (_, viewer) =>
    Array.from({ length: ASSETS }, (_, film) => {
      const occurredAt = NOON - ((viewer + film) % DAYS) * DAY_MS
      const likes = viewer % 2 === film % 2 && (viewer * 7 + film * 3) % (2 + (film % 4)) === 0
      const events = ['impression', 'skip', ...(likes ? ['watch'] : [])]
      return events.map((event) => {
        const watchedMs = event === 'skip' ? 1000 + ((viewer * 997 + film * 61) % 20_000) : null
        return told(viewer, film, event, { occurredAt, watchedMs })
      })
    }).flat(),
  ).flat()
}

/** A folder with a schedule, in which runs are learned. */
export interface Night {
  readonly folder: string
  /** Writes the events as files of so many rows. */
  readonly write: (rows: readonly EventRow[], rowsAFile?: number) => Promise<void>
  /** `ff learn run` over what was written. */
  readonly learn: (...more: readonly string[]) => Promise<Ended>
  /** A file of the last run. */
  readonly read: (name: string) => Promise<string>
  readonly query: (sql: string) => Promise<readonly Readonly<Record<string, unknown>>[]>
  /** Writes what was written as NDJSON, changed by a query over `event_rows`, as Parquet. */
  readonly toParquet: (name: string, sql: string) => Promise<void>
  readonly close: () => Promise<void>
}

/** Opens such a folder: `events`, `schedule.ndjson`, `out`. */
export async function openNight(): Promise<Night> {
  const folder = await mkdtemp(join(tmpdir(), 'firstframe-learn-'))
  const records = Array.from({ length: ASSETS }, (_, film) => [
    { ...title(`film-${film}`), genres: film % 2 === 0 ? ['drama'] : ['comedy'] },
    { ...asset(`film-${film}`), id: filmId(film), durationMs: 20_000 + 5000 * (film % 3) },
  ]).flat()
  await writeFile(join(folder, 'schedule.ndjson'), records.map((record) => `${JSON.stringify(record)}\n`).join(''))
  const connection = await (await DuckDBInstance.create(':memory:')).connect()
  const night: Night = {
    folder,
    write: async (rows, rowsAFile = rows.length) => {
      await rm(join(folder, 'events'), { recursive: true, force: true })
      await mkdir(join(folder, 'events'))
      for (let from = 0, file = 0; from < rows.length; from += rowsAFile, file++) {
        const lines = rows.slice(from, from + rowsAFile).map((row) => `${JSON.stringify(row)}\n`)
        await writeFile(join(folder, 'events', `part-${file}.ndjson`), lines.join(''))
      }
    },
    learn: (...more) => {
      const from =
        more.includes('--events') || more.includes('--aggregates') ? [] : ['--events', join(folder, 'events')]
      const out = more.includes('--out') ? [] : ['--out', join(folder, 'out')]
      const schedule = more.includes('--schedule') ? [] : ['--schedule', join(folder, 'schedule.ndjson')]
      return ffInside(['learn', 'run', ...from, ...schedule, ...out, '--seed', '1', ...more])
    },
    read: (name) => readFile(join(folder, 'out', name), 'utf8'),
    query: async (sql) => {
      const rows = await connection.runAndReadAll(`SELECT to_json(row)::VARCHAR FROM (${sql}) AS row`)
      return rows.getRows().map(([line]) => JSON.parse(String(line)) as Record<string, unknown>)
    },
    toParquet: async (name, sql) => {
      await mkdir(join(folder, name, '..'), { recursive: true })
      await connection.run(`SET VARIABLE events = '${folder}/events/*.ndjson'`)
      await connection.run(NDJSON_ROWS)
      await connection.run(`COPY (${sql}) TO '${join(folder, name)}' (FORMAT parquet)`)
    },
    close: async () => {
      connection.closeSync()
      await rm(folder, { recursive: true, force: true })
    },
  }
  return night
}
