import { z } from 'zod'
import type { AnswerOf } from '../../answer-of.ts'
import { actor, count, instant, reason, region } from '../fields.ts'

/** Answer to `GET /ops/v1/learned/coverage`. */
export const learnedCoverage = z
  .object({
    region,
    asOf: instant,
    assets: count.nullable().describe('Assets of what is live in the region now; null: nothing is.'),
    days: z
      .array(
        z.object({
          day: z.string().describe('The day, UTC, as `2026-11-22`.'),
          shown: count.describe('Assets that were seen that day, of whatever was live then.'),
          live: count
            .nullable()
            .describe('Assets that were live at once that day, at most; null: none were, or it is not known.'),
          share: z
            .number()
            .min(0)
            .max(1)
            .nullable()
            .describe('Of those that were live that day, at most 1; null: that is not known.'),
        }),
      )
      .describe('The days, the oldest first. Today is not over yet.'),
    served: z
      .array(
        z.object({
          at: instant.describe('When, in UTC; the next publish after it brings it.'),
          run: z.string().nullable().describe('The run that it was to serve from then on; null: none.'),
          by: actor,
          reason,
          isTakenBack: z.boolean().describe('Whether it went back to this run, or to none, from one that was retired.'),
        }),
      )
      .describe('When it was told to serve another run, within these days, the latest first.'),
  })
  .meta({ id: 'LearnedCoverage', description: 'How many of its assets a region shows each day.' })

/** How many of its assets a region shows each day. */
export type LearnedCoverage = AnswerOf<typeof learnedCoverage>
