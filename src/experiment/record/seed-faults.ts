import type { ExperimentRecord } from '../../model/experiments/experiment.ts'
import { faultIf, type RecordFault } from './record-fault.ts'
import { areDisjoint } from './share-faults.ts'

const ASCII = /^[\x20-\x7e]+$/
const PLAIN = 'letters, digits and signs of ASCII: every SDK of GrowthBook hashes those alike'

/** What is hashed beside the unit; left out: the key. */
export function seedOf({ seed, key }: Pick<ExperimentRecord, 'seed' | 'key'>): string {
  return seed ?? key
}

/**
 * What is wrong with what is hashed beside the unit. Under one seed the same units come first: under that of the holdout
 * the first arm would lose those who are held out, and of two experiments nobody could tell which one moved them.
 */
export function seedFaults(
  record: ExperimentRecord,
  holdoutSeed: string,
  others: readonly ExperimentRecord[],
): readonly RecordFault[] {
  const seed = seedOf(record)
  const field = record.seed === undefined ? 'key' : 'seed'
  const like = others.find((other) => other.key !== record.key && seedOf(other) === seed && !areDisjoint(record, other))
  return [
    ...faultIf(!ASCII.test(seed), 'seed', PLAIN),
    ...faultIf(record.namespace !== undefined && !ASCII.test(record.namespace[0]), 'namespace', PLAIN),
    ...faultIf(
      seed === holdoutSeed,
      field,
      `"${seed}" is the seed of the holdout, so that one arm would lose those who are held out: choose another`,
    ),
    ...(like === undefined
      ? []
      : [
          {
            field,
            reason: `${like.key} has the seed "${seed}" too, and the same units would be in the same arms of both: choose another, or ranges that do not meet`,
          },
        ]),
  ]
}
