import { z } from 'zod'
import { REGION_IDS } from '../../../../model/nouns/region.ts'
import { AUDIT_PLACE } from '../logs.ts'

const instant = (name: string) => z.iso.datetime({ error: `${name} is an instant in UTC, like 2026-11-22T20:00:00Z.` })

/** Query of `GET /ops/v1/changes`. */
export const changesQuery = z.object({
  from: instant('from')
    .optional()
    .describe('Only what was changed then or later, in UTC; left out: a day before the end.'),
  to: instant('to').optional().describe('Only what was changed until then, in UTC; left out: now.'),
  region: z
    .enum(REGION_IDS, { error: `There are ${REGION_IDS.join(', ')}.` })
    .optional()
    .describe('Only what is about this region, or may be about any; left out: all that the caller may read.'),
  before: z
    .string()
    .regex(AUDIT_PLACE, 'before is the id of a change, like 2026-11/41.')
    .optional()
    .describe('Only what stands before this place in the audit log: `more` of the answer before.'),
})
