import { z } from 'zod'
import type { AnswerOf } from '../../answer-of.ts'
import { count, instant, region } from '../fields.ts'

/** All figures of a bucket are null when nobody reported in it. */
const figure = count.nullable()
const byWord = z.record(z.string(), count).nullable()

const healthBucket = z
  .object({
    at: instant.describe('When it begins, in UTC.'),
    decisions: figure.describe('Decisions that were answered; null, as every figure here: nobody reported.'),
    empty: figure.describe('Those of them with nothing to play. What a house ident filled counts here.'),
    rungs: z
      .object({
        fresh: count.describe('By the newest snapshot.'),
        stale: count.describe(
          'By the snapshot that the isolate had, because nothing newer could be read, or nobody has announced it for long.',
        ),
        cached: count.describe('By the copy of the point of presence.'),
        baseline: count.describe('By the house idents that are bundled with the edge.'),
      })
      .nullable()
      .describe('Decisions by which copy answered.'),
    reasons: byWord.describe('Decisions with nothing to play, by reason: the words of the device API.'),
    refusals: byWord.describe(
      'Isolates that did not accept the newest snapshot or list, by why, as each said last in 5 minutes; of an hour, the most at once.',
    ),
    isolates: figure.describe('Isolates that reported; of an hour, the most in any 5 minutes of it.'),
  })
  .meta({ id: 'HealthBucket', description: 'What the isolates of a region served in one span of time.' })

/** Answer to `GET /ops/v1/regions/:region/health`. */
export const regionHealthAnswer = z
  .object({
    region,
    step: z.number().describe('Length of a bucket, in seconds.'),
    buckets: z
      .array(healthBucket)
      .describe(
        'All buckets of the time, the earliest first. Where nobody reported all figures are null, and never zero: that says nothing of what was served.',
      ),
  })
  .meta({ id: 'RegionHealthHistory', description: 'What the isolates of a region reported, over time.' })

/** What the isolates of a region reported, over time. */
export type RegionHealthAnswer = AnswerOf<typeof regionHealthAnswer>
/** What they served in one span of time. */
export type HealthBucket = AnswerOf<typeof healthBucket>
