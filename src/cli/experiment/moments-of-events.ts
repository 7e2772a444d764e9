import type { DuckDBConnection } from '@duckdb/node-api'
import { HOUSE_CAMPAIGN } from '../../baseline/house-targets.ts'
import type { Moments } from '../../experiment/analysis/moments/moments.ts'
import type { AnalysedExperiment } from '../../experiment/metrics/analysed-experiment.ts'
import { type MeasuredMetric, momentsOfRows } from '../../experiment/metrics/moments-of-rows.ts'
import { HOLDOUT_LAYER } from '../../model/experiments/experiment-vocabulary.ts'
import { count } from '../frame/output.ts'
import { literal } from '../learn/run/duckdb.ts'
import { sqlText } from '../learn/run/sql-text.ts'
import { unreadableLines } from '../learn/run/unreadable-lines.ts'
import { type EventSource, fillTable, withEvents } from '../learn/run/with-events.ts'
import { readMomentTables } from './moment-tables.ts'

/** The queries, in the order in which each needs those before it. */
const QUERIES = ['exposed', 'measures', 'moments'] as const
const DAY_MS = 86_400_000

/**
 * Makes moments of events.
 * @param told what was left out, in a sentence
 * @throws UsageError when nothing has the name that is given; Refusal for a folder without files and what cannot be read
 */
export async function momentsOfEvents(
  experiment: AnalysedExperiment,
  metrics: readonly MeasuredMetric[],
  source: EventSource,
  told: (sentence: string) => void,
): Promise<Moments> {
  return await withEvents(source, async (connection, files) => {
    const lines = await unreadableLines(connection, files)
    if (lines > 0)
      told(`${count(lines)} ${lines === 1 ? 'line is no event and is' : 'lines are no events and are'} in no sum`)
    await fillOptions(connection, experiment, metrics)
    if (experiment.key === HOLDOUT_LAYER) await connection.run(sqlText('experiment/sql/holdout.sql'))
    for (const query of QUERIES) await connection.run(sqlText(`experiment/sql/${query}.sql`))
    const doubted = Number((await connection.runAndReadAll('SELECT events FROM doubted_times')).getRows()[0]?.[0])
    if (doubted > 0) told(`${count(doubted)} events have a time that no device may report: it counts as not said`)
    return momentsOfRows(experiment, metrics, await readMomentTables(connection, experiment.arms.length))
  })
}

/** What the queries are to look for, as tables. */
async function fillOptions(
  connection: DuckDBConnection,
  { key, unit, arms, covariateDays }: AnalysedExperiment,
  metrics: readonly MeasuredMetric[],
): Promise<void> {
  const experiment = [literal(key), literal(unit), `${covariateDays * DAY_MS}::BIGINT`, literal(HOUSE_CAMPAIGN.id)]
  await fillTable(connection, 'experiment', 'key, unit, covariate_ms, house_campaign', [experiment])
  await fillTable(
    connection,
    'experiment_arms',
    'arm, place',
    arms.map((arm, place) => [literal(arm.key), String(place)]),
  )
  const rows = metrics.map(({ definition: { measure, per, kind, cap } }, place) => [
    ...[String(place), literal(measure), per === undefined ? 'NULL::VARCHAR' : literal(per)],
    ...[String(kind === 'proportion'), `${cap ?? 'NULL'}::DOUBLE`],
  ])
  await fillTable(connection, 'experiment_metrics', 'place, measure, per, is_share, cap', rows)
}
