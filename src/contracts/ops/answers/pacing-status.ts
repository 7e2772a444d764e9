import { z } from 'zod'
import { count, instant } from './fields.ts'

/** When the pacing job last ran, and whether that is too long ago. */
export const pacingStatus = z
  .object({
    ranAt: instant.nullable().describe('When the pacing job last ran to its end, in UTC; null: it never did.'),
    ageSeconds: count.nullable().describe('Seconds since then; null: it never ran.'),
    campaigns: count.describe('Campaigns whose share it set.'),
    late: z.boolean().describe('Whether shares are too old: each campaign keeps its last one until that ends.'),
  })
  .meta({ id: 'PacingStatus', description: 'How old the shares of paced campaigns are.' })

/** How old the shares of paced campaigns are. */
export type PacingStatus = z.infer<typeof pacingStatus>
