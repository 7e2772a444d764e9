import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { DuckDBConnection } from '@duckdb/node-api'
import { HOUSE_CAMPAIGN } from '../../baseline/house-targets.ts'
import type { Moments } from '../../experiment/analysis/moments/moments.ts'
import type { AnalysedExperiment } from '../../experiment/metrics/analysed-experiment.ts'
import { type MeasuredMetric, momentsOfRows } from '../../experiment/metrics/moments-of-rows.ts'
import { HOLDOUT_LAYER } from '../../model/experiments/experiment-vocabulary.ts'
import { count } from '../frame/output.ts'
import { Refusal } from '../frame/refusal.ts'
import { literal, openDuckDb } from '../learn/run/duckdb.ts'
import { eventFiles, tombstoneFiles } from '../learn/run/event-files.ts'
import { openEventRows } from '../learn/run/event-rows.ts'
import { sqlText } from '../learn/run/sql-text.ts'
import { unreadableLines } from '../learn/run/unreadable-lines.ts'
import { readMomentTables } from './moment-tables.ts'

/** The queries, in the order in which each needs those before it. */
const QUERIES = ['exposed', 'measures', 'moments'] as const
const DAY_MS = 86_400_000

/** Where the events of an experiment are. */
export interface EventsOfExperiment {
  /** A folder or a pattern. */
  readonly events: string
  /** Files of tombstones besides those among the events; null: none. */
  readonly erased: string | null
}

/**
 * Makes moments of events.
 * @param told what was left out, in a sentence
 * @throws Refusal for files that are not there or cannot be read
 */
export async function momentsOfEvents(
  experiment: AnalysedExperiment,
  metrics: readonly MeasuredMetric[],
  { events, erased }: EventsOfExperiment,
  told: (sentence: string) => void,
): Promise<Moments> {
  const folder = await mkdtemp(join(tmpdir(), 'firstframe-moments-'))
  try {
    const { connection, close } = await openDuckDb(folder)
    try {
      const files = await eventFiles(connection, events)
      const tombstones = erased === null ? null : await tombstoneFiles(connection, erased)
      await openEventRows(connection, files, tombstones)
      const lines = await unreadableLines(connection, files)
      if (lines > 0)
        told(`${count(lines)} ${lines === 1 ? 'line is no event and is' : 'lines are no events and are'} in no sum`)
      await fillOptions(connection, experiment, metrics)
      if (experiment.key === HOLDOUT_LAYER) await connection.run(sqlText('experiment/sql/holdout.sql'))
      for (const query of QUERIES) await connection.run(sqlText(`experiment/sql/${query}.sql`))
      return momentsOfRows(experiment, metrics, await readMomentTables(connection, experiment.arms.length))
    } finally {
      close()
    }
  } catch (error) {
    if (error instanceof Refusal) throw error
    const why = error instanceof Error ? error.message : 'unknown'
    throw new Refusal(`the events cannot be read: ${why.split('\n')[0]}`, 'src/events/README.md has their columns')
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** What the queries are to look for, as tables. */
async function fillOptions(
  connection: DuckDBConnection,
  { key, unit, arms, covariateDays }: AnalysedExperiment,
  metrics: readonly MeasuredMetric[],
): Promise<void> {
  const experiment = [literal(key), literal(unit), `${covariateDays * DAY_MS}::BIGINT`, literal(HOUSE_CAMPAIGN.id)]
  await fill(connection, 'experiment', 'key, unit, covariate_ms, house_campaign', [experiment])
  await fill(
    connection,
    'experiment_arms',
    'arm, place',
    arms.map((arm, place) => [literal(arm.key), String(place)]),
  )
  const rows = metrics.map(({ definition: { measure, per, kind, cap } }, place) => [
    ...[String(place), literal(measure), per === undefined ? 'NULL::VARCHAR' : literal(per)],
    ...[String(kind === 'proportion'), `${cap ?? 'NULL'}::DOUBLE`],
  ])
  await fill(connection, 'experiment_metrics', 'place, measure, per, is_share, cap', rows)
}

async function fill(
  connection: DuckDBConnection,
  table: string,
  columns: string,
  rows: readonly (readonly string[])[],
): Promise<void> {
  const values = rows.map((row) => `(${row.join(', ')})`).join(', ')
  await connection.run(`CREATE TABLE ${table} AS SELECT * FROM (VALUES ${values}) AS given(${columns})`)
}
