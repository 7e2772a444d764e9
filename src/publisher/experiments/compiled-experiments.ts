import { METADATA_TASTES, type TasteSource } from '../../compile/columns/taste-source.ts'
import type { StoredLearning } from '../../compile/experiments/region-learning.ts'
import { type RefusedExperiment, servedExperiments } from '../../compile/experiments/served-experiments.ts'
import { learnablePoints, learnedRules } from '../../compile/learned/learned-rules.ts'
import { learnedTastes } from '../../compile/learned/learned-tastes.ts'
import type { OtherSource } from '../../compile/learned/other-columns.ts'
import type { LearnedRunId } from '../../model/learned/learned-run.ts'
import type { RegionId } from '../../model/nouns/region.ts'
import type { PublisherContext } from '../publisher-context.ts'
import { runningExperiments } from './running-experiments.ts'
import { knownLearning } from './stored-learning.ts'

/** What a region is compiled with of experiments. */
export interface CompiledExperiments {
  readonly served: Pick<ReturnType<typeof servedExperiments>, 'served' | 'armColumns'>
  /** What its arms have in place of what it learned. */
  readonly others: readonly OtherSource[]
  /** The experiment that tries another run here; null: none does. */
  readonly runBy: string | null
  readonly refused: readonly RefusedExperiment[]
  readonly revision: number
}

/**
 * The experiments that a region serves beside what it learned. One whose run cannot be read is refused by name, and the
 * region is compiled without it.
 *
 * @param own where the region's own vectors come from
 * @throws the errors of storage: then it is unknown what is there
 */
export async function compiledExperiments(
  publisher: Pick<PublisherContext, 'redis' | 'rules' | 'learnedRuns'>,
  region: RegionId,
  { run, space }: Pick<TasteSource, 'run' | 'space'>,
): Promise<CompiledExperiments> {
  const { running, revision, damaged } = await runningExperiments(publisher)
  let { stored } = await knownLearning(publisher, running)
  for (;;) {
    const { others, runBy, refused, ...served } = servedExperiments(running, publisher.rules, region, {
      ...{ run, space, stored },
    })
    const sources: OtherSource[] = []
    let unreadable: LearnedRunId | null = null
    for (const other of others) {
      const source = await learningOf(publisher, other)
      if (source === null) unreadable = other
      else sources.push(source)
    }
    if (unreadable === null) return { served, others: sources, runBy, revision, refused: [...refused, ...damaged] }
    stored = without(stored, unreadable)
  }
}

/** What a region has with another run, or with none; null: the run cannot be read. */
export async function learningOf(
  { rules, learnedRuns }: Pick<PublisherContext, 'rules' | 'learnedRuns'>,
  run: LearnedRunId | null,
): Promise<OtherSource | null> {
  if (run === null) return { tastes: METADATA_TASTES, points: learnablePoints(rules.ranking) }
  try {
    const kept = await learnedRuns.of(run)
    const { ranking } = learnedRules(rules, kept.head.terms)
    return { tastes: learnedTastes(kept), points: learnablePoints(ranking) }
  } catch (error) {
    if (error instanceof Error && error.name === 'UnreadableRun') return null
    throw error
  }
}

function without(stored: ReadonlyMap<string, StoredLearning>, run: LearnedRunId): ReadonlyMap<string, StoredLearning> {
  const against = 'cannot be read back from storage: ff learn push it again'
  return new Map([...stored].map(([id, known]) => [id, id === run ? { ...known, against } : known]))
}
