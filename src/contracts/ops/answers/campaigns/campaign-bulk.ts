import { z } from 'zod'
import type { AnswerOf } from '../../answer-of.ts'
import { campaignFieldChange } from '../campaigns.ts'
import { campaignId, count } from '../fields.ts'
import { withdrawal } from '../ingest.ts'

const changed = z
  .object({
    id: campaignId,
    name: z.string().nullable().describe('Its name; null: it has none, or there is no such campaign.'),
    revision: z.int().min(0).describe('The latest number that a change of it has taken; 0: there is no such campaign.'),
    outcome: z
      .enum(['done', 'unchanged', 'refused'])
      .describe('`unchanged`: it says so already. In a dry run: what would become of it.'),
    diff: z.array(campaignFieldChange).describe('What changes of it; an edit of what is on the air waits beside it.'),
    refused: z.string().nullable().describe('Why nothing was changed of it; null: it was not refused.'),
  })
  .meta({ id: 'ChangedCampaign', description: 'What a change of many did to one campaign.' })

/** Answer to `POST /ops/v1/campaigns/bulk` and to an undo. */
export const campaignBulkDone = z
  .object({
    change: z.string().nullable().describe('Id of the change, `chg_…`, for its undo; null: nothing was changed.'),
    undoes: z.string().nullable().describe('The change that this one undoes; null: none.'),
    dryRun: z.boolean().describe('Whether it was only asked what it would do.'),
    done: count.describe('How many were changed.'),
    unchanged: count.describe('How many say so already.'),
    refused: count.describe('How many were refused, each for its own reason.'),
    changes: z.array(changed).describe('Each campaign, by id.'),
    withdrawn: withdrawal.describe('What was withdrawn at once.'),
  })
  .meta({ id: 'CampaignBulkDone', description: 'What a change of many campaigns did.' })

/** Answer to `POST /ops/v1/campaigns.csv|.xlsx`. */
export const campaignSheetDone = z
  .object({
    ...campaignBulkDone.shape,
    faults: z
      .array(
        z.object({
          line: z.int().min(1).describe('The line of the sheet, from 1.'),
          column: z.string().describe('The column; empty: the whole line.'),
          text: z.string().describe('What is wrong, and what to do.'),
        }),
      )
      .describe('Lines that could not be read; nothing was changed by them.'),
  })
  .meta({ id: 'CampaignSheetDone', description: 'What a sheet of campaigns did.' })

/** What a sheet of campaigns did. */
export type CampaignSheetDone = AnswerOf<typeof campaignSheetDone>
/** What a change of many campaigns did. */
export type CampaignBulkDone = AnswerOf<typeof campaignBulkDone>
/** What it did to one of them. */
export type ChangedCampaignAnswer = AnswerOf<typeof changed>
