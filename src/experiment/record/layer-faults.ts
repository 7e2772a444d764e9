import type { ExperimentRecord } from '../../model/experiments/experiment.ts'
import { HOLDOUT_LAYER } from '../../model/experiments/experiment-vocabulary.ts'
import { setTheSame } from '../../model/policies/parameter-path.ts'
import { faultIf, type RecordFault } from './record-fault.ts'
import { areDisjoint } from './share-faults.ts'

/** The paths that an experiment owns, each once. */
export function ownedPaths({ variations }: Pick<ExperimentRecord, 'variations'>): readonly string[] {
  return [...new Set(variations.flatMap(({ parameters }) => Object.keys(parameters)))]
}

/** The experiments beside which a record is to stand. */
export interface OtherRecords {
  /** Records of those that are drafts or run. */
  readonly others: readonly ExperimentRecord[]
  /** Keys of those among them that are drafts. */
  readonly drafts: ReadonlySet<string>
}

/**
 * What is wrong between a record and others that are drafts or run: a path that another layer owns, or one that two
 * experiments of one layer would change for the same viewers.
 */
export function layerFaults(record: ExperimentRecord, { others, drafts }: OtherRecords): readonly RecordFault[] {
  const paths = ownedPaths(record)
  const reserved = faultIf(
    record.layer === HOLDOUT_LAYER,
    'layer',
    `"${HOLDOUT_LAYER}" is the global holdout's, whose share stands in rules/experiments.json: choose another name`,
  )
  const met = others
    .filter(({ key }) => key !== record.key)
    .flatMap((other) => {
      const [met] = ownedPaths(other).flatMap((theirs) =>
        paths.filter((own) => setTheSame(own, theirs)).map((own) => ({ own, theirs })),
      )
      if (met === undefined) return []
      const path = met.own === met.theirs ? met.own : `${met.theirs} (which sets what ${met.own} sets)`
      if (other.layer !== record.layer) {
        const reason = `the layer "${other.layer}" owns ${path}, by the ${drafts.has(other.key) ? 'draft' : 'experiment'} ${other.key}: join that layer, or ${giveUp(other, drafts)}`
        return [{ field: 'layer', reason }]
      }
      if (areDisjoint(record, other)) return []
      const which = drafts.has(other.key) ? `the draft ${other.key}` : other.key
      const reason = `${which} changes ${path} for the same viewers: give both a namespace of one name with ranges that do not meet, or ${giveUp(other, drafts)}`
      return [{ field: 'namespace', reason }]
    })
  return [...reserved, ...met]
}

/** Drafts own their paths too, so that both of two can start; whoever cannot see the other runs has to be told. */
function giveUp({ key }: ExperimentRecord, drafts: ReadonlySet<string>): string {
  return drafts.has(key)
    ? `give that draft up, which does not run (ff experiment stop ${key} --reason "…")`
    : `stop ${key}`
}
