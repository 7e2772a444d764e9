import { z } from 'zod'
import { CAMPAIGN_STATES, PRIORITIES } from '../../../../model/nouns/campaign-vocabulary.ts'
import type { AnswerOf } from '../../answer-of.ts'
import { campaignId, instant, surface } from '../fields.ts'

const window = z
  .object({
    territories: z.array(z.string()).describe('Codes of the territories in which it is so.'),
    from: instant.describe('When it starts there, in UTC.'),
    until: instant.nullable().describe('When it ends there, in UTC; null: open.'),
  })
  .meta({ id: 'CampaignWindow', description: 'When a campaign runs, in territories where that is the same.' })

const calendarCampaign = z
  .object({
    id: campaignId,
    name: z.string().nullable().describe('Name of the campaign; null: none.'),
    owner: z.string().nullable().describe('Who owns it; null: nobody is named.'),
    tier: z.enum(PRIORITIES).describe('Its tier.'),
    state: z.enum(CAMPAIGN_STATES).describe('Where it stands now.'),
    surfaces: z.array(surface).describe('Where its videos play.'),
    revision: z.int().min(1).describe('The latest number that a change of it has taken.'),
    changedAt: instant.describe('When what it says was last changed, in UTC.'),
    inHours: z.boolean().describe('Whether it plays in parts of the day alone, or has times in which it does not.'),
    windows: z.array(window).describe('When, by territories; those that meet the calendar alone.'),
  })
  .meta({ id: 'CalendarCampaign', description: 'A campaign in a calendar.' })

/** Answer to `GET /ops/v1/calendar`. */
export const campaignCalendar = z
  .object({
    from: instant.describe('When the calendar begins, in UTC.'),
    to: instant.describe('When it ends, in UTC.'),
    campaigns: z.array(calendarCampaign).describe('Campaigns of the caller that run then, by tier, start and id.'),
  })
  .meta({ id: 'CampaignCalendar', description: 'Which campaigns run when, and where.' })

/** Which campaigns run when, and where. */
export type CampaignCalendar = AnswerOf<typeof campaignCalendar>
/** A campaign in a calendar. */
export type CalendarCampaign = AnswerOf<typeof calendarCampaign>
