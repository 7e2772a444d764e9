import { z } from 'zod'
import { campaign } from '../../../model/nouns/campaign.ts'
import { CAMPAIGN_STATES, CAMPAIGN_STATUSES, PRIORITIES } from '../../../model/nouns/campaign-vocabulary.ts'
import type { AnswerOf } from '../answer-of.ts'
import { campaignShare } from './campaigns/campaign-share.ts'
import { campaignDeliverySummary } from './campaigns/delivery.ts'
import { campaignHoldShown } from './campaigns/forecast.ts'
import { lintFinding } from './campaigns/lint.ts'
import { campaignId, count, instant, regions, surface } from './fields.ts'
import { withdrawal } from './ingest.ts'
import { problem } from './problem.ts'

const status = z.enum(CAMPAIGN_STATUSES).describe('Status of the campaign. Only an `approved` one plays.')
const revision = z.int().min(1).describe('Revision of the record: 1 when first stored, one more with each change.')
const name = z.string().nullable().describe('Name of the campaign; null: none.')
const owner = z.string().nullable().describe('Who owns it; null: nobody is named.')

const state = z
  .enum(CAMPAIGN_STATES)
  .describe('Where it stands: `scheduled`, `live` and `ended` are approved, and the clock says the rest.')

const campaignRow = z
  .object({
    id: campaignId,
    name,
    owner,
    status,
    state,
    priority: z.enum(PRIORITIES).describe('Its tier.'),
    territories: z.array(z.string()).describe('Where: codes of countries and names of groups; `*`: everywhere.'),
    surfaces: z.array(surface).describe('Where its videos play.'),
    start: z.string().describe('When it starts, as local time without an offset.'),
    end: z.string().nullable().describe('When it ends, as local time without an offset; null: open.'),
    regions,
    revision,
    changedAt: instant.describe('When it was last changed, in UTC.'),
    waiting: z.enum(['draft', 'review']).nullable().describe('What waits beside it, by its status; null: nothing.'),
    goal: z
      .object({
        kind: z.enum(['impressions', 'starts']).describe('What is counted.'),
        count: count.describe('How many are to be reached.'),
      })
      .nullable()
      .describe('What it is to reach; null: nothing that is counted.'),
    delivered: count
      .nullable()
      .describe('How many were counted in all regions when pacing last looked; null: it has not looked.'),
  })
  .meta({ id: 'CampaignSummary', description: 'A campaign, in short.' })

/** Answer to `GET /ops/v1/campaigns`. */
export const campaignList = z
  .object({
    total: count.describe('How many campaigns match; `campaigns` may have fewer.'),
    campaigns: z.array(campaignRow).describe('The first of them in the order asked for, or those behind the cursor.'),
    cursor: z.string().nullable().describe('Where the list goes on; null: these are the last.'),
  })
  .meta({ id: 'CampaignList', description: 'Campaigns in the regions of the caller.' })

const campaignRecord = campaign.meta({ id: 'Campaign', description: 'The record, as a feed sends it.' })

/** A field in which two revisions of a campaign differ. */
export const campaignFieldChange = z
  .object({
    field: z.string().describe('Path of the field, such as `goal.impressions`.'),
    before: z.unknown().describe('What it says now; null: nothing.'),
    after: z.unknown().describe('What it is to say; null: nothing.'),
  })
  .meta({ id: 'CampaignFieldChange', description: 'A field in which two revisions of a campaign differ.' })

const someMembers = z
  .object({
    count: count.describe('How many.'),
    first: z.array(z.string()).describe('The first of them by id, 20 at most.'),
  })
  .meta({ id: 'CampaignSomeMembers', description: 'Videos, and the first of them by id.' })

/** Which videos a campaign has now, and which it is to have. */
const memberChange = z
  .object({
    before: count.describe('How many videos it lists or selects now.'),
    after: count.describe('How many what waits lists or selects, if it were approved now.'),
    added: someMembers.describe('Those that it is to have, and has not.'),
    removed: someMembers.describe('Those that it has, and is not to have.'),
  })
  .meta({ id: 'CampaignMemberChange', description: 'The videos of a campaign before and after a change.' })

const detail = {
  campaign: campaignRecord,
  state,
  revision: revision.describe('The latest number that a change of it, or of what waits beside it, has taken.'),
  addedAt: instant.describe('When it was first stored, in UTC.'),
  changedAt: instant.describe('When what it says, or its status, was last changed, in UTC.'),
  editedBy: z.string().nullable().describe('Who wrote what it says; null: not known.'),
  authors: z
    .array(z.string())
    .describe(
      'All who wrote any of what waits since it was last approved: none of them approves it. Empty: nothing waits.',
    ),
  secondedBy: z
    .string()
    .nullable()
    .describe('The second person who approved what it says; null: one brought it on the air.'),
  regions,
  next: z
    .object({
      campaign: campaignRecord,
      revision,
      editedBy: z.string().describe('Who wrote of it last.'),
      changedAt: instant.describe('When it was last changed, in UTC.'),
      diff: z.array(campaignFieldChange).describe('Where it differs from what the campaign says now.'),
      members: memberChange.optional().describe('The videos before and after; left out: `members=1` did not ask.'),
    })
    .nullable()
    .describe('What it is to say next, once that is approved: until then the campaign runs on. Null: nothing waits.'),
  approval: z
    .object({
      id: z.string().describe('Id of the request, `apr_…`.'),
      askedBy: z.string().describe('Who submitted it.'),
      expiresAt: instant.describe('From then on it must be submitted again, in UTC.'),
      state: z
        .enum(['asked', 'lapsed'])
        .describe('`lapsed`: its time is over, and nobody approves it before it is submitted again.'),
      twoPersons: z.array(z.string()).describe('Why the rules want a second person; empty: they do not.'),
    })
    .nullable()
    .describe('The request for the approval of what waits; null: nobody has submitted it.'),
  hold: campaignHoldShown.nullable().describe('Until when others leave room for its goal; null: nobody holds it.'),
  share: campaignShare
    .nullable()
    .describe('What pacing lets through of it now; null: it has no goal, or its first share is to come.'),
  delivery: campaignDeliverySummary
    .nullable()
    .describe('What it delivers in the regions of the caller, in short; null after an act, which does not look.'),
}

/** Answer to `GET /ops/v1/campaigns/:id`. */
export const storedCampaign = z
  .object(detail)
  .meta({ id: 'StoredCampaign', description: 'A campaign as it is stored, and what waits beside it.' })

/** What somebody should look at in a campaign. */
const finding = z
  .object({
    rule: z.string().describe('The rule, by its name.'),
    severity: z.enum(['error', 'warning']).describe('An `error` keeps it from being submitted.'),
    field: z.string().nullable().describe('The field; null: it is about the whole.'),
    text: z.string().describe('What was found, and what to do.'),
    territories: z
      .array(z.string())
      .optional()
      .describe('Of the linter: where; empty: it does not depend on the place.'),
    surfaces: z.array(surface).optional().describe('Of the linter: on which surfaces; empty: on all alike.'),
    from: instant
      .nullable()
      .optional()
      .describe('Of the linter: first minute, in UTC; null: it does not depend on the time.'),
    until: instant.nullable().optional().describe('Of the linter: end, in UTC; null: open.'),
  })
  .meta({ id: 'CampaignFinding', description: 'What somebody should look at in a campaign.' })

/** Answer to `PUT /ops/v1/campaigns/:id`. */
export const writtenCampaign = z
  .object({
    ...detail,
    outcome: z.enum(['done', 'unchanged']).describe('`unchanged`: it says so already, or waits to.'),
    findings: z.array(finding).describe('What somebody should look at.'),
  })
  .meta({ id: 'WrittenCampaign', description: 'A campaign as it is after a change.' })

/** 412 of a campaign: somebody else has changed it since. */
export const campaignProblem = z
  .object({
    ...problem.shape,
    conflict: z
      .object({
        revision,
        campaign: campaignRecord.describe('What the campaign says now.'),
        next: campaignRecord.nullable().describe('What waits beside it; null: nothing.'),
        diff: z
          .array(
            z
              .object({
                field: z.string().describe('Path of the field, such as `goal.impressions`.'),
                now: z.unknown().describe('What the campaign says now; null: nothing.'),
                next: z.unknown().describe('What it says in what waits; null: nothing.'),
                sent: z.unknown().describe('What was sent; null: nothing.'),
              })
              .meta({ id: 'CampaignFieldConflict', description: 'A field in which the three differ.' }),
          )
          .describe('Where they differ; empty where nothing was sent.'),
      })
      .optional()
      .describe('What is stored, beside what was sent; left out: there is none yet.'),
    findings: z.array(lintFinding).optional().describe('Errors that the linter finds; left out: none was looked for.'),
  })
  .meta({ id: 'CampaignProblem', description: 'Why a campaign was left as it is, with what it is now.' })

/** Answer to what is done to a campaign: submit, approve, reject, withdraw, pause, resume and end. */
export const campaignActed = z
  .object({
    ...detail,
    outcome: z.enum(['done', 'unchanged']).describe('`unchanged`: it was so already.'),
    findings: z.array(lintFinding).describe('What the linter says of what was submitted; empty for other acts.'),
    before: z.object({ status, revision }).describe('What it was before.'),
    withdrawn: withdrawal.describe('What was withdrawn at once.'),
    takesEffect: z
      .enum(['at once', 'with the next publish', 'nothing changes for viewers'])
      .describe('When viewers see it.'),
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
/** A campaign as it is after a change. */
export type WrittenCampaign = AnswerOf<typeof writtenCampaign>
/** What somebody should look at in a campaign. */
export type CampaignFinding = AnswerOf<typeof finding>
/** Why a campaign was left as it is, with what it is now. */
export type CampaignProblem = AnswerOf<typeof campaignProblem>
