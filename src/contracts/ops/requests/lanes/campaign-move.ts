import { z } from 'zod'
import { campaignId } from '../../../../model/fields/identifier.ts'
import { shiftMinutes } from '../campaign-bulk.ts'

/** Campaigns that are moved at once in a question. */
const MOVED_MAX = 100

/** Body of `POST /ops/v1/schedule/calendar/move`. */
export const campaignMove = z
  .strictObject({
    campaignIds: z.array(campaignId).min(1).max(MOVED_MAX).describe('The campaigns by id.'),
    byMinutes: shiftMinutes,
    revisions: z
      .record(campaignId, z.int().min(1))
      .refine((seen) => Object.keys(seen).length <= MOVED_MAX, `at most ${MOVED_MAX} campaigns`)
      .optional()
      .describe('The latest revision of campaigns that was seen, by id: of one that has another now, why is said.'),
    findings: z.boolean().default(true).describe('Whether the linter is asked too, which takes longer.'),
  })
  .meta({ id: 'CampaignMove', description: 'How campaigns are to be moved in time; nothing is written.' })
