import type { ExperimentRecord } from '../../model/experiments/experiment.ts'
import { HOLDOUT_LAYER } from '../../model/experiments/experiment-vocabulary.ts'
import { ownedParameter } from '../../model/policies/parameter-path.ts'
import type { Rules } from '../../model/policies/rules.ts'
import { armFaults } from './arm-faults.ts'
import { layerFaults, type OtherRecords } from './layer-faults.ts'
import { measureFaults, rampFaults } from './measure-faults.ts'
import { parameterFaults, type StoredNames } from './parameter-faults.ts'
import { faultIf, type RecordFault } from './record-fault.ts'
import { seedFaults } from './seed-faults.ts'
import { shareFaults } from './share-faults.ts'

/** What a record is checked against. */
export interface RecordSurroundings extends OtherRecords {
  readonly rules: Pick<Rules, 'territories' | 'ranking' | 'learnedBounds' | 'experiments'>
  /** Ids of metrics that can be measured. */
  readonly metrics: ReadonlySet<string>
  /** Null: nobody can tell here, so ids of runs and campaigns are taken as they are. */
  readonly stored: StoredNames | null
}

/** All that is wrong with a record of the right shape, each with its field and the fix; empty: it can be stored. */
export function recordFaults(record: ExperimentRecord, around: RecordSurroundings): readonly RecordFault[] {
  return [
    ...keyFaults(record),
    ...wordFaults(record),
    ...armFaults(record),
    ...shareFaults(record),
    ...parameterFaults(record, around.rules, around.stored),
    ...targetingFaults(record, around.rules),
    ...untouchedFaults(record),
    ...rampFaults(record),
    ...measureFaults(record, around.metrics),
    ...layerFaults(record, around),
    ...seedFaults(record, around.rules.experiments.holdout.seed, around.others),
  ]
}

/** A control character that is neither a line break nor a tab. */
const UNTYPED = /(?!\r\n)[^\P{Cc}\n\t]/u

/** What a path of the API or of the console means already. */
const TAKEN_KEYS: readonly string[] = [HOLDOUT_LAYER, 'estimates']

function keyFaults({ key }: ExperimentRecord): readonly RecordFault[] {
  return faultIf(TAKEN_KEYS.includes(key), 'key', `"${key}" is taken: choose another name`)
}

/** Words for people, which are shown in terminals and logs too. */
function wordFaults({ hypothesis, meta = [] }: ExperimentRecord): readonly RecordFault[] {
  const reason = 'has control characters: leave them out (line breaks and tabs may stay)'
  const words = [
    { field: 'hypothesis', text: hypothesis },
    ...meta.map(({ name }, index) => ({ field: `meta.${index}.name`, text: name })),
  ]
  return words.flatMap(({ field, text = '' }) => faultIf(UNTYPED.test(text), field, reason))
}

function targetingFaults(
  { targeting }: ExperimentRecord,
  { territories }: Pick<Rules, 'territories'>,
): readonly RecordFault[] {
  const known: ReadonlySet<string> = new Set(territories.keys())
  return targeting.territories.flatMap((code, index) =>
    known.has(code)
      ? []
      : [
          {
            field: `targeting.territories.${index}`,
            reason: `no such territory "${code}": an ISO 3166-1 code of rules/territories.json`,
          },
        ],
  )
}

/** Values of a slate on a surface that the experiment is not for: their arm would be control under another name. */
function untouchedFaults({ targeting: { surfaces }, variations }: ExperimentRecord): readonly RecordFault[] {
  if (surfaces.length === 0) return []
  return variations.flatMap(({ parameters }, index) =>
    Object.keys(parameters).flatMap((path) => {
      const parameter = ownedParameter(path)
      const isOutside = parameter?.kind === 'slate' && !surfaces.includes(parameter.surface)
      const reason = `the experiment is for ${surfaces.join(', ')} alone, so that this changes nothing: add the surface to targeting.surfaces, or leave the path out`
      return faultIf(isOutside, `variations.${index}.parameters.${path}`, reason)
    }),
  )
}
