import * as z from 'zod/mini'
import { ARMS_MAX, EXPERIMENT_UNITS, TARGETED_VIEWERS } from '../../model/experiments/experiment-vocabulary.ts'
import type { ServedExperiment, ServedHoldout } from '../../model/experiments/served-experiment.ts'
import { DEVICES } from '../../model/nouns/campaign-vocabulary.ts'
import { SURFACE_IDS } from '../../model/nouns/surface.ts'
import { once } from '../../model/once.ts'
import { ownedParameter } from '../../model/policies/parameter-path.ts'
import { isOwnedValue } from './owned-value.ts'

const word = z.string().check(z.minLength(1), z.maxLength(80))
const share = z.number().check(z.minimum(0), z.maximum(1))
const range = z.tuple([share, share]).check(z.refine(([from, to]) => from <= to))

const parameters = z
  .record(z.string(), z.union([z.number(), z.string(), z.null()]))
  .check(z.refine((values) => Object.entries(values).every(([path, value]) => isOwned(path, value))))

const holdout = once(() => z.strictObject({ seed: word, share }))

/** Strict: what this code does not know might mean anything, so an experiment that says it is off. */
const experiment = once(() =>
  z
    .strictObject({
      key: word,
      layer: word,
      hashVersion: z.literal(2),
      seed: word,
      unit: z.enum(EXPERIMENT_UNITS),
      ranges: z.array(range),
      namespace: z.nullable(z.tuple([word, share, share])),
      targeting: z.strictObject({
        territories: z.array(z.string()),
        surfaces: z.array(z.enum(SURFACE_IDS)),
        devices: z.array(z.enum(DEVICES)),
        viewers: z.enum(TARGETED_VIEWERS),
      }),
      variations: z.array(z.strictObject({ key: word, parameters })).check(z.minLength(2), z.maxLength(ARMS_MAX)),
    })
    .check(z.refine(isConsistent)),
)

/** An experiment that can be assigned; null: it is broken, or says something that this code does not know. Never throws. */
export function soundExperiment(said: unknown): ServedExperiment | null {
  const read = experiment().safeParse(said)
  return read.success ? read.data : null
}

/** The holdout, if it is sound; null: nobody is held out. Never throws. */
export function soundHoldout(said: unknown): ServedHoldout | null {
  const read = holdout().safeParse(said)
  return read.success ? read.data : null
}

function isOwned(path: string, value: unknown): boolean {
  const parameter = ownedParameter(path)
  return parameter !== null && isOwnedValue(parameter, value)
}

/** One range for each arm, none in another, no arm twice, and a control that changes nothing. */
function isConsistent({ ranges, variations }: Pick<ServedExperiment, 'ranges' | 'variations'>): boolean {
  const control = variations[0]
  return (
    ranges.length === variations.length &&
    areDisjoint(ranges) &&
    new Set(variations.map(({ key }) => key)).size === variations.length &&
    control !== undefined &&
    Object.keys(control.parameters).length === 0
  )
}

/** Whether no hash falls into two of the ranges. */
export function areDisjoint(ranges: ServedExperiment['ranges']): boolean {
  const inOrder = ranges.filter(([from, to]) => from < to).toSorted(([one], [other]) => one - other)
  return inOrder.every(([from], index) => index === 0 || from >= (inOrder[index - 1]?.[1] ?? 0) - ROUNDING)
}

/** Weights such as a tenth each add up to a little more or less than what follows them. */
const ROUNDING = 1e-9
