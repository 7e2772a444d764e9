import { z } from 'zod'
import { SURFACE_IDS } from '../../../../model/nouns/surface.ts'
import type { AnswerOf } from '../../answer-of.ts'
import { count, instant } from '../fields.ts'

const deliveryRow = z
  .object({
    day: z.iso.date().describe('Day in UTC on which it happened.'),
    territory: z.string().nullable().describe('Code of the territory; null: the decision was made before it was told.'),
    surface: z
      .enum(SURFACE_IDS)
      .nullable()
      .describe('Surface that it played on; null: the decision was made before it was told.'),
    impressions: count.describe('Times that half of a video was visible for two seconds.'),
    starts: count.describe('Times that playback began.'),
  })
  .meta({ id: 'DeliveryRow', description: 'What a campaign delivered on a day in a territory on a surface.' })

/** Answer to `GET /ops/v1/campaigns/:id/counters`. */
export const campaignCounters = z
  .object({
    asOf: instant
      .nullable()
      .describe(
        'When the newest event that is counted was received; null: none is. What waits for another try is not.',
      ),
    rows: z.array(deliveryRow).describe('By day, territory and surface; what has no events has no row.'),
  })
  .meta({
    id: 'CampaignCounters',
    description:
      'What a campaign delivered, estimated from the sampled decisions: each stands for one over their rate.',
  })

/** What a campaign delivered. */
export type CampaignCountersAnswer = AnswerOf<typeof campaignCounters>
