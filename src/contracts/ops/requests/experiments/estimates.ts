import { z } from 'zod'
import { policyEvaluation } from '../../answers/experiments/estimates.ts'

/** Body of `POST /ops/v1/estimates`. */
export const estimateOrder = z
  .strictObject({
    name: z.string().trim().min(1, 'say what it is of').max(80).describe('What it is called, for people.'),
    logs: z.array(z.string().max(300)).max(50).describe('Names of the files of the log.'),
    evaluation: policyEvaluation,
  })
  .meta({ id: 'Estimate', description: 'An estimate of a policy from a log.' })

/** An estimate that somebody sends. */
export type EstimateOrder = z.output<typeof estimateOrder>
