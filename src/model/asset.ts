import { z } from 'zod'
import { ASPECTS, ASSET_KINDS, BANDS, CODECS, RENDITION_TYPES } from './asset-words.ts'
import { assetId, titleId } from './identifier.ts'
import { localDateTime } from './local-time.ts'
import { rating, territorySelectors } from './rating.ts'
import { localizedText } from './title.ts'

/** Absolute https, or root-relative to `MEDIA_ORIGIN`. */
export const mediaUrl = z
  .string()
  .max(600)
  .regex(/^(https:\/\/[^\s"<>\\]+|\/(?!\/)[^\s"<>\\]*)$/, 'an absolute https URL, or a path like /media/x.mp4')

/** A BCP 47 language tag: language in lower case, then optional parts. */
export const languageTag = z.string().regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/, 'a language tag like de or pt-BR')

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
  kind: z.enum(['subtitles', 'captions', 'forced']),
  format: z.enum(['vtt', 'ttml', 'srt']),
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
      .array(z.strictObject({ language: languageTag, kind: z.string().max(40).optional() }))
      .max(40)
      .default([]),
    captions: z.array(caption).max(60).default([]),
    ratings: z.array(rating).max(300).default([]),
    band: z.enum(BANDS).nullable().default(null),
    descriptors: z.array(z.string().min(1).max(40)).max(30).default([]),
    /** Three flashes a second or more (WCAG 2.3.1): never autoplays. */
    flashRisk: z.boolean().default(false),
    /** Rights cleared for every place on earth: no offer needed. */
    worldwide: z.boolean().default(false),
    territories: territorySelectors.default(['*']),
    validFrom: localDateTime.nullable().default(null),
    validUntil: localDateTime.nullable().default(null),
    renditions: z.array(rendition).min(1).max(30),
    poster: mediaUrl.nullable().default(null),
    tags: z.array(z.string().min(1).max(60)).max(40).default([]),
    feed: z
      .strictObject({ id: z.string().max(80), itemId: z.string().max(200) })
      .nullable()
      .default(null),
  })
  .refine((record) => record.kind === 'promo' || record.titleId !== null, {
    path: ['titleId'],
    error: 'a trailer or clip needs the title that it is about; only a promo may have none',
  })
  .refine((record) => record.validFrom === null || record.validUntil === null || record.validUntil > record.validFrom, {
    path: ['validUntil'],
    error: 'ends before it starts; give a time after validFrom, or null for open',
  })

export type Asset = z.infer<typeof asset>
