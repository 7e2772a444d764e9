import { z } from 'zod'

/** How many days are answered if none is named, and at most: as long as counters are kept. */
export const DAYS = { default: 7, max: 100 } as const

const day = (name: string) => z.iso.date({ error: `${name} is a day in UTC, like 2026-11-22.` }).optional()

/** Query of a route that answers by day, such as `GET /ops/v1/campaigns/:id/counters`. */
export const daysQuery = z.object({
  from: day('from').describe(
    `First day, UTC, at most ${DAYS.max} with the last; left out: ${DAYS.default} days, with the last.`,
  ),
  to: day('to').describe('Last day, UTC; left out: today.'),
})
