import { seriesPoint } from '../../contracts/ops/answers/experiments/analysis.ts'
import type { ExperimentList } from '../../contracts/ops/answers/experiments/experiments.ts'
import { readPointsOf } from '../../schedule/experiments/kept-results.ts'
import type { StoredExperiment } from '../../schedule/experiments/stored-experiment.ts'
import type { PublisherContext } from '../publisher-context.ts'

type ListedResults = ExperimentList['experiments'][number]['results']

/** What the last results of each experiment say, in their order; null: none have come, or they cannot be read. */
export async function lastResultsOf(
  { redis, rules }: Pick<PublisherContext, 'redis' | 'rules'>,
  all: readonly StoredExperiment[],
): Promise<readonly ListedResults[]> {
  const measured = all.flatMap(({ record, latest }) => (latest === null ? [] : [{ key: record.key, day: latest.day }]))
  const points = await readPointsOf(redis, measured)
  const byKey = new Map(measured.map(({ key }, index) => [key, points[index]]))
  return all.map(({ record }) => resultsOf(byKey.get(record.key), rules.experiments.multipleExposureShare))
}

function resultsOf(kept: unknown, most: number): ListedResults {
  const point = seriesPoint.safeParse(kept).data
  if (point === undefined) return null
  const { srmP, exposedTwice, metrics } = point
  const goal = metrics.find(({ guardrail }) => !guardrail)
  return {
    ...{ srmP, exposedTwice, isExposureSound: (exposedTwice ?? 0) <= most },
    goal:
      goal === undefined
        ? null
        : {
            id: goal.id,
            arms: goal.arms.slice(1).map(({ key, lift, sequential }) => ({
              key,
              lift:
                lift === null || sequential === null
                  ? null
                  : { value: lift.value, low: sequential.low, high: sequential.high },
            })),
          },
  }
}
