import { z } from 'zod'
import type { AnswerOf } from '../../answer-of.ts'
import { actor, count, instant, region } from '../fields.ts'

const number = z.number()
const nullable = number.nullable()
const estimate = z
  .object({
    value: nullable.describe('The estimate; null: it cannot be computed from these rows.'),
    low: nullable.describe('Its interval of 95 % begins here; null: not known.'),
    high: nullable.describe('And ends here; null: not known.'),
  })
  .describe('A value, and where it lies.')
const estimators = {
  ipw: estimate.describe('Mean of weight · reward: right on average, wide where weights are.'),
  snipw: estimate.describe('The same over the sum of weights: narrower; it hides what has no support.'),
  dm: estimate.describe('What a model of the reward expects: narrow, and as right as the model.'),
  dr: estimate.describe('The model, corrected by weight · (reward − expected).'),
}

/** What `ff ope --json` says of a policy, and why it is refused, in sentences. */
export const policyEvaluation = z
  .object({
    policy: z.string().max(300).describe('The policy, as it was given.'),
    estimates: z.object(estimators).describe('Reward per row.'),
    byPosition: z
      .array(
        z.object({
          position: z.int().min(0).describe('Position, as the log counts them.'),
          n: count.describe('Rows at it.'),
          ...estimators,
        }),
      )
      .max(100)
      .optional()
      .describe('The same at each position, where the log has several.'),
    page: z
      .object({
        ips: estimate.describe('By the product of the weights from the top down.'),
        snips: estimate.describe('The same, over the mean of the weights at each position.'),
      })
      .optional()
      .describe('Reward per page, where the log has pages of several rows.'),
    ess: number.min(0).describe('As many rows of equal weight would say as much.'),
    maxWeight: number.min(0).describe('The greatest weight.'),
    meanWeight: nullable.describe("Mean of the weights: 1 if the log's chances are right; null: no rows."),
    meanWeightError: nullable.describe('Its standard error, by units; null: fewer than two.'),
    support: nullable.describe("Share of the policy's chance that lies on what could have been drawn; null: no rows."),
    histogram: z
      .array(
        z.object({
          from: number.describe('Weights from here on.'),
          below: nullable.describe('Up to here; null: without end.'),
          rows: count.describe('Rows with such a weight.'),
        }),
      )
      .max(60)
      .describe('How the weights lie.'),
    n: count.describe('Rows of the log.'),
    used: count.describe('Rows in the estimates.'),
    units: count.describe('Units that they belong to.'),
    differingUnits: number
      .min(0)
      .optional()
      .describe('Units with a reward other than the most common one, as the policy weighs them; under 10: refused.'),
    rejected: z
      .array(
        z.object({
          line: count.describe('Line in its file.'),
          reason: z.string().max(400).describe('The field, and what is wrong with it.'),
          file: z.string().max(300).nullable().describe('The file; null: not said.'),
        }),
      )
      .max(20)
      .describe('Some of the rows that were rejected.'),
    rejectedRows: count.describe('How many were.'),
    sources: z
      .array(
        z.object({
          of: z.enum(['rows', 'decisions', 'events']).describe('Rows of a log; or decision lines, and events.'),
          read: count.describe('How many were read.'),
          rejected: count.describe('How many of them were rejected; above 1 %: refused.'),
        }),
      )
      .max(3)
      .optional()
      .describe('What was read.'),
    leftOut: z
      .object({
        sticky: count.describe('Rows that repeated what was shown before.'),
        notDrawn: count.describe('Rows that no draw decided.'),
      })
      .describe('Rows that say nothing of chance.'),
    verdict: z.enum(['ok', 'refused']).describe('`refused`: the log cannot carry a verdict on this policy.'),
    reasons: z.array(z.string().max(60)).max(20).describe('Why it is refused, in words that stay.'),
    because: z
      .array(
        z.object({
          reason: z.string().max(60).describe('The word.'),
          sentence: z.string().max(600).describe('The same, for people.'),
        }),
      )
      .max(20)
      .describe('Why it is refused, in sentences.'),
  })
  .meta({ id: 'PolicyEvaluation', description: 'What a log says of a policy that it was not written by.' })

/** The snapshot that was asked about, where one was. */
export const judgedSnapshot = z
  .object({
    id: z
      .string()
      .regex(/^[0-9a-f]{64}$/, 'the whole id of a snapshot: 64 hexadecimal digits')
      .describe('Id of the snapshot.'),
    region,
  })
  .describe('The snapshot that is the policy; left out: the policy is none, or nobody said which.')

/** An estimate that was sent. */
export const keptEstimate = z
  .object({
    id: z.string().describe('Id of the estimate, `est_…`.'),
    name: z.string().describe('What it was sent as.'),
    at: instant.describe('When it was sent, in UTC.'),
    by: actor,
    logs: z.array(z.string()).describe('Names of the files of the log.'),
    snapshot: judgedSnapshot.optional(),
    evaluation: policyEvaluation,
  })
  .meta({ id: 'KeptEstimate', description: 'An estimate of a policy from a log, as it was sent.' })

/** Answer to `GET /ops/v1/estimates`. */
export const estimateList = z
  .object({
    asOf: instant,
    estimates: z.array(keptEstimate).describe('The last 50, the newest first.'),
  })
  .meta({ id: 'EstimateList', description: 'Estimates of policies from logs.' })

/** Answer to `POST /ops/v1/estimates`. */
export const estimateKept = z
  .object({ id: z.string().describe('Id of the estimate, `est_…`.') })
  .meta({ id: 'EstimateKept', description: 'An estimate is kept.' })

/** What a log says of a policy. */
export type PolicyEvaluationAnswer = AnswerOf<typeof policyEvaluation>
/** An estimate that was sent. */
export type KeptEstimate = AnswerOf<typeof keptEstimate>
/** Estimates of policies from logs. */
export type EstimateList = AnswerOf<typeof estimateList>
/** An estimate is kept. */
export type EstimateKept = AnswerOf<typeof estimateKept>
