import { z } from 'zod'
import { PACING_HOLDS } from '../../../../model/nouns/campaign-vocabulary.ts'
import { instant } from '../fields.ts'

const number = z.number()

/** What pacing lets through of a campaign now, and why. */
export const campaignShare = z
  .object({
    share: number.min(0).max(1).describe('Share of its chances in which it may take part.'),
    need: number
      .min(0)
      .describe('Above 1, its weight counts so many times, 8 at most: all of its chances are too few.'),
    wanted: number
      .nullable()
      .describe('The share that would reach the goal; above 1: more than there is. Null: its goal is a share.'),
    left: number.nullable().describe('Events that the goal still takes, beside those expected to be underway.'),
    counted: number.nullable().describe('Events counted so far, in all regions.'),
    rate: number.nullable().describe('Events a chance, as measured lately.'),
    asOf: instant.nullable().describe('When the newest event that is counted came in, in UTC; null: none ever did.'),
    updatedAt: instant.nullable().describe('When the share was set, in UTC; null: it never changes.'),
    endsAt: instant.nullable().describe('From then on the share is 0 if no other follows, in UTC; null: never.'),
    inGrace: z.boolean().describe('Whether it goes on after its end, because it was short of its goal.'),
    why: z
      .enum([...PACING_HOLDS, 'fixed'])
      .describe(
        'What kept the share from being what is wanted. `pace-of-change`: a share grows by half a step at most. `half-of-left`: no more than half of what is left may be spent before the next step acts. `whole-supply`: it takes all there is. `too-fine`: less than the least share is wanted. `reached`: the goal is. `unreadable`: something was no number. `fixed`: the goal is a share.',
      ),
  })
  .meta({ id: 'CampaignShare', description: 'What pacing lets through of a campaign, and why.' })

/** What pacing lets through of a campaign. */
export type CampaignShareNow = z.infer<typeof campaignShare>
