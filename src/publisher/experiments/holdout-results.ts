import type { z } from 'zod'
import type { experimentResults } from '../../contracts/ops/requests/experiments/experiments.ts'
import type { Analysis } from '../../experiment/analysis/analysis.ts'
import { analysisOptions } from '../../experiment/analysis/analysis-options.ts'
import { analyze } from '../../experiment/analysis/analyze.ts'
import { HOLDOUT_LAYER } from '../../model/experiments/experiment-vocabulary.ts'
import { type KeptResults, keepResults, readSeries } from '../../schedule/experiments/kept-results.ts'
import { appendAudit } from '../../schedule/reports/audit-log.ts'
import type { PublisherContext } from '../publisher-context.ts'
import { notNow } from './experiment-order.ts'
import { seriesPointOf } from './series-point.ts'
import { badResults, soundMoments } from './sound-results.ts'

/**
 * Takes the results of the holdout up to a day in: those who get nothing of what was learned, as control, and everybody
 * else. There is no record of it: its share stands in the rules.
 *
 * @throws OpsProblem 400 with field, 409
 */
export async function takeHoldoutResults(
  publisher: PublisherContext,
  { day, moments: sent }: z.output<typeof experimentResults>,
  actor: string,
): Promise<Analysis> {
  const { now, redis, rules, role } = publisher
  const { holdout, keptDays } = rules.experiments
  const moments = soundMoments(sent, {
    arms: [
      { key: 'held-out', weight: holdout.share },
      { key: 'served', weight: 1 - holdout.share },
    ],
  })
  if (Date.parse(`${day}T00:00:00Z`) > now()) throw badResults('day', 'it has not come yet')
  const last = (await readSeries(redis, HOLDOUT_LAYER)).at(-1)
  if (last !== undefined && day < last.day) throw notNow(`Results up to ${last.day} are here already.`, 'day')
  const analysis = analyze(moments, analysisOptions(rules.experiments))
  const kept: KeptResults = { day, at: now(), by: actor, moments }
  const point = seriesPointOf(kept, { analysis, moments, coverage: 1 })
  await keepResults(redis, HOLDOUT_LAYER, kept, { point, keptDays })
  await appendAudit(redis, {
    ...{ at: kept.at, actor, role: role ?? null, action: 'experiment.measure', target: HOLDOUT_LAYER, before: null },
    after: { day, verdict: analysis.verdict },
  })
  return analysis
}
