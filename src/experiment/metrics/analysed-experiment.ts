import * as z from 'zod/mini'
import { EXPERIMENT_UNITS, type ExperimentUnit } from '../../model/experiments/experiment-vocabulary.ts'
import { once } from '../../model/once.ts'

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
  const shares = sharesOf(parsed.data, variations.length)
  const total = shares.reduce((sum, each) => sum + each, 0)
  const arms = variations.map((variation, index) => ({ key: variation.key, weight: (shares[index] ?? 0) / total }))
  if (arms.some(({ weight }) => !(weight > 0))) throw new RangeError('weights: every arm needs a share above 0')
  // A session has no days before it.
  return { key, unit, arms, metrics, guardrails, covariateDays: unit === 'session' ? 0 : covariateDays }
}

interface Shares {
  readonly weights?: readonly number[] | undefined
  readonly ranges?: readonly (readonly [number, number])[] | undefined
}

/** Ranges come before weights, as GrowthBook has it; without both, arms are equal. */
function sharesOf({ weights, ranges }: Shares, arms: number): readonly number[] {
  const given = ranges?.map(([from, to]) => to - from) ?? weights
  if (given === undefined) return Array.from({ length: arms }, () => 1)
  if (given.length !== arms) throw new RangeError(`weights: ${given.length} for ${arms} variations`)
  return given
}
