import { faultIf, type RecordFault } from '../../experiment/record/record-fault.ts'
import { METADATA_SPACE } from '../../model/columns/taste-space.ts'
import type { ExperimentRecord } from '../../model/experiments/experiment.ts'
import { LEARNED_NONE } from '../../model/experiments/experiment-vocabulary.ts'
import type { ServedExperiment } from '../../model/experiments/served-experiment.ts'
import type { LearnedRunId } from '../../model/learned/learned-run.ts'

/** What is known of a stored run, as far as arms ask. */
export interface StoredLearning {
  /** The space of its vectors. */
  readonly space: string
  /** Why no arm may have it now, in words that follow its name; null: nothing speaks against it. */
  readonly against: string | null
}

/** What a region serves of what was learned, and what arms could have in its place. */
export interface RegionLearning {
  /** The run that it serves; null: none. */
  readonly run: LearnedRunId | null
  /** The space of the vectors that it serves. */
  readonly space: string
  /** By id. */
  readonly stored: ReadonlyMap<string, StoredLearning>
}

/** A region that serves no run, where none is stored. */
export const NOTHING_LEARNED: RegionLearning = { run: null, space: METADATA_SPACE, stored: new Map() }

/** The field of a run in a record. */
export const runField = (index: number): string => `variations.${index}.parameters.learned`

/** What is wrong in a region with the runs of arms: not stored, of another space, or more than one beside its own. */
export function runFaults(
  { variations }: Pick<ExperimentRecord, 'variations'>,
  learning: RegionLearning,
): readonly RecordFault[] {
  const [first] = otherRunsOf(variations, learning)
  return variations.flatMap(({ parameters: { learned } }, index) => {
    const run = otherRun(learned, learning)
    if (run === null) return []
    const reason =
      reasonAgainst(run, learning) ??
      (run === first ? null : `is a second run beside ${first}, and a region has one beside its own at a time`)
    return faultIf(reason !== null, runField(index), reason ?? '')
  })
}

/** The runs beside the region's own that arms have, each once, in the order of the arms. */
export function otherRunsOf(
  variations: ServedExperiment['variations'] | ExperimentRecord['variations'],
  learning: Pick<RegionLearning, 'run'>,
): readonly LearnedRunId[] {
  return [...new Set(variations.flatMap(({ parameters }) => otherRun(parameters.learned, learning) ?? []))]
}

/** Null: no run, or the region's own, which every arm has anyway. */
function otherRun(value: unknown, { run }: Pick<RegionLearning, 'run'>): LearnedRunId | null {
  if (typeof value !== 'string' || value === LEARNED_NONE || value === run) return null
  return value as LearnedRunId
}

function reasonAgainst(run: LearnedRunId, { space, stored }: RegionLearning): string | null {
  const known = stored.get(run)
  if (known === undefined)
    return `names ${run}, which is not stored: ff learn push it again (ff learn status lists them)`
  if (known.against !== null) return `names ${run}, which ${known.against}`
  if (known.space === space) return null
  return `names ${run}, whose vectors lie in ${known.space}, while this region and the profiles of its viewers have ${space}: what viewers liked would say nothing there. Give it to territories of that space (targeting.territories), or try it by a canary (ff learn activate)`
}
