import { z } from 'zod'
import { DEVICES } from '../nouns/campaign-vocabulary.ts'
import { SURFACE_IDS } from '../nouns/surface.ts'
import { once } from '../once.ts'
import { ARMS_MAX, EXPERIMENT_UNITS, OWNED_MAX, TARGETED_VIEWERS } from './experiment-vocabulary.ts'

const KEY = /^[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?$/
/** The key of an experiment, an arm, a layer or a metric. */
export const experimentKey = z.string().regex(KEY, 'lower-case letters, digits and hyphens, at most 40')

const share = z.number().min(0).max(1)
const range = z.tuple([share, share]).refine(([from, to]) => from <= to, 'a range that ends before it begins')
const instant = z.iso.datetime({ error: 'an instant in UTC, such as 2026-11-30T20:00:00Z' })
const words = z.string().min(1).max(80)

const variation = z.strictObject({
  key: experimentKey.describe('Key of the arm.'),
  parameters: z
    .record(z.string().max(120), z.union([z.number(), z.string(), z.null()], 'a number, a text, or null'))
    .refine(
      (values) => Object.keys(values).length <= OWNED_MAX,
      `at most ${OWNED_MAX} values in one arm: every edge holds them`,
    )
    .describe('The owned values of this arm, by path; what is not named stays as the rules have it. Control has none.'),
})

const targeting = z.strictObject({
  territories: z
    .array(z.string().regex(/^[A-Z]{2}$/, 'two capital letters'))
    .default([])
    .describe('ISO 3166-1 codes; empty: every territory.'),
  surfaces: z.array(z.enum(SURFACE_IDS)).default([]).describe('Empty: every surface.'),
  devices: z.array(z.enum(DEVICES)).default([]).describe('Classes of devices; empty: every device.'),
  viewers: z.enum(TARGETED_VIEWERS).default('any').describe('Whom it asks for. Minors are in no experiment.'),
})

/** The fields that are GrowthBook's. */
const assignment = {
  key: experimentKey.describe('Key of the experiment.'),
  hashAttribute: z
    .string()
    .min(1)
    .max(40)
    .default('id')
    .describe('The attribute that a GrowthBook SDK would hash: our unit under the name that it has there.'),
  hashVersion: z.literal(2).default(2).describe("Version of GrowthBook's hash: always 2."),
  seed: z.string().min(1).max(80).optional().describe('What is hashed beside the unit; left out: the key.'),
  weights: z
    .array(share)
    .max(ARMS_MAX)
    .optional()
    .describe('The share of each arm among those who take part; left out: equal.'),
  coverage: share.default(1).describe('The share of all units that takes part. A start and a ramp set it anew.'),
  ranges: z
    .array(range)
    .max(ARMS_MAX)
    .optional()
    .describe('The range of hashes of each arm, instead of weights and coverage.'),
  namespace: z
    .tuple([words, share, share])
    .optional()
    .describe('Mutual exclusion: a name, and the half-open range of its hashes.'),
  bucketVersion: z.int().min(0).default(0).describe('Version of the assignment, as GrowthBook counts it.'),
  minBucketVersion: z.int().min(0).default(0).describe('Units of older versions take no part.'),
  meta: z
    .array(
      z.strictObject({
        key: experimentKey.describe('Key of the arm.'),
        name: words.optional().describe('Its name, for people.'),
      }),
    )
    .max(ARMS_MAX)
    .optional()
    .describe('A name of each arm, for people, in the order of the arms.'),
  condition: z
    .strictObject({})
    .optional()
    .describe("GrowthBook's conditions are not read: `targeting` says whom it is for. Anything but `{}` is refused."),
}

/** The fields that are ours. */
const measured = {
  hypothesis: z.string().max(500).optional().describe('What it is to find out, for people.'),
  layer: experimentKey.describe('The layer that owns its parameter paths. `holdout` is taken.'),
  unit: z
    .enum(EXPERIMENT_UNITS)
    .default('viewer')
    .describe('Whose arm stays the same. `viewer`: of those who consented; all others are assigned by session.'),
  targeting: targeting
    .default({ territories: [], surfaces: [], devices: [], viewers: 'any' })
    .describe('Whom it is for.'),
  variations: z
    .array(variation)
    .min(2, 'at least two arms, the first being control')
    .max(ARMS_MAX)
    .describe('The arms; the first is control.'),
  ramp: z
    .array(
      z.strictObject({
        at: instant.describe('From when on, in UTC.'),
        coverage: share.describe('The share of all units from then on.'),
      }),
    )
    .max(20)
    .default([])
    .describe('When the coverage grows by itself.'),
  metrics: z.array(experimentKey).min(1, 'at least one metric').max(20).describe('What is to become better, by id.'),
  guardrails: z.array(experimentKey).max(20).default([]).describe('What must not become worse, by id.'),
  covariateDays: z
    .int()
    .min(0)
    .max(60)
    .default(14)
    .describe('Days before the exposure that are read as covariates (CUPED); 0: none.'),
}

/**
 * An experiment as its owner writes it. The first fields are GrowthBook's, with GrowthBook's meaning
 * (docs/lib/build-your-own, specification 0.8.0), so that its SDK could take the record over; the others are ours.
 * Whether its values make sense together is checked by whoever stores it.
 */
export const experimentRecord = once(() => z.strictObject({ ...assignment, ...measured }))

/** An experiment as its owner writes it, with its defaults. */
export type ExperimentRecord = z.infer<ReturnType<typeof experimentRecord>>
