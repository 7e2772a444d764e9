import { z } from 'zod'
import { campaign } from '../../../model/nouns/campaign.ts'
import { CAMPAIGN_STATUSES, PRIORITIES } from '../../../model/nouns/campaign-vocabulary.ts'
import type { AnswerOf } from '../answer-of.ts'
import { campaignId, count, instant, regions, surface } from './fields.ts'
import { withdrawal } from './ingest.ts'

const status = z.enum(CAMPAIGN_STATUSES).describe('Status of the campaign. Only an `approved` one plays.')
const revision = z.int().min(1).describe('Revision of the record: 1 when first stored, one more with each change.')
const name = z.string().nullable().describe('Name of the campaign; null: none.')
const owner = z.string().nullable().describe('Who owns it; null: nobody is named.')

const campaignRow = z
  .object({
    id: campaignId,
    name,
    owner,
    status,
    priority: z.enum(PRIORITIES).describe('Its tier.'),
    territories: z.array(z.string()).describe('Where: codes of countries and names of groups; `*`: everywhere.'),
    surfaces: z.array(surface).describe('Where its videos play.'),
    start: z.string().describe('When it starts, as local time without an offset.'),
    end: z.string().nullable().describe('When it ends, as local time without an offset; null: open.'),
    regions,
    revision,
    changedAt: instant.describe('When it was last changed, in UTC.'),
  })
  .meta({ id: 'CampaignSummary', description: 'A campaign, in short.' })

/** Answer to `GET /ops/v1/campaigns`. */
export const campaignList = z
  .object({
    total: count.describe('How many campaigns match; `campaigns` may have fewer.'),
    campaigns: z.array(campaignRow).describe('The first of them, by id.'),
  })
  .meta({ id: 'CampaignList', description: 'Campaigns in the regions of the caller.' })

const campaignRecord = campaign.meta({ id: 'Campaign', description: 'The record, as a feed sends it.' })

const fieldChange = z
  .object({
    field: z.string().describe('Path of the field, such as `goal.impressions`.'),
    before: z.unknown().describe('What it says now; null: nothing.'),
    after: z.unknown().describe('What it is to say; null: nothing.'),
  })
  .meta({ id: 'CampaignFieldChange', description: 'A field in which two revisions of a campaign differ.' })

/** Answer to `GET /ops/v1/campaigns/:id`. */
export const storedCampaign = z
  .object({
    record: campaignRecord,
    revision,
    addedAt: instant.describe('When it was first stored, in UTC.'),
    changedAt: instant.describe('When it was last changed, in UTC.'),
    regions,
    next: z
      .object({
        record: campaignRecord,
        revision,
        editedBy: z.string().describe('Who wrote it.'),
        changedAt: instant.describe('When it was last changed, in UTC.'),
        diff: z.array(fieldChange).describe('Where it differs from what the campaign says now.'),
      })
      .nullable()
      .describe('What it is to say next, once that is approved: until then the campaign runs on. Null: nothing waits.'),
  })
  .meta({ id: 'StoredCampaign', description: 'A campaign as it is stored.' })

/** Answer to the acts on a campaign: pause, resume and end. */
export const campaignActed = z
  .object({
    outcome: z.enum(['done', 'unchanged']).describe('`unchanged`: it was so already.'),
    campaign: storedCampaign.describe('The campaign, as it is now.'),
    before: z.object({ status, revision }).describe('What it was before.'),
    withdrawn: withdrawal.describe('What was withdrawn at once.'),
    takesEffect: z.enum(['at once', 'with the next publish']).describe('When viewers see it.'),
  })
  .meta({ id: 'CampaignActed', description: 'What an act on a campaign did.' })

/** Campaigns. */
export type CampaignList = AnswerOf<typeof campaignList>
/** A campaign, in short. */
export type CampaignSummary = AnswerOf<typeof campaignRow>
/** A campaign as it is stored. */
export type StoredCampaign = AnswerOf<typeof storedCampaign>
/** What an act on a campaign did. */
export type CampaignActedAnswer = AnswerOf<typeof campaignActed>
