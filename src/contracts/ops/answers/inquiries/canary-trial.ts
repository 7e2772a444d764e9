import { z } from 'zod'
import type { AnswerOf } from '../../answer-of.ts'
import { count, region } from '../fields.ts'
import { canaryArm } from '../steering.ts'

const armCounts = z
  .object({
    decisions: count.describe('Answers requested, failed ones too.'),
    empty: count.describe('Answers with a placement that stayed empty.'),
    fallbacks: count.describe('Answers that another snapshot gave.'),
    errors: count.describe('Answers that failed because of a fault of this system.'),
    firstFrames: count.describe('First frames that devices reported.'),
    starts: count.describe('Starts that devices reported.'),
    impressions: count.describe('Impressions that devices reported.'),
  })
  .meta({ id: 'CanaryArmCounts', description: 'What one arm of a canary has counted since it started.' })

const rateInterval = z
  .object({
    least: z.number().describe('Lower bound.'),
    most: z.number().nullable().describe('Upper bound; null: none, because nothing was counted.'),
  })
  .meta({ id: 'RateInterval', description: 'Between what a rate is, with 99.9 % confidence.' })

const comparedArms = z
  .object({
    rate: z
      .enum(['empty', 'fallbacks', 'errors', 'firstFrames', 'starts', 'impressions'])
      .describe('What is counted per answer. Of the first three less is better, of the others more.'),
    control: z.number().describe('The rate of the viewers who are served what is live.'),
    canary: z.number().describe('The rate of the viewers who are served the canary.'),
    intervals: z
      .object({
        control: rateInterval.describe('Of the live snapshot.'),
        canary: rateInterval.describe('Of the canary.'),
      })
      .describe('Between what each rate is.'),
    worseBy: z
      .number()
      .describe(
        'How much worse the canary is as counted: a difference of shares, or the share of events that is lost.',
      ),
    certainlyBy: z.number().describe('How much worse it is at least, for certain; negative: it may be better.'),
    bound: z.number().describe('From here on it counts as too much worse.'),
  })
  .meta({ id: 'ComparedArms', description: 'One rate of both arms of a canary.' })

/** Answer to `GET /ops/v1/regions/:region/canary`. */
export const canaryTrial = z
  .object({
    region,
    canary: canaryArm.describe('What is tried, on whom, and until when.'),
    verdict: z
      .enum(['wait', 'widen', 'promote', 'roll-back'])
      .describe(
        'What the publisher does with it when it looks next, each minute. `widen`: what was learned goes to more viewers, as too few came.',
      ),
    why: z.string().describe('The reason, for a person.'),
    counts: z
      .object({ control: armCounts.describe('The live snapshot.'), canary: armCounts.describe('The canary.') })
      .describe('What both arms have counted.'),
    compared: z.array(comparedArms).describe('The rates that the verdict is based on.'),
  })
  .meta({ id: 'CanaryTrial', description: 'How a running canary does.' })

/** How a running canary does. */
export type CanaryTrial = AnswerOf<typeof canaryTrial>
