import { z } from 'zod'
import { REGION_IDS } from '../../../../model/nouns/region.ts'
import { reasonGiven } from '../fields.ts'

const isRunId = (text: string): text is `lrn_${string}` => /^lrn_[0-9a-f]{32}$/.test(text)

/** `:id` of a learned run. */
export const learnedInPath = z
  .string()
  .refine(isRunId, 'lrn_ and 32 hexadecimal digits')
  .describe('Id of the learned run, `lrn_…`.')

/** Query of `GET /ops/v1/learned/{id}`. */
export const learnedQuery = z.object({
  asset: z.string().max(100).optional().describe('Id of an asset, `ast_…`: what the run says of it is added.'),
})

/** Query of `GET /ops/v1/learned/{id}/effect`. */
export const learnedEffectQuery = z.object({
  region: z.enum(REGION_IDS).describe('Where.'),
  act: z
    .enum(['activate', 'retire'])
    .default('activate')
    .describe('`activate`: serve it. `retire`: go back to the run before it.'),
})

/** Longest time that coverage is told of: counters are kept a little longer. */
const COVERAGE_DAYS_MAX = 90

/** Query of `GET /ops/v1/learned/coverage`. */
export const learnedCoverageQuery = z.object({
  region: z.enum(REGION_IDS).describe('Where.'),
  days: z.coerce
    .number()
    .int()
    .min(1)
    .max(COVERAGE_DAYS_MAX)
    .default(28)
    .describe(`So many days up to today, at most ${COVERAGE_DAYS_MAX}.`),
})

/** Body of `POST /ops/v1/learned/{id}/activate` and `…/retire`. */
export const learnedOrder = z
  .strictObject({
    regions: z
      .array(z.enum(REGION_IDS))
      .min(1)
      .max(REGION_IDS.length)
      .optional()
      .describe('Where. Left out: in every region in which the caller may.'),
    reason: reasonGiven,
  })
  .meta({ id: 'LearnedOrder', description: 'Where, and why.' })
