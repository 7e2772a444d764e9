import type { ExperimentRecord } from '../../model/experiments/experiment.ts'
import { faultIf, type RecordFault } from './record-fault.ts'

/** What is wrong with the arms themselves: their keys, their names, and control. */
export function armFaults({ variations, meta }: ExperimentRecord): readonly RecordFault[] {
  const keys = variations.map(({ key }) => key)
  const [control, ...others] = variations
  return [
    ...keys.flatMap((key, index) =>
      faultIf(keys.indexOf(key) !== index, `variations.${index}.key`, `"${key}" twice: give each arm a key of its own`),
    ),
    ...faultIf(
      control !== undefined && Object.keys(control.parameters).length > 0,
      'variations.0.parameters',
      'the first arm is control, which keeps the values of the rules: give it {}, and put what you try into another arm',
    ),
    ...others.flatMap(({ key, parameters }, index) =>
      faultIf(
        Object.keys(parameters).length === 0,
        `variations.${index + 1}.parameters`,
        `"${key}" changes nothing: only control has no parameters (for an A/A test name a value that the rules have)`,
      ),
    ),
    ...(meta === undefined ? [] : metaFaults(meta, keys)),
  ]
}

function metaFaults(meta: NonNullable<ExperimentRecord['meta']>, keys: readonly string[]): readonly RecordFault[] {
  if (meta.length !== keys.length) {
    return [
      { field: 'meta', reason: `${meta.length} names for ${keys.length} arms: give one for each, in their order` },
    ]
  }
  return meta.flatMap(({ key }, index) =>
    faultIf(
      key !== keys[index],
      `meta.${index}.key`,
      `"${key}" where the arm is "${keys[index]}": the same keys, in the same order`,
    ),
  )
}
