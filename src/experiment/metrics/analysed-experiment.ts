import * as z from 'zod/mini'
import { EXPERIMENT_UNITS, type ExperimentUnit } from '../../model/experiments/experiment-vocabulary.ts'
import { once } from '../../model/once.ts'
import { meet } from '../record/share-faults.ts'

/** What an analysis needs to know of an experiment's record. */
export interface AnalysedExperiment {
  readonly key: string
  readonly unit: ExperimentUnit
  /** Control first, each with the share that it was to get; they sum to 1. */
  readonly arms: readonly { readonly key: string; readonly weight: number }[]
  readonly metrics: readonly string[]
  readonly guardrails: readonly string[]
  /** Days before the exposure that are read as covariates; 0: none. */
  readonly covariateDays: number
}

const share = z.number().check(z.minimum(0), z.maximum(1))
const record = once(() =>
  z.object({
    key: z.string().check(z.minLength(1)),
    unit: z._default(z.enum(EXPERIMENT_UNITS), 'viewer'),
    variations: z.array(z.object({ key: z.string().check(z.minLength(1)) })).check(z.minLength(2)),
    weights: z.optional(z.array(share)),
    ranges: z.optional(z.array(z.tuple([share, share]))),
    metrics: z.array(z.string()).check(z.minLength(1)),
    guardrails: z._default(z.array(z.string()), []),
    covariateDays: z._default(z.int().check(z.minimum(0), z.maximum(60)), 14),
  }),
)

/**
 * Reads what an analysis needs of a record, whatever else is in it: whoever stored it has checked the rest.
 * @throws RangeError naming the field that cannot be read
 */
export function analysedExperiment(document: unknown): AnalysedExperiment {
  const parsed = record().safeParse(document)
  if (!parsed.success) {
    const [issue] = parsed.error.issues
    throw new RangeError(`${issue?.path.join('.') || 'the record'}: ${issue?.message}`)
  }
  const { key, unit, variations, metrics, guardrails, covariateDays } = parsed.data
  refuseTwice(variations.map(({ key: arm }, index) => [`variations.${index}.key`, arm]))
  refuseTwice([
    ...metrics.map((id, index) => [`metrics.${index}`, id] as const),
    ...guardrails.map((id, index) => [`guardrails.${index}`, id] as const),
  ])
  const shares = sharesOf(parsed.data, variations.length)
  const total = shares.reduce((sum, each) => sum + each, 0)
  const arms = variations.map((variation, index) => ({ key: variation.key, weight: (shares[index] ?? 0) / total }))
  // A session has no days before it.
  return { key, unit, arms, metrics, guardrails, covariateDays: unit === 'session' ? 0 : covariateDays }
}

interface Shares {
  readonly weights?: readonly number[] | undefined
  readonly ranges?: readonly (readonly [number, number])[] | undefined
}

/** How far weights may sum from 1, as with GrowthBook, and what rounding adds to that. */
const [WEIGHTS_OFF, ROUNDING] = [0.01, 1e-9]

/** Ranges come before weights, as GrowthBook has it; without both, arms are equal. */
function sharesOf({ weights, ranges }: Shares, arms: number): readonly number[] {
  const given = ranges?.map(([from, to]) => to - from) ?? weights
  if (given === undefined) return Array.from({ length: arms }, () => 1)
  const field = ranges === undefined ? 'weights' : 'ranges'
  if (given.length !== arms) throw new RangeError(`${field}: ${given.length} for ${arms} variations`)
  const nobody = given.findIndex((share) => !(share > 0))
  if (nobody !== -1) throw new RangeError(`${field}.${nobody}: nobody gets this arm, and every arm needs a share`)
  const shared = ranges?.findIndex((range, index) => ranges.slice(0, index).some((other) => meet(range, other))) ?? -1
  if (shared !== -1) throw new RangeError(`ranges.${shared}: it overlaps one before it, so a unit would be in two arms`)
  const sum = given.reduce((added, share) => added + share, 0)
  if (ranges === undefined && Math.abs(sum - 1) > WEIGHTS_OFF + ROUNDING)
    throw new RangeError(`weights: they sum to ${sum}, not to 1`)
  return given
}

/** @throws RangeError for a name that is there twice: what two mean by it would be added up, or found twice */
function refuseTwice(named: readonly (readonly [field: string, name: string])[]): void {
  const [field, name] = named.find(([, each], index) => named.findIndex(([, other]) => other === each) < index) ?? []
  if (field !== undefined) throw new RangeError(`${field}: "${name}" is there twice`)
}
