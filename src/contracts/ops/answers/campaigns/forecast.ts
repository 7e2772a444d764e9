import { z } from 'zod'
import type { AnswerOf } from '../../answer-of.ts'
import { campaignId, count, instant, regions, surface } from '../fields.ts'

/** A hold, as answers show it. */
export const campaignHoldShown = z
  .object({
    by: z.string().describe('Who holds it.'),
    since: instant.describe('Since when, in UTC.'),
    until: instant.describe('Until when, in UTC.'),
  })
  .meta({ id: 'CampaignHold', description: 'Others leave room for the goal of a campaign until then.' })

const forecast = {
  expected: z
    .object({
      low: count.describe('It gets less than this once in ten times.'),
      mid: count.describe('What is expected.'),
      high: count.describe('It gets more than this once in ten times.'),
    })
    .nullable()
    .describe('What the campaign can get until its end, with what it has by now; null: not known, `why` says it.'),
  counts: z.enum(['impressions', 'starts']).describe('What the numbers count: as the goal says, else impressions.'),
  goal: count.nullable().describe('The goal; null: none in numbers.'),
  delivered: count.describe('What it has of its goal by now.'),
  reachable: z
    .enum(['yes', 'risky', 'no', 'unknown'])
    .nullable()
    .describe('Whether the goal can be reached: `yes` and `no` are each right 9 times out of 10. Null: no goal.'),
  takesFrom: z
    .array(
      z
        .object({ campaignId, impressions: count.describe('How many it loses until the end of this campaign.') })
        .meta({ id: 'ForecastLoser', description: 'A campaign that loses by this one.' }),
    )
    .describe('Who loses most by it, as against the schedule that is stored; 20 at most.'),
  daysOfData: count.describe('Days of counters that the forecast is made from; under 7 nothing is known.'),
  from: instant.describe('First instant at which it is open from now on, in UTC.'),
  until: instant.describe('End of its last, in UTC; without an end 28 days on.'),
  chances: count.nullable().describe('Placements that will be asked for while and where it is open; null: not known.'),
  contexts: count.describe('Logged placements that were decided with it in the schedule.'),
  regions: regions.describe('The regions whose contexts they are: those with most of the chances, 3 at most.'),
  unknown: z
    .array(
      z
        .object({ territory: z.string().describe('Code of the territory.'), surface })
        .meta({ id: 'UnknownCell', description: 'A surface in a territory that is known for fewer than 7 days.' }),
    )
    .describe('What is in no number, because fewer than 7 days of it are counted.'),
  why: z.string().nullable().describe('Why nothing is known; null: it is.'),
}

/** Answer to `POST /ops/v1/campaigns/:id/forecast`. */
export const campaignForecastAnswer = z
  .object(forecast)
  .meta({ id: 'CampaignForecast', description: 'What a campaign can be expected to get.' })

/** Answer to `POST /ops/v1/campaigns/:id/hold`. */
export const heldCampaign = z
  .object({ ...forecast, hold: campaignHoldShown })
  .meta({ id: 'HeldCampaign', description: 'What a campaign can be expected to get, for which others leave room.' })

/** What a campaign can be expected to get. */
export type CampaignForecastAnswer = AnswerOf<typeof campaignForecastAnswer>
/** What is expected of a campaign that is held. */
export type HeldCampaignAnswer = AnswerOf<typeof heldCampaign>
