import { z } from 'zod'

/**
 * Identifiers of the canonical schedule records. The prefix names the kind, so that an id pasted into
 * a log, a takedown or a URL says by itself what it is.
 */
const identifier = <Prefix extends 'ttl' | 'ast' | 'cmp' | 'tkd'>(prefix: Prefix) =>
  z.templateLiteral([z.literal(`${prefix}_`), z.string().regex(/^[A-Za-z0-9_-]{1,64}$/)], {
    error: `an id like ${prefix}_…`,
  })

/** `ttl_…`: a film, series, season, episode or event. */
export const titleId = identifier('ttl')
/** `ast_…`: a playable video about a title. */
export const assetId = identifier('ast')
/** `cmp_…`: a marketer's scheduled wish. */
export const campaignId = identifier('cmp')
/** `tkd_…`: an order that something must not be served. */
export const takedownId = identifier('tkd')

export type TitleId = z.infer<typeof titleId>
export type AssetId = z.infer<typeof assetId>
export type CampaignId = z.infer<typeof campaignId>
export type TakedownId = z.infer<typeof takedownId>
