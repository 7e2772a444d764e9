import type { RegionLearning, StoredLearning } from '../../compile/experiments/region-learning.ts'
import type { RunningExperiment } from '../../compile/experiments/served-experiments.ts'
import { METADATA_SPACE } from '../../model/columns/taste-space.ts'
import { LEARNED_NONE } from '../../model/experiments/experiment-vocabulary.ts'
import type { LearnedRunId } from '../../model/learned/learned-run.ts'
import { REGION_IDS, type RegionId } from '../../model/nouns/region.ts'
import { readLearnedNotes } from '../../schedule/learned/learned-runs.ts'
import { readAllServing, readServed, type ServedChange, type ServingRun } from '../../schedule/learned/serving-runs.ts'
import type { PublisherContext } from '../publisher-context.ts'

/** What is known of the runs that arms and regions have, without reading one. */
export interface KnownLearning {
  readonly stored: ReadonlyMap<string, StoredLearning>
  /** Where it can be read: of what is damaged only that region knows nothing, and is not compiled. */
  readonly serving: ReadonlyMap<RegionId, ServingRun>
}

/** Reads what is known of the runs of experiments. */
export async function knownLearning(
  { redis }: Pick<PublisherContext, 'redis'>,
  running: readonly RunningExperiment[],
): Promise<KnownLearning> {
  const [notes, { serving }] = await Promise.all([readLearnedNotes(redis), readAllServing(redis)])
  const named = new Set(running.flatMap(({ record }) => namedRuns(record)))
  const served = named.size === 0 ? [] : await Promise.all(REGION_IDS.map((region) => readServed(redis, region)))
  const takenBack = takenBackOf(served)
  for (const { run } of serving.values()) if (run !== null) takenBack.delete(run)
  const against = (run: LearnedRunId): string | null =>
    takenBack.has(run) ? 'was taken back wherever it was served (ff learn status tells why): activate it first' : null
  return { serving, stored: new Map(notes.map(({ id, space }) => [id, { space, against: against(id) }])) }
}

/** What of it counts in a region, which is compiled with the run that it is to serve. */
export function learningIn({ stored, serving }: KnownLearning, region: RegionId): RegionLearning {
  const run = serving.get(region)?.run ?? null
  return { run, space: (run === null ? undefined : stored.get(run)?.space) ?? METADATA_SPACE, stored }
}

/** The runs that the arms of an experiment name. */
export function namedRuns({ variations }: RunningExperiment['record']): readonly LearnedRunId[] {
  return variations.flatMap(({ parameters: { learned } }) =>
    typeof learned === 'string' && learned !== LEARNED_NONE ? [learned as LearnedRunId] : [],
  )
}

/** Runs that some region was told to go back from, and was not told to serve since. */
function takenBackOf(served: readonly (readonly ServedChange[])[]): Set<LearnedRunId> {
  const found = new Set<LearnedRunId>()
  for (const changes of served) {
    let before: LearnedRunId | null = null
    for (const { run, isTakenBack } of changes.toReversed()) {
      if (isTakenBack && before !== null) found.add(before)
      if (!isTakenBack && run !== null) found.delete(run)
      before = run
    }
  }
  return found
}
