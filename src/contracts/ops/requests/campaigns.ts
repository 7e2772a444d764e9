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

/** Body of `POST /ops/v1/campaigns/:id/pause`, `resume` and `end`. */
export const campaignOrder = z
  .strictObject({
    reason: z
      .string()
      .trim()
      .min(1, 'say why, in a few words')
      .max(300)
      .describe('Why, in a few words. It stands in the audit log.'),
    revision: z.int().min(1).optional().describe('The revision that was seen: another one is refused. Left out: any.'),
  })
  .meta({ id: 'CampaignOrder', description: 'Why a campaign is paused, resumed or ended.' })

/** Which campaigns are listed. */
export type CampaignFilters = z.infer<typeof campaignFilters>
