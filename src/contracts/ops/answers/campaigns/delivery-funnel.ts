import { z } from 'zod'
import { NO_DECISION_REASONS } from '../../../../model/nouns/reason.ts'
import type { AnswerOf } from '../../answer-of.ts'
import { campaignId, count, instant } from '../fields.ts'

/** Why a campaign was not shown more often. */
export const campaignFunnel = z
  .object({
    from: instant.describe('From when on placements are counted in it, in UTC.'),
    until: instant.describe('Up to when, in UTC.'),
    contexts: count.describe('How many logged decisions were made again for it: the fewer, the rougher the numbers.'),
    logged: count.describe('How many there are of these regions, from the last 48 hours.'),
    asked: count.describe(
      'Placements that devices asked for where and while it was open. `lost` and `picked` come to it.',
    ),
    lost: z
      .array(
        z
          .object({
            reason: z.enum(NO_DECISION_REASONS).describe('What stood against the video of it that came furthest.'),
            placements: count.describe('How many placements.'),
          })
          .meta({ id: 'CampaignFunnelLoss', description: 'Placements that a campaign lost for one reason.' }),
      )
      .describe('Where it was not picked, by the reason, in the order of the gates.'),
    outrankedBy: z
      .array(
        z
          .object({ campaign: campaignId, placements: count.describe('How many placements.') })
          .meta({ id: 'CampaignFunnelRival', description: 'A campaign that was shown instead.' }),
      )
      .describe('Who was shown where it was `outranked`, the first ten.'),
    picked: count.describe('Placements in which it was picked.'),
    picks: count.describe('Its picks in these: a page may have several.'),
    delivered: count.describe('What was counted in this time, of what the goal counts.'),
    notSeen: count.describe('Picks of which nothing was counted: nobody saw them, or their events are lost.'),
    unsampled: count.describe('Placements beside `asked` of which no decision is logged.'),
  })
  .meta({
    id: 'CampaignFunnel',
    description: 'Why a campaign was not shown more often: an estimate from logged decisions that were made again.',
  })

/** Why a campaign was not shown more often. */
export type CampaignFunnel = AnswerOf<typeof campaignFunnel>
