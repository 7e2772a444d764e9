import { z } from 'zod'
import { SURFACE_IDS } from '../../../model/nouns/surface.ts'

/** How many days a calendar has if none is named, and at most. */
export const CALENDAR_DAYS = { default: 28, max: 366 } as const

const day = (name: string) => z.iso.date({ error: `${name} is a day in UTC, like 2026-11-22.` }).optional()

/** Query of `GET /ops/v1/calendar` and `calendar.ics`. */
export const calendarQuery = z.object({
  surface: z.enum(SURFACE_IDS).optional().describe('Only campaigns that are for this surface.'),
  territory: z
    .string()
    .regex(/^[A-Z]{2}$/, 'a territory, like DE')
    .optional()
    .describe('Only what is in this territory.'),
  from: day('from').describe('First day, UTC; left out: today.'),
  to: day('to').describe(
    `Last day, UTC, at most ${CALENDAR_DAYS.max} with the first; left out: ${CALENDAR_DAYS.default} days, with the first.`,
  ),
})
