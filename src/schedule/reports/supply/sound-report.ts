import { z } from 'zod'
import { REGION_IDS } from '../../../model/nouns/region.ts'
import { SURFACE_IDS } from '../../../model/nouns/surface.ts'

const HOUR_MS = 3_600_000
/** The most cells of a region: its territories, with each surface. */
const CELLS_MAX = 1_000
/** Reasons that one cell may have. A word that a newer edge uses is kept as it is. */
const REASONS_MAX = 64

const count = z.int().min(0)
/** An isolate counts in 32 bits. Sums of whatever is below stay exact. */
const placements = count.max(2 ** 32 - 1)

const cell = z
  .object({
    territory: z.string().regex(/^[A-Z]{2}$/),
    surface: z.enum(SURFACE_IDS),
    asked: count,
    answered: placements,
    empty: z.record(
      z
        .string()
        .regex(/^[a-z]+(-[a-z]+)*$/)
        .max(40),
      placements,
    ),
  })
  .refine(({ empty }) => Object.keys(empty).length <= REASONS_MAX)
  .refine(({ asked, answered, empty }) => asked === Object.values(empty).reduce((sum, times) => sum + times, answered))

/** What an isolate's report of an hour must be; anything else is refused. */
export const soundReport = z.object({
  hour: z.int().min(0).multipleOf(HOUR_MS),
  series: count,
  number: count,
  cells: z
    .array(cell)
    .max(CELLS_MAX)
    .refine((cells) => new Set(cells.map(({ territory, surface }) => `${territory} ${surface}`)).size === cells.length),
})

/** Who reports, and when. */
export const soundReporter = z.object({
  isolate: z.string().regex(/^[\w-]{1,64}$/),
  region: z.enum(REGION_IDS),
  at: z.int().min(0),
})
