import { z } from 'zod'
import { feedSettings } from '../../../model/feeds/feed-settings.ts'
import type { AnswerOf } from '../answer-of.ts'
import { deliveryId, feedName } from './deliveries.ts'
import { count, instant } from './fields.ts'

/** Answer to `GET` and `PUT /ops/v1/feeds/:id`. */
export const feedAnswer = z
  .object({
    feed: feedName,
    revision: z.int().min(1).describe('Revision of its settings, which `If-Match` takes: one more with each change.'),
    ...feedSettings.shape,
    watermark: instant.nullable().describe('Until when the feed is known to be complete, in UTC; null: it never was.'),
    ageSeconds: count.nullable().describe('Seconds since the watermark; null: there is none.'),
    stale: z.boolean().describe('Whether the age is above `freshnessMinutes`, or nothing was ever delivered.'),
    lastDelivery: z
      .object({
        delivery: deliveryId,
        outcome: z.enum(['promoted', 'unchanged', 'held', 'refused', 'discarded']).describe('What came of it.'),
        at: instant.describe('When it began, in UTC.'),
      })
      .nullable()
      .describe('The last delivery that is over; null: there was none.'),
    items: count.describe('Items in force.'),
    quarantined: count.describe('Items in quarantine.'),
  })
  .meta({ id: 'Feed', description: 'A feed: its settings, and how it is.' })

/** Answer to `GET /ops/v1/feeds`. */
export const feedList = z
  .object({ feeds: z.array(feedAnswer).describe('The feeds that the caller may see, by name.') })
  .meta({ id: 'FeedList', description: 'The feeds.' })

/** A feed. */
export type FeedAnswer = AnswerOf<typeof feedAnswer>
/** The feeds. */
export type FeedList = AnswerOf<typeof feedList>
