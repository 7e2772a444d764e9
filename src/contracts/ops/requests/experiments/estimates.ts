import { z } from 'zod'
import { judgedSnapshot, policyEvaluation } from '../../answers/experiments/estimates.ts'
import { typedText } from '../fields.ts'

/** Body of `POST /ops/v1/estimates`. */
export const estimateOrder = z
  .strictObject({
    name: typedText('say what it is of').min(1, 'say what it is of').max(80).describe('What it is called, for people.'),
    logs: z.array(z.string().max(300)).max(50).describe('Names of the files of the log.'),
    snapshot: judgedSnapshot.optional(),
    evaluation: policyEvaluation,
  })
  .meta({ id: 'Estimate', description: 'An estimate of a policy from a log.' })

/** An estimate that somebody sends. */
export type EstimateOrder = z.output<typeof estimateOrder>
