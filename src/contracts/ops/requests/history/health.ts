import { z } from 'zod'

/** The steps of health, in seconds: as it is kept, and an hour. */
const STEPS = ['300', '3600'] as const

const instant = (name: string) => z.iso.datetime({ error: `${name} is an instant in UTC, like 2026-11-22T20:00:00Z.` })

/** Query of `GET /ops/v1/regions/:region/health`. */
export const healthQuery = z.object({
  from: instant('from')
    .optional()
    .describe('The first bucket is the one with this instant, in UTC; left out: three hours before the end.'),
  to: instant('to')
    .optional()
    .describe('The last bucket begins before this instant, in UTC, and is never later than now; left out: now.'),
  step: z
    .enum(STEPS, { error: `step is ${STEPS.join(' or ')}, in seconds.` })
    .default('300')
    .describe('Length of a bucket in seconds. Buckets begin at multiples of it since 1970.'),
})
