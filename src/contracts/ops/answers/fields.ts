import { z } from 'zod'
import { REGION_IDS } from '../../../model/nouns/region.ts'
import { SURFACE_IDS } from '../../../model/nouns/surface.ts'

/** A region. */
export const region = z.enum(REGION_IDS).describe('Region: territories that share a snapshot.')
/** Regions, in the order of the vocabulary. */
export const regions = z.array(z.enum(REGION_IDS)).describe('Regions, each once.')
/** A surface. */
export const surface = z.enum(SURFACE_IDS).describe('Surface: where a video plays.')
/** Sequence of a pointer. */
export const sequence = z.int().min(0).describe('Sequence of the announcement. It only grows.')
/** Content address of a snapshot. */
export const snapshotId = z.string().describe('Id of the snapshot: SHA-256 of its content, 64 hexadecimal digits.')
/** SHA-256 of stored bytes. */
export const sha256 = z.string().describe('SHA-256 of the bytes, 64 hexadecimal digits.')
/** An instant in UTC, as ISO 8601 text. */
export const instant = z.iso.datetime().describe('Instant in UTC, ISO 8601.')
/** A number of things. */
export const count = z.int().min(0)
/** The person, service or job that did something. */
export const actor = z
  .string()
  .describe('Who did it: an email address, the name of a service token, `break-glass`, `cron`, `canary`.')
/** Why somebody did something, in their words. */
export const reason = z.string().describe('Why, in the words of whoever did it.')
/** Regions where what was done waits. */
export const waiting = z
  .array(
    z.object({
      region,
      by: z.enum(['pin', 'canary']).describe('What keeps the region at the snapshot that it has.'),
      until: instant.describe('When that ends by itself, in UTC.'),
    }),
  )
  .describe('Regions where what was done waits, because they are kept at a snapshot of before.')
/** Id of an asset. */
export const assetId = z.string().describe('Id of the asset, `ast_…`.')
/** Id of a campaign. */
export const campaignId = z.string().describe('Id of the campaign, `cmp_…`.')
