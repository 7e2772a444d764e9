import { z } from 'zod'
import { CAMPAIGN_STATES, CAMPAIGN_STATUSES, PRIORITIES } from '../../../../model/nouns/campaign-vocabulary.ts'
import type { AnswerOf } from '../../answer-of.ts'
import { lintFinding } from '../campaigns/lint.ts'
import { campaignId, count, instant, surface } from '../fields.ts'

const revision = z.int().min(1)

const slice = z
  .object({
    from: instant.describe('When it begins, in UTC.'),
    to: instant.describe('When it ends, in UTC: when the next one begins.'),
    tier: z.enum(PRIORITIES).nullable().describe('The strongest tier that plays; null: nothing does.'),
    count: count.describe('How many campaigns play.'),
  })
  .meta({ id: 'LaneSlice', description: 'A stretch of a lane in which nothing changes.' })

const bar = z
  .object({
    campaignId,
    revision: revision.describe('What it draws: the revision of what the campaign says, or of what waits beside it.'),
    from: instant.describe('When it starts there, in UTC; it may be before the lane.'),
    to: instant.nullable().describe('When it ends there, in UTC; it may be behind the lane. Null: open.'),
    row: z.int().min(0).describe('The row, from 0; no two bars of one meet.'),
  })
  .meta({ id: 'LaneBar', description: 'A window of a campaign in a lane, times in which it does not play cut out.' })

const lane = z
  .object({
    key: z
      .string()
      .describe('For `open`: the surface and a territory, like `home-hero.DE`; any of its territories will do.'),
    surface,
    territories: z.array(z.string()).describe('Codes of the territories that show the same.'),
    timeZone: z.string().describe('The clock that stands for the first of them, an IANA zone.'),
    from: instant.describe('When the lane begins, in UTC.'),
    to: instant.describe('When it ends, in UTC; a day on which the clock changes has 23 or 25 hours.'),
    slices: z
      .array(slice)
      .describe('The strip: what is on the air, in parts of the day too, from `from` to `to` without a hole.'),
    bars: z
      .array(bar)
      .describe('Campaigns of every status but `ended`, strongest tiers first; a part of the day cuts none.'),
    hidden: count.describe('How many more there are; `open` shows them.'),
  })
  .meta({ id: 'Lane', description: 'A surface in a territory, or in several that show the same.' })

const laneCampaign = z
  .object({
    id: campaignId,
    name: z.string().nullable().describe('Name of the campaign; null: none.'),
    owner: z.string().nullable().describe('Who owns it; null: nobody is named.'),
    tier: z.enum(PRIORITIES).describe('Its tier.'),
    status: z.enum(CAMPAIGN_STATUSES).describe('Its status.'),
    state: z.enum(CAMPAIGN_STATES).describe('Where it stands now.'),
    revision: revision.describe('The latest number that a change of it has taken.'),
    etag: z.string().describe('The same for `If-Match`.'),
    next: z
      .object({
        revision: revision.describe('Its number.'),
        status: z.enum(CAMPAIGN_STATUSES).describe('`draft` or `review`.'),
      })
      .nullable()
      .describe('What waits beside it; null: nothing. It has bars of its own where it differs in place or time.'),
    start: z
      .string()
      .describe('When it starts on its own clock, without an offset; of what waits beside it, if something does.'),
    end: z.string().nullable().describe('When that ends; null: open.'),
    inHours: z.boolean().describe('Whether it plays in parts of the day alone.'),
    goal: z
      .object({
        kind: z.enum(['impressions', 'starts']).describe('What is counted.'),
        count: count.describe('How many.'),
      })
      .nullable()
      .describe('What it is to reach; null: nothing that is counted.'),
    delivered: count.nullable().describe('How many were counted when pacing last looked; null: it has not looked.'),
  })
  .meta({ id: 'LaneCampaign', description: 'A campaign that has a bar.' })

/** Answer to `GET /ops/v1/schedule/calendar`. */
export const scheduleLanes = z
  .object({
    revision: count.describe('Revision of the schedule.'),
    from: instant.describe('When the first lane begins, in UTC.'),
    to: instant.describe('When the last one ends, in UTC.'),
    lanes: z.array(lane).describe('By surface, then as the places were named.'),
    findings: z
      .array(lintFinding)
      .nullable()
      .describe('What the linter finds in these lanes and this time; null: it was not asked.'),
    campaigns: z.array(laneCampaign).describe('Each campaign that has a bar, by id.'),
    planned: z
      .array(
        z
          .object({ tier: z.enum(PRIORITIES).describe('The tier.'), count: count.describe('How many campaigns.') })
          .meta({ id: 'PlannedTier', description: 'How many campaigns of a tier are planned.' }),
      )
      .describe('Campaigns of every status but `ended` in these lanes, with a bar or not, by tier.'),
  })
  .meta({ id: 'ScheduleLanes', description: 'What plays where and when, and where nothing does.' })

/** What plays where and when, and where nothing does. */
export type ScheduleLanes = AnswerOf<typeof scheduleLanes>
/** A surface in a territory, or in several that show the same. */
export type ScheduleLane = AnswerOf<typeof lane>
/** A campaign that has a bar. */
export type LaneCampaign = AnswerOf<typeof laneCampaign>
