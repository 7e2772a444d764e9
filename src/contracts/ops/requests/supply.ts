import { z } from 'zod'
import { REGION_IDS } from '../../../model/nouns/region.ts'
import { SURFACE_IDS } from '../../../model/nouns/surface.ts'

/** An hour, in seconds: the finest step. */
const HOUR_SECONDS = 3_600
/** A day, in seconds: the widest step. */
const DAY_SECONDS = 24 * HOUR_SECONDS

const instant = (name: string) => z.iso.datetime({ error: `${name} is an instant in UTC, like 2026-11-22T20:00:00Z.` })
const stepRule = `step is whole hours in seconds: a multiple of ${HOUR_SECONDS}, up to ${DAY_SECONDS}.`

/** Query of `GET /ops/v1/supply`. */
export const supplyQuery = z.object({
  territory: z
    .string()
    .regex(/^[A-Z]{2}$/, 'territory is two capital letters, like DE; XX is where the place is unknown.')
    .optional()
    .describe('Only where the rights of this territory applied, like `DE`; left out: of all together.'),
  surface: z
    .enum(SURFACE_IDS, { error: `There are ${SURFACE_IDS.join(', ')}.` })
    .optional()
    .describe('Only placements on this surface; left out: on all together.'),
  region: z
    .enum(REGION_IDS, { error: `There are ${REGION_IDS.join(', ')}.` })
    .optional()
    .describe('Only this region; left out: all that the caller may read, together.'),
  from: instant('from')
    .optional()
    .describe('The first bucket is the one with this instant, in UTC; left out: a day before the end.'),
  to: instant('to')
    .optional()
    .describe('The last bucket begins before this instant, in UTC, and is never later than now; left out: now.'),
  step: z.coerce
    .number({ error: stepRule })
    .int({ error: stepRule })
    .min(HOUR_SECONDS, { error: stepRule })
    .max(DAY_SECONDS, { error: stepRule })
    .multipleOf(HOUR_SECONDS, { error: stepRule })
    .default(HOUR_SECONDS)
    .describe(
      'Length of a bucket in seconds: whole hours, up to a day. Buckets begin at multiples of it since 1970, so that days are those of UTC.',
    ),
})
