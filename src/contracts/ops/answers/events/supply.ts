import { z } from 'zod'
import type { AnswerOf } from '../../answer-of.ts'
import { count, instant } from '../fields.ts'

const supplyBucket = z
  .object({
    at: instant.describe('When it begins, in UTC.'),
    asked: count.describe('Placements that devices asked for: `answered` and all of `empty` together.'),
    answered: count.describe('Placements with something of the schedule to play.'),
    empty: z
      .record(z.string(), count)
      .describe(
        'Placements without, by reason: the words of the device API; `baseline`: no snapshot could be decided on; `fault`: there was no answer. What house idents filled counts here.',
      ),
  })
  .meta({ id: 'SupplyBucket', description: 'What was asked for in one span of time.' })

/** Answer to `GET /ops/v1/supply`. */
export const supplyAnswer = z
  .object({
    asOf: instant
      .nullable()
      .describe(
        'When the newest report was made, in UTC; null: no edge has ever reported. What came later is not in here.',
      ),
    refused: z
      .record(z.string(), count)
      .describe(
        'Reports that were refused on the days of this time, by why: `malformed`, `late` (47 hours after their hour), `future` (a clock is wrong). What they had may be missing.',
      ),
    buckets: z
      .array(supplyBucket)
      .describe('All buckets of the time, the earliest first; those without reports are zero.'),
  })
  .meta({ id: 'Supply', description: 'What was asked for, answered and left empty, over time.' })

/** What was asked for, over time. */
export type SupplyAnswer = AnswerOf<typeof supplyAnswer>
/** What was asked for in one span of time. */
export type SupplyBucket = AnswerOf<typeof supplyBucket>
