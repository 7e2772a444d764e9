import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { DuckDBConnection } from '@duckdb/node-api'
import type { HeldOutViewer } from '../../../evaluation/held-out/held-out-viewer.ts'
import { AGGREGATE_TABLES } from '../../../learn/aggregates/aggregate-columns.ts'
import type { AssetId } from '../../../model/fields/identifier.ts'
import type { SurfaceId } from '../../../model/nouns/surface.ts'
import { literal } from './duckdb.ts'

/** More viewers change points no more, and cost time. */
const MOST_UNITS = 2000
/** Of a viewer, the latest likes and the first places. */
const MOST_LIKES = 500
const MOST_SHOWN = 200

/**
 * The last day of what was counted; null: there is one day at most.
 */
export async function lastDayOf(connection: DuckDBConnection): Promise<string | null> {
  const result = await connection.runAndReadAll('SELECT max(day)::VARCHAR, count(DISTINCT day)::INTEGER FROM counted')
  const [day, days] = result.getRows()[0] ?? []
  return Number(days) > 1 ? String(day) : null
}

/**
 * Viewers who liked something before a day, and on it saw something that they rewarded and something that they did not,
 * drawn by a hash of their pseudonyms. Their rows stay in memory, and no pseudonym leaves DuckDB.
 */
export async function heldOutViewers(
  connection: DuckDBConnection,
  { day, seed }: { readonly day: string; readonly seed: number },
): Promise<readonly HeldOutViewer[]> {
  await connection.run(drawnUnits(day, seed))
  const drawn = await connection.runAndReadAll('SELECT surface FROM held_out_units ORDER BY number')
  const viewers = drawn.getRows().map(([surface]) => ({ surface: surface as SurfaceId, ...noActs() }))
  for (const [number, assetId, at] of (await connection.runAndReadAll(likesBefore(day))).getRows()) {
    viewers[Number(number)]?.likes.push({ assetId: assetId as AssetId, at: Date.parse(String(at)) })
  }
  for (const [number, assetId, position, rewarded] of (await connection.runAndReadAll(shownOn(day))).getRows()) {
    const shown = { assetId: assetId as AssetId, position: Number(position), rewarded: Number(rewarded) === 1 }
    viewers[Number(number)]?.shown.push(shown)
  }
  return viewers
}

/**
 * Writes the aggregates of the days before one: the same queries over fewer rows.
 * @param pairs the query that makes pairs of likes
 */
export async function writeEarlierAggregates(
  connection: DuckDBConnection,
  day: string,
  { folder, pairs }: { readonly folder: string; readonly pairs: string },
): Promise<void> {
  await connection.run('CREATE SCHEMA earlier')
  await connection.run(`CREATE VIEW earlier.counted AS SELECT * FROM main.counted WHERE day < ${literal(day)}`)
  await connection.run(`CREATE VIEW earlier.exposures AS SELECT * FROM main.exposures WHERE day < ${literal(day)}`)
  await connection.run("SET search_path = 'earlier,main'")
  await connection.run(readFileSync(pairs, 'utf8'))
  for (const [table, columns] of Object.entries(AGGREGATE_TABLES)) {
    const file = literal(join(folder, `${table}.parquet`))
    const names = columns.map(({ name }) => name).join(', ')
    await connection.run(`COPY (SELECT ${names} FROM ${table} ORDER BY ALL) TO ${file} (FORMAT parquet)`)
  }
  await connection.run("SET search_path = 'main'")
}

function noActs() {
  return { likes: [] as HeldOutViewer['likes'][number][], shown: [] as HeldOutViewer['shown'][number][] }
}

/** Of each viewer the surface on which they saw most. */
function drawnUnits(day: string, seed: number): string {
  return `CREATE TEMP TABLE held_out_units AS
    WITH of_surfaces AS (
      SELECT unit, surface, count(*) AS shown FROM counted
      WHERE day = ${literal(day)} AND unit IS NOT NULL
      GROUP BY unit, surface HAVING sum(rewarded) BETWEEN 1 AND count(*) - 1
    ),
    of_units AS (
      SELECT unit, surface, md5(${literal(`${seed} `)} || unit) AS hash FROM of_surfaces
      WHERE unit IN (SELECT unit FROM counted WHERE day < ${literal(day)} AND rewarded = 1)
      QUALIFY row_number() OVER (PARTITION BY unit ORDER BY shown DESC, surface) = 1
    )
    SELECT unit, surface, row_number() OVER (ORDER BY hash, unit) - 1 AS number FROM of_units
    QUALIFY number < ${MOST_UNITS}`
}

function likesBefore(day: string): string {
  return `SELECT number::INTEGER, asset_id, max(day)::VARCHAR AS last_day
    FROM counted JOIN held_out_units ON held_out_units.unit = counted.unit
    WHERE day < ${literal(day)} AND rewarded = 1
    GROUP BY number, asset_id
    QUALIFY row_number() OVER (PARTITION BY number ORDER BY max(day) DESC, asset_id) <= ${MOST_LIKES}
    ORDER BY number, last_day, asset_id`
}

function shownOn(day: string): string {
  return `SELECT number::INTEGER, asset_id, position::INTEGER, rewarded::INTEGER
    FROM counted JOIN held_out_units
      ON held_out_units.unit = counted.unit AND held_out_units.surface = counted.surface
    WHERE day = ${literal(day)}
    QUALIFY row_number() OVER (PARTITION BY number ORDER BY position, asset_id) <= ${MOST_SHOWN}
    ORDER BY number, asset_id`
}
