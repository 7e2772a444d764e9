import { z } from 'zod'
import { feedSettings } from '../../../model/feeds/feed-settings.ts'
import { FEED_FORMAT_NAMES } from '../../../model/messages/feed-formats.ts'
import { territorySelectors } from '../../../model/nouns/rating.ts'
import { flag, reasonGiven } from './fields.ts'

/** Body of `PUT /ops/v1/feeds/:id`. */
export const feedOrder = feedSettings.meta({
  id: 'FeedSettings',
  description: 'How a feed is read, and what its records get that it does not say itself.',
})

/** Whether a delivery is all there is. */
export const deliveryMode = z
  .enum(['full', 'delta'], { error: 'mode takes full or delta.' })
  .optional()
  .describe('Whether it is all there is (`full`) or only what changed (`delta`). Left out: as the feed is set.')

/** Territories of what is sent by hand. */
export const sentTerritories = z
  .string()
  .transform((list) => list.split(','))
  .pipe(territorySelectors)
  .optional()
  .describe(
    'Where the content may play, such as `US,@dach`, for the feed `manual` in a format of partners: it has no settings.',
  )

/** What is asked of a delivery, whatever the way it is sent. */
const delivering = {
  mode: deliveryMode,
  dryRun: flag.describe('`1`: says what the delivery would do, and stores nothing.'),
  approve: flag.describe('`1`: campaigns come in approved. It takes the permission `schedule.approve` everywhere.'),
  territories: sentTerritories,
}

/** Query of `POST /ops/v1/feeds/:id/deliveries`. */
export const deliveryQuery = z.object({
  format: z
    .enum(FEED_FORMAT_NAMES, { error: `format takes one of ${FEED_FORMAT_NAMES.join(', ')}.` })
    .optional()
    .describe('The format of this delivery. Left out: as the feed is set; of the feed `manual`, `ndjson`.'),
  ...delivering,
})

/** Query of `POST /ops/v1/feeds/:id/uploads`. */
export const uploadQuery = z.object({ mode: deliveryMode, approve: delivering.approve })

/** Body of `POST /ops/v1/deliveries/:id/finish`. */
export const finishOrder = z
  .strictObject({
    chunks: z
      .int()
      .min(0)
      .max(10_000)
      .optional()
      .describe('How many chunks were sent: another number is refused. Left out: any.'),
    dryRun: z.boolean().default(false).describe('Says what the delivery would do, and stores nothing.'),
  })
  .meta({ id: 'FinishOrder', description: 'That all chunks were sent.' })

/** Body of `POST /ops/v1/deliveries/:id/release` and `discard`, and of `POST /ops/v1/quarantine/:id/release`. */
export const decisionOrder = z
  .strictObject({ reason: reasonGiven })
  .meta({ id: 'FeedDecision', description: 'Why somebody decides so about what a feed sent.' })

/** Query of `GET /ops/v1/quarantine`. */
export const quarantineQuery = z.object({
  feed: z.string().max(24).optional().describe('Only items of this feed.'),
  rule: z.string().max(60).optional().describe('Only items with a finding of this rule.'),
  cursor: z
    .string()
    .regex(/^\d{1,9}$/, 'cursor takes what the page before says.')
    .default('0')
    .transform(Number)
    .describe('`cursor` of the page before. Left out: the first page.'),
})

/** Body of `PATCH /ops/v1/quarantine/:id`. */
export const quarantinePatch = z.record(z.string().max(70), z.record(z.string(), z.unknown())).meta({
  id: 'QuarantinePatch',
  description: 'For each record to change, by its id, a JSON Merge Patch (RFC 7396) of the mapped record.',
})

/** What is asked of a delivery. */
export type DeliveryQuery = z.infer<typeof deliveryQuery>
