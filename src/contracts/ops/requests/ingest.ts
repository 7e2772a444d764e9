import { z } from 'zod'
import { feedId } from '../../../model/feeds/feed-settings.ts'
import { DEFAULT_FEED_FORMAT, FEED_FORMAT_NAMES } from '../../../model/messages/feed-formats.ts'
import { deliveryMode, sentTerritories } from './feeds.ts'
import { flag } from './fields.ts'

/** Query of `POST /ops/v1/ingest`. */
export const ingestQuery = z.object({
  format: z
    .enum(FEED_FORMAT_NAMES, { error: `format takes one of ${FEED_FORMAT_NAMES.join(', ')}.` })
    .optional()
    .describe(`The format. Left out: as the feed is set, or \`${DEFAULT_FEED_FORMAT}\`.`),
  feed: feedId
    .optional()
    .describe(
      'The feed that this is a delivery of. Left out: schedule records; in another format a delivery of `manual`.',
    ),
  mode: deliveryMode,
  territories: sentTerritories,
  approve: flag.describe('`1`: campaigns come in approved. It takes the permission `schedule.approve` everywhere.'),
  dryRun: flag.describe('`1`: says what an ingest would do, and stores nothing.'),
  confirm: z
    .string()
    .regex(/^\d{1,9}$/, 'confirm takes the number that a dry run gave.')
    .optional()
    .transform((said) => (said === undefined ? null : Number(said)))
    .describe('The number that a dry run, or the refusal, gave: what it withdraws is meant.'),
})

/** Query of `POST /ops/v1/restore`. */
export const restoreQuery = z.object({
  force: flag.describe('`1`: restores over existing records. Those that are not in the export stay.'),
  unchecked: flag.describe('`1`: takes an export that is incomplete, or lacks later changes that cannot be read.'),
})
