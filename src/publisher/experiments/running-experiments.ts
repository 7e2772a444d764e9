import type { RefusedExperiment, RunningExperiment } from '../../compile/experiments/served-experiments.ts'
import { readOpenExperiments, servedExperimentsRevision } from '../../schedule/experiments/experiment-store.ts'
import type { StoredExperiment } from '../../schedule/experiments/stored-experiment.ts'
import type { PublisherContext } from '../publisher-context.ts'

/** Whether anybody takes part: in one that was restored nobody does until it is resumed. */
export function isServed({ state, coverage }: Pick<StoredExperiment, 'state' | 'coverage'>): boolean {
  return state === 'running' && coverage > 0
}

/** The experiments that run, by key, as the compiler takes them, and the number of the changes that they know of. */
export async function runningExperiments({ redis }: Pick<PublisherContext, 'redis'>): Promise<{
  readonly running: readonly RunningExperiment[]
  readonly revision: number
  /** Those that cannot be read, and are off. */
  readonly damaged: readonly RefusedExperiment[]
}> {
  // Read before them: what changes meanwhile makes the next publish due.
  const revision = await servedExperimentsRevision(redis)
  const { experiments, damaged } = await readOpenExperiments(redis)
  const running = experiments.filter(isServed).map(({ record, coverage }) => ({ record, coverage }))
  return { running, revision, damaged }
}
