import { z } from 'zod'
import { groupField } from '../fields/group-field.ts'
import { assetId, titleId } from '../fields/identifier.ts'
import { hasLength, localDateTime } from '../fields/local-time.ts'
import { languageTag, localizedText } from '../fields/localized-text.ts'
import { mediaUrl } from '../fields/media-url.ts'
import { visibleText } from '../fields/visible-text.ts'
import { ASPECTS, ASSET_KINDS, BANDS, CAPTION_FORMATS, CAPTION_KINDS, CODECS, RENDITION_TYPES } from './asset-words.ts'
import { rating, territorySelectors } from './rating.ts'

/** One encoding of an asset. */
export const rendition = z.strictObject({
  type: z.enum(RENDITION_TYPES),
  url: mediaUrl,
  codec: z.enum(CODECS),
  height: z.int().min(1).max(8640),
  bitrate: z.int().min(1).max(200_000_000).optional(),
})

/** One caption file of an asset. */
export const caption = z.strictObject({
  language: languageTag,
  kind: z.enum(CAPTION_KINDS),
  format: z.enum(CAPTION_FORMATS),
  url: mediaUrl,
})

/** A playable video about a title. */
export const asset = z
  .strictObject({
    v: z.literal(1),
    type: z.literal('asset'),
    id: assetId,
    titleId: titleId.nullable().default(null),
    kind: z.enum(ASSET_KINDS),
    name: localizedText.default({}),
    durationMs: z
      .int()
      .min(1)
      .max(4 * 3_600_000),
    aspect: z.enum(ASPECTS),
    audio: z
      .array(z.strictObject({ language: languageTag, kind: visibleText(40).optional() }))
      .max(40)
      .default([]),
    captions: z.array(caption).max(200).default([]),
    ratings: z.array(rating).max(300).default([]),
    band: z.enum(BANDS).nullable().default(null),
    descriptors: z.array(visibleText(40)).max(30).default([]),
    /** Three flashes a second or more (WCAG 2.3.1): never autoplays. */
    flashRisk: z.boolean().default(false),
    /** Rights cleared for every place on earth: no offer needed. */
    worldwide: z.boolean().default(false),
    territories: territorySelectors.default(['*']),
    validFrom: localDateTime.nullable().default(null),
    validUntil: localDateTime.nullable().default(null),
    renditions: z.array(rendition).min(1).max(30),
    poster: mediaUrl.nullable().default(null),
    tags: z.array(groupField(60)).max(40).default([]),
    feed: z
      .strictObject({ id: groupField(80), itemId: visibleText(200) })
      .nullable()
      .default(null),
  })
  .refine((record) => record.kind === 'promo' || record.titleId !== null, {
    path: ['titleId'],
    error: 'a trailer or clip needs the title that it is about; only a promo may have none',
  })
  .refine(({ validFrom, validUntil }) => hasLength(validFrom, validUntil), {
    path: ['validUntil'],
    error: 'must end after it starts; give a time after validFrom, or null for open',
  })

export type Asset = z.infer<typeof asset>
