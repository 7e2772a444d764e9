import { z } from 'zod'
import { CAMPAIGN_STATUSES } from '../../../model/nouns/campaign-vocabulary.ts'
import { REGION_IDS } from '../../../model/nouns/region.ts'
import { SURFACE_IDS } from '../../../model/nouns/surface.ts'

const LIMIT_DEFAULT = 200
const LIMIT_MAX = 10_000

/** Query of `GET /ops/v1/campaigns`. */
export const campaignFilters = z.object({
  status: z.enum(CAMPAIGN_STATUSES).optional().describe('Only campaigns of this status.'),
  region: z.enum(REGION_IDS).optional().describe('Only campaigns that are for a territory of this region.'),
  surface: z.enum(SURFACE_IDS).optional().describe('Only campaigns that are for this surface.'),
  owner: z.string().optional().describe('Only campaigns of this owner.'),
  limit: z.coerce.number().int().min(1).max(LIMIT_MAX).default(LIMIT_DEFAULT).describe('How many are listed at most.'),
})

/** Body of `POST /ops/v1/campaigns/:id/{verb}`. */
export const campaignOrder = z
  .strictObject({
    reason: z
      .string()
      .trim()
      .min(1, 'say why, in a few words')
      .max(300)
      .describe('Why, in a few words. It stands in the audit log.'),
    revision: z
      .int()
      .min(1)
      .optional()
      .describe('The revision that was seen: another one is refused. Left out: `If-Match` says it, or any.'),
    confirm: z.int().min(0).optional().describe('To approve what withdraws much: the number that the refusal gave.'),
  })
  .meta({ id: 'CampaignOrder', description: 'Why something is done to a campaign.' })

/** Body of `PUT /ops/v1/campaigns/:id`: the record; it is checked like a line of an ingest. */
export const campaignBody = z
  .looseObject({
    id: z.unknown().optional().describe('As in the path.'),
    territories: z.unknown().optional().describe('Where: codes of countries and names of groups.'),
  })
  .meta({ id: 'CampaignBody', description: 'A campaign record; `v`, `type`, `id` and `status` may be left out.' })

/** Which campaigns are listed. */
export type CampaignFilters = z.infer<typeof campaignFilters>
