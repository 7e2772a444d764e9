import { z } from 'zod'
import { LANE_CLOCKS, LANE_DAYS_MAX } from '../../../../model/nouns/campaign-vocabulary.ts'
import { SURFACE_IDS } from '../../../../model/nouns/surface.ts'
import { flag } from '../fields.ts'

/** Lanes that a question opens, and places that it names. */
const OPEN_MAX = 20
const PLACES_MAX = 60

const DAYS = `days is a whole number from 1 to ${LANE_DAYS_MAX}.`
const FROM = 'from is a day, like 2026-11-23, or an instant in UTC, like 2026-11-23T18:00:00Z, between 1970 and 2199.'
const WHERE = `where names at most ${PLACES_MAX} regions or territories, like dach,GB.`
const OPEN = `open names at most ${OPEN_MAX} lanes, each a surface and a territory, like home-hero.DE.`

const KEY = `(?:${SURFACE_IDS.join('|')})\\.[A-Z]{2}`

/** Query of `GET /ops/v1/schedule/calendar`. */
export const lanesQuery = z.object({
  where: z
    .string()
    .regex(new RegExp(`^[A-Za-z]{2,5}(?:,[A-Za-z]{2,5}){0,${PLACES_MAX - 1}}$`), WHERE)
    .optional()
    .describe(`Regions and territories, at most ${PLACES_MAX}, like \`dach,GB\`; left out: all regions of the caller.`),
  surface: z.enum(SURFACE_IDS).optional().describe('Only lanes of this surface.'),
  from: z
    .union([z.iso.date(), z.iso.datetime()], { error: FROM })
    .refine((from) => from >= '1970-01-02' && from < '2199', { error: FROM })
    .optional()
    .describe('A day on the clock of the lanes, or an instant for all of them; left out: today.'),
  days: z.coerce
    .number({ error: DAYS })
    .int({ error: DAYS })
    .min(1, { error: DAYS })
    .max(LANE_DAYS_MAX, { error: DAYS })
    .default(LANE_DAYS_MAX)
    .describe('How many days.'),
  clock: z
    .enum(LANE_CLOCKS, { error: 'clock is local or utc.' })
    .default('local')
    .describe('Whose days: `local`, of each place; `utc`, the same everywhere.'),
  q: z
    .string()
    .max(200, { error: 'q takes at most 200 characters.' })
    .optional()
    .describe('Only bars of campaigns with this in their name or id, and lanes that have one; a strip counts all.'),
  open: z
    .string()
    .regex(new RegExp(`^${KEY}(?:,${KEY}){0,${OPEN_MAX - 1}}$`), OPEN)
    .optional()
    .describe('Keys of lanes that are shown with all of their rows.'),
  findings: flag.default(true).describe('`0`: without the findings of the linter, which take longer.'),
})
