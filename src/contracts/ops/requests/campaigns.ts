import { z } from 'zod'
import { VISIBLE } from '../../../model/fields/visible-text.ts'
import { CAMPAIGN_STATES, CAMPAIGN_STATUSES } from '../../../model/nouns/campaign-vocabulary.ts'
import { REGION_IDS } from '../../../model/nouns/region.ts'
import { SURFACE_IDS } from '../../../model/nouns/surface.ts'
import { typedText } from './fields.ts'

const LIMIT_DEFAULT = 200
const LIMIT_MAX = 10_000

/** What campaigns are found by: their status, or where the clock has an approved one. */
export const CAMPAIGN_FOUND_BY = [
  ...CAMPAIGN_STATUSES,
  ...CAMPAIGN_STATES.filter((state) => state === 'scheduled' || state === 'live'),
] as const

/** What a list of campaigns can be ordered by. */
const CAMPAIGN_SORT_KEYS = ['id', 'name', 'owner', 'tier', 'state', 'start', 'end', 'changed'] as const

/** What a list of campaigns is ordered by. */
export type CampaignSortKey = (typeof CAMPAIGN_SORT_KEYS)[number]

/** The orders, and each of them the other way round, with a `-`. */
export const CAMPAIGN_SORTS = CAMPAIGN_SORT_KEYS.flatMap((order) => [order, `-${order}`] as const)

/** An order, or one the other way round. */
export type CampaignSort = (typeof CAMPAIGN_SORTS)[number]

/** Query of `GET /ops/v1/campaigns`. */
export const campaignFilters = z.object({
  status: z
    .enum(CAMPAIGN_FOUND_BY)
    .optional()
    .describe('Only campaigns of this status, of which something waits with it, or that the clock has there.'),
  region: z.enum(REGION_IDS).optional().describe('Only campaigns that are for a territory of this region.'),
  surface: z.enum(SURFACE_IDS).optional().describe('Only campaigns that are for this surface.'),
  owner: z.string().optional().describe('Only campaigns of this owner.'),
  territory: z
    .string()
    .regex(/^[A-Z]{2}$/, 'a territory, like DE')
    .optional()
    .describe('Only campaigns that are for this territory.'),
  q: z.string().trim().max(200).optional().describe('Only campaigns with this in their id or name, in any case.'),
  goal: z.literal('counted').optional().describe('`counted`: only campaigns with a goal in impressions or starts.'),
  sort: z
    .enum(CAMPAIGN_SORTS)
    .default('id')
    .describe(
      'What the list is ordered by, then by id: `tier` the strongest first, `end` the open ones last; `-` turns it round.',
    ),
  cursor: z
    .string()
    .regex(/^cmp_[A-Za-z0-9_-]{1,64}$/, 'the cursor of an answer, like cmp_dach-hero')
    .optional()
    .describe(
      'Where the list goes on: the `cursor` of the answer before, of the same order. Left out: at its beginning.',
    ),
  limit: z.coerce.number().int().min(1).max(LIMIT_MAX).default(LIMIT_DEFAULT).describe('How many are listed at most.'),
})

/** Query of `GET /ops/v1/campaigns/:id`. */
export const campaignView = z.object({
  members: z
    .literal('1')
    .optional()
    .describe('`1`: with the videos before and after what waits; all videos of the schedule are read for a selector.'),
})

/** Why something is done. */
export const campaignReason = typedText('say why, in a few words')
  .max(300, 'at most 300 characters')
  .refine((reason) => VISIBLE.test(reason), 'say why, in a few words that can be seen')
  .describe('Why, in a few words. It stands in the audit log.')

/** Body of `POST /ops/v1/campaigns/:id/{verb}`. */
export const campaignOrder = z
  .strictObject({
    reason: campaignReason,
    revision: z
      .int()
      .min(1)
      .optional()
      .describe('The revision that was seen: another one is refused. Left out: `If-Match` says it, or any.'),
    confirm: z.int().min(0).optional().describe('To approve what withdraws much: the number that the refusal gave.'),
  })
  .meta({ id: 'CampaignSortKey', description: 'Why something is done to a campaign.' })

/** Body of `PUT /ops/v1/campaigns/:id`: the record; it is checked like a line of an ingest. */
export const campaignBody = z
  .looseObject({
    v: z.literal(1, 'the version of the record: 1, or leave it out').optional().describe('Left out, or 1.'),
    type: z
      .literal('campaign', 'only campaigns are put here: other records are sent with ff ingest')
      .optional()
      .describe('Left out, or `campaign`.'),
    id: z.unknown().optional().describe('As in the path.'),
    territories: z.unknown().optional().describe('Where: codes of countries and names of groups.'),
    status: z.unknown().optional().describe('Left out, `draft`, or as it was read: a status takes a verb.'),
  })
  .meta({ id: 'CampaignBody', description: 'A campaign record; `v`, `type`, `id` and `status` may be left out.' })

/** Which campaigns are listed. */
export type CampaignFilters = z.infer<typeof campaignFilters>
