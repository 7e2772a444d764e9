import { z } from 'zod'
import type { AnswerOf } from '../answer-of.ts'
import { actor, count, instant } from './fields.ts'
import { orderMoves, withdrawal, withdrawalImpact } from './ingest.ts'

/** Why a delivery is held: nothing of it is in force until somebody releases it. */
const HOLD_RULES = ['removed', 'id-churn', 'quarantined', 'broken', 'withdraws'] as const
/** What came of a delivery. */
const DELIVERY_OUTCOMES = ['promoted', 'unchanged', 'held', 'refused', 'dry-run'] as const
/** Where a delivery is. */
const DELIVERY_STATES = ['open', 'running', 'promoted', 'unchanged', 'held', 'refused', 'discarded'] as const

/** Id of a delivery. */
export const deliveryId = z.string().describe('Id of the delivery, `del_…`.')
/** Name of a feed. */
export const feedName = z.string().describe('Name of the feed; `manual` is the feed of all that is sent by hand.')
const mode = z
  .enum(['full', 'delta'])
  .describe('`full`: it is all there is, so that what is missing is withdrawn. `delta`: it is what changed.')

/** One finding in an item, in the words of its source. */
export const itemFinding = z
  .object({
    item: z
      .string()
      .nullable()
      .describe('Id of the item in the source; null: it has none, or it is the whole document.'),
    line: z.int().min(1).describe('Line of the source that it is on, from 1; of a sheet the row.'),
    path: z.string().describe("Where, in the source's own words, like `media:content/@url`; empty: the whole item."),
    rule: z.string().describe('The rule that found it, such as `url-expired`.'),
    severity: z
      .enum(['error', 'warning'])
      .describe('`error`: the item is in quarantine. `warning`: it was accepted nevertheless.'),
    value: z.string().describe('The value that was found, as text, cut to 120 characters.'),
    hint: z.string().describe('What to write instead.'),
  })
  .meta({ id: 'ItemFinding', description: 'What was found in an item of a feed.' })

const held = z
  .object({
    rule: z
      .enum(HOLD_RULES)
      .describe(
        '`removed`: too many items vanished. `id-churn`: known media came under new ids. `quarantined`: half of the items are faulty. `broken`: the document is incomplete. `withdraws`: it would withdraw much of what is served.',
      ),
    detail: z.string().describe('The numbers, and what to do.'),
  })
  .meta({ id: 'HeldDelivery', description: 'Why a delivery is held.' })

const acceptedRecords = z
  .object({
    title: count.describe('Titles.'),
    asset: count.describe('Assets.'),
    campaign: count.describe('Campaigns.'),
  })
  .meta({ id: 'AcceptedRecords', description: 'Records that are new or changed, by type.' })

/** The result of a delivery; it accounts for every item that was sent. */
export const deliveryReport = z
  .object({
    feed: feedName,
    delivery: deliveryId.nullable().describe('Id of the delivery, `del_…`; null: a dry run leaves none.'),
    mode,
    dryRun: z.boolean().describe('Whether it only said what it would do.'),
    outcome: z
      .enum(DELIVERY_OUTCOMES)
      .describe(
        '`promoted`: it is in force. `unchanged`: all of it was so already. `held`: it waits for a release, and the last good one stays in force. `refused`: nothing of it could be used. `dry-run`: nothing was stored.',
      ),
    held: held.nullable().describe('Why it is held, or would be; null: it is not.'),
    items: count.describe('Items that were sent: accepted, unchanged and quarantined.'),
    accepted: count.describe('Items that were new or changed.'),
    unchanged: count.describe('Items whose source is the same as before.'),
    quarantined: count.describe('Items with an error; their last good version stays in force.'),
    removed: count.describe('Items that were there before and are gone; what they brought is withdrawn.'),
    warnings: count.describe('Number of all warnings.'),
    records: acceptedRecords.describe('Records that the accepted items brought, by type.'),
    refused: z.array(itemFinding).describe('The first 1,000 findings, errors and warnings, in order of line.'),
    refusedCount: count.describe('Number of all findings, errors and warnings.'),
    watermark: instant.nullable().describe('Until when the feed is known to be complete, in UTC; null: it never was.'),
    withdrawn: withdrawal.describe('What was withdrawn at once.'),
    revision: count.describe('Revision of the schedule afterwards.'),
    impact: withdrawalImpact.optional().describe('What it takes away; left out when it was not computed.'),
    orders: orderMoves.optional().describe('Records that joined or left what is withdrawn by order; left out: none.'),
  })
  .meta({ id: 'DeliveryReport', description: 'The result of a delivery. It accounts for every item that was sent.' })

const delivery = {
  delivery: deliveryId,
  feed: feedName,
  mode,
  state: z
    .enum(DELIVERY_STATES)
    .describe('`open`: it waits for chunks. `running`: it is being stored. Then its outcome, or `discarded`.'),
  actor,
  at: instant.describe('When it began, in UTC.'),
}

/** Answer to `GET /ops/v1/deliveries/:id`, and to the discard of one. */
export const deliveryAnswer = z
  .object({
    ...delivery,
    chunks: z.array(z.int().min(0)).describe('Numbers of the chunks that were received, in order.'),
    progress: z
      .object({ items: count.describe('Items that were looked at.') })
      .nullable()
      .describe('How far it is; null: it has not begun, or it is over.'),
    report: deliveryReport.nullable().describe('Its report; null: it is not there yet, or not kept any more.'),
  })
  .meta({ id: 'Delivery', description: 'A delivery of a feed.' })

const deliveryInShort = z
  .object({
    ...delivery,
    held: held.nullable().describe('Why it is held; null: it is not.'),
    items: count.describe('Items that were sent; 0 while they are not counted.'),
    accepted: count.describe('Items that were new or changed.'),
    quarantined: count.describe('Items with an error.'),
    removed: count.describe('Items that were there before and are gone.'),
  })
  .meta({ id: 'DeliverySummary', description: 'A delivery, in short.' })

/** Answer to `GET /ops/v1/feeds/:id/deliveries`. */
export const deliveryList = z
  .object({ deliveries: z.array(deliveryInShort).describe('The last deliveries, the newest first.') })
  .meta({ id: 'DeliveryList', description: 'The last deliveries of a feed.' })

/** Answer to `POST /ops/v1/feeds/:id/uploads`. */
export const uploadOpened = z
  .object({ delivery: deliveryId })
  .meta({ id: 'UploadOpened', description: 'A delivery that waits for its chunks.' })

/** Answer to `PUT /ops/v1/deliveries/:id/chunks/:n`. */
export const chunkReceived = z
  .object({
    delivery: deliveryId,
    chunk: z.int().min(0).describe('Number of the chunk.'),
    items: count.describe('Items in it.'),
    repeated: z.boolean().describe('Whether the same chunk was there already.'),
  })
  .meta({ id: 'ChunkReceived', description: 'A chunk that is stored. Nothing of it is visible before `finish`.' })

/** The result of a delivery. */
export type DeliveryReport = AnswerOf<typeof deliveryReport>
/** One finding in an item. */
export type ItemFinding = AnswerOf<typeof itemFinding>
/** A delivery of a feed. */
export type DeliveryAnswer = AnswerOf<typeof deliveryAnswer>
/** A delivery, in short. */
export type DeliverySummary = AnswerOf<typeof deliveryInShort>
/** The last deliveries of a feed. */
export type DeliveryList = AnswerOf<typeof deliveryList>
/** A delivery that waits for its chunks. */
export type UploadOpened = AnswerOf<typeof uploadOpened>
/** A chunk that is stored. */
export type ChunkReceived = AnswerOf<typeof chunkReceived>
