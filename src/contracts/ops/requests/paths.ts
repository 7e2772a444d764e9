import { z } from 'zod'
import { feedId } from '../../../model/feeds/feed-settings.ts'
import { takedownId } from '../../../model/fields/identifier.ts'
import { REGION_IDS } from '../../../model/nouns/region.ts'

/** `:region`. */
export const regionInPath = z.enum(REGION_IDS).describe('Region: territories that share a snapshot.')
/** `:id` of a snapshot. */
export const snapshotInPath = z.string().describe('Id of a snapshot that is live or was in the last days, in full.')
/** `:id` and `:other` of a difference. */
export const comparedInPath = z
  .string()
  .describe(
    'Id of a snapshot of the last days, or `live`, `previous` (live before it), or `draft` (what a publish would compile now).',
  )
/** `:shard`. */
export const shardInPath = z
  .string()
  .describe(
    'Name of the shard: `hot`, `rules`, `weights`, `text`, `unlearned`, `otherrun`, or `text.<index of its first asset>`: a text page.',
  )
/** `:sha256` of a takedown list. */
export const listInPath = z
  .string()
  .regex(/^[0-9a-f]{64}$/)
  .describe('SHA-256 of the text of the list, as a line of the decision log names it.')
/** `:id` of a campaign. */
export const campaignInPath = z.string().describe('Id of the campaign, `cmp_…`.')
/** `:id` of a change of many campaigns. */
export const changeInPath = z.string().describe('Id of the change, `chg_…`.')
/** `:id` of a request for approval. */
export const approvalInPath = z.string().describe('Id of the request, `apr_…`.')
/** `:id` of a takedown: of an order, or the name of a narrowing that the store forgot but the lists still announce. */
export const liftableInPath = z
  .union([takedownId, z.templateLiteral(['change:', z.string().regex(/^[1-9]\d{0,14}$/)])])
  .describe('Id of the order, `tkd_…`, or the name of a change that the scheduling store forgot, `change:…`.')
/** `:feed` in a path. */
export const feedInPath = feedId.describe('Name of the feed: one to 24 of a-z, 0-9 and -.')
/** `:alias` of a host of media. */
export const aliasInPath = feedId.describe('Alias in stored URLs of media: one to 24 of a-z, 0-9 and -.')
/** `:id` of a delivery. */
export const deliveryInPath = z
  .string()
  .regex(/^del_[A-Za-z0-9_-]{1,64}$/)
  .describe('Id of the delivery, `del_…`.')
/** `:chunk` of a delivery. */
export const chunkInPath = z.coerce
  .number()
  .int()
  .min(0)
  .max(9_999)
  .describe('Number of the chunk. Chunks are read in the order of their numbers, from 0 or 1 on, without gaps.')
/** `:id` of an item in quarantine. */
export const quarantineInPath = z
  .string()
  .regex(/^qua_[A-Za-z0-9_-]{1,64}$/)
  .describe('Id of the entry, `qua_…`.')
