import { z } from 'zod'
import { feedSettings } from '../../../model/feeds/feed-settings.ts'
import type { AnswerOf } from '../answer-of.ts'
import { deliveryId, feedName } from './deliveries.ts'
import { count, instant, region } from './fields.ts'

const seconds = z.number().min(0).nullable()
const timesToScreen = z
  .object({
    announcedSeconds: seconds.describe('Until a snapshot with it was live in the region; null: none is yet.'),
    servedSeconds: seconds.describe('Until the first isolate reported to serve that; null: none has yet.'),
  })
  .meta({ id: 'TimesToScreen', description: 'Seconds from the acceptance of a delivery until it can be seen.' })

const feedFreshness = z
  .object({
    region,
    last: timesToScreen.describe('Of the last delivery that changed something.'),
    p50: timesToScreen.describe('The median of the last 50 of them.'),
    deliveries: count.describe('How many of those have been live in the region.'),
  })
  .meta({ id: 'FeedFreshness', description: 'How long a delivery takes until it can be seen in a region.' })

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
    lastPull: z
      .object({
        at: instant.describe('When it began, in UTC.'),
        outcome: z
          .enum(['begun', 'delivered', 'unchanged', 'failed'])
          .describe(
            '`begun`: it still goes on, or nobody noted its end. `delivered`: see `lastDelivery`. `unchanged`: the source says that nothing has changed. `failed`: `why` says why, and it is tried again when its turn comes.',
          ),
        why: z.string().nullable().describe('What was wrong with the source; null: nothing.'),
      })
      .nullable()
      .describe('The last time that it was fetched; null: it never was.'),
    items: count.describe('Items in force.'),
    quarantined: count.describe('Items in quarantine.'),
    freshness: z.array(feedFreshness).describe('From acceptance to screen, in each region of its territories.'),
  })
  .meta({ id: 'Feed', description: 'A feed: its settings, and how it is.' })

/** Answer to `GET /ops/v1/feeds`. */
export const feedList = z
  .object({ feeds: z.array(feedAnswer).describe('The feeds that the caller may see, by name.') })
  .meta({ id: 'FeedList', description: 'The feeds.' })

/** How long a delivery takes until it can be seen in a region. */
export type FeedFreshness = AnswerOf<typeof feedFreshness>
/** A feed. */
export type FeedAnswer = AnswerOf<typeof feedAnswer>
/** The feeds. */
export type FeedList = AnswerOf<typeof feedList>
