import { z } from 'zod'
import { SURFACE_IDS } from '../../../../model/nouns/surface.ts'
import type { AnswerOf } from '../../answer-of.ts'
import { campaignId, count, instant } from '../fields.ts'
import { campaignFunnel } from './delivery-funnel.ts'
import { campaignRemedy } from './delivery-remedies.ts'

const likely = z
  .object({
    low: count.describe('In one case of ten it is less.'),
    mid: count.describe('As much is expected.'),
    high: count.describe('In one case of ten it is more.'),
  })
  .meta({ id: 'DeliveryProjection', description: 'What it will come to, with an interval of 80 %.' })

const sums = {
  booked: count.nullable().describe('Its part of the goal, by placements alone; null: no goal in numbers, or no end.'),
  planned: count.nullable().describe('Its part of the goal, as the pacing of the campaign spreads it over the days.'),
  delivered: count.describe('What was counted, of what the goal counts.'),
  projected: likely.nullable().describe('What it will have delivered in the end; null: nobody can say.'),
  starts: count.describe('Times that playback began.'),
}

const row = z
  .object({
    territory: z.string().nullable().describe('Code of the territory; null: not asked for, or events do not say.'),
    day: z.iso.date().nullable().describe('Day in UTC; null: not asked for.'),
    surface: z.enum(SURFACE_IDS).nullable().describe('Surface; null: not asked for, or events do not say.'),
    ...sums,
  })
  .meta({ id: 'CampaignDeliveryRow', description: 'What a campaign was to deliver, delivered and will deliver.' })

/** What a campaign is to reach, in events. */
const countedGoal = z
  .object({
    counts: z.enum(['impressions', 'starts']).describe('What is counted.'),
    amount: count.describe('How many are to be reached.'),
    pacing: z.enum(['even', 'frontload', 'asap']).describe('How that is spread over the days.'),
  })
  .meta({ id: 'CampaignCountedGoal', description: 'What a campaign is to reach, in numbers of events.' })

/** Answer to `GET /ops/v1/campaigns/:id/delivery`. */
export const campaignDelivery = z
  .object({
    campaign: campaignId,
    asOf: instant
      .nullable()
      .describe('When the newest event that is counted was received; null: none is. A message that waits is not.'),
    from: z.iso.date().describe('First day of the report, UTC.'),
    to: z.iso.date().describe('Last day of the report, UTC.'),
    today: z.iso.date().describe('The day that it is now, UTC.'),
    goal: countedGoal.nullable().describe('What it is to reach; null: nothing in numbers, so nothing is booked.'),
    plannedSoFar: count.nullable().describe('What was planned of these days up to now; null: there is no plan.'),
    totals: z.object(sums).describe('The sums of the rows.'),
    rows: z.array(row).describe('By day, territory and surface, as far as these were asked for.'),
    shortfall: z
      .object({
        events: count.describe('How many events it lacks, of what the goal counts.'),
        by: z
          .enum(['end', 'projection', 'plan'])
          .describe('`end`: it is over; `projection`: in the end, as is expected; `plan`: up to now.'),
      })
      .nullable()
      .describe('What it lacks of its goal, over all of its time and places; null: nothing, or no goal.'),
    funnel: campaignFunnel
      .nullable()
      .describe('Why it was not shown more often, if it falls short or `funnel=1` asks; null: `notes` say why.'),
    remedies: z
      .array(campaignRemedy)
      .describe(
        'What would bring it closer to its goal, if it falls short, as the forecast says; empty: `notes` say why.',
      ),
    notes: z.array(z.string()).describe('What somebody should know who reads these numbers, in words.'),
  })
  .meta({
    id: 'CampaignDelivery',
    description: 'What was booked of a campaign, planned, delivered, and what it will come to.',
  })

/** What a campaign delivers, in short: beside the campaign itself. */
export const campaignDeliverySummary = z
  .object({
    goal: count.nullable().describe('How many events it is to reach; null: no goal in numbers.'),
    delivered: count.describe('What was counted of all its time, of what the goal counts.'),
    planned: count.nullable().describe('What was planned up to now; null: there is no plan.'),
    projected: likely.nullable().describe('What it will come to in the end; null: nobody can say.'),
    asOf: instant.nullable().describe('When the newest event that is counted was received; null: none is.'),
  })
  .meta({ id: 'CampaignDeliverySummary', description: 'What a campaign delivers, in short.' })

/** What a campaign delivers. */
export type CampaignDelivery = AnswerOf<typeof campaignDelivery>
/** What a campaign delivers, in short. */
export type CampaignDeliverySummary = AnswerOf<typeof campaignDeliverySummary>
