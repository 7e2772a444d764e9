import { z } from 'zod'
import { groupField } from '../fields/group-field.ts'
import { assetId, titleId } from '../fields/identifier.ts'
import { hasLength, localDateTime, timeZoneRule } from '../fields/local-time.ts'
import { languageTag, localizedText } from '../fields/localized-text.ts'
import { mediaUrl } from '../fields/media-url.ts'
import { visibleText } from '../fields/visible-text.ts'
import {
  ASPECTS,
  ASSET_KINDS,
  BANDS,
  CAPTION_FORMATS,
  CAPTION_KINDS,
  CODECS,
  RENDITION_TYPES,
} from './asset-vocabulary.ts'
import { rating, territorySelectors } from './rating.ts'

/** What a URL of media says of itself. */
const MEDIA_URL =
  'Where the file is: an https URL, a path on the media origin, or `/@alias/…` at the origin of an alias.'

/** One encoding of an asset. */
export const rendition = z.strictObject({
  type: z.enum(RENDITION_TYPES).describe('How it is packaged.'),
  url: mediaUrl.describe(MEDIA_URL),
  codec: z.enum(CODECS).describe('Video codec.'),
  height: z.int().min(1).max(8640).describe('Height of the picture, in pixels.'),
  bitrate: z.int().min(1).max(200_000_000).optional().describe('Bits per second; left out: not known.'),
})

/** One caption file of an asset. */
export const caption = z.strictObject({
  language: languageTag.describe('Language of its text (BCP 47).'),
  kind: z
    .enum(CAPTION_KINDS)
    .describe('What it is for: `captions` tell of sounds too, `forced` translates only what is foreign.'),
  format: z.enum(CAPTION_FORMATS).describe('How it is written.'),
  url: mediaUrl.describe(MEDIA_URL),
})

/** A playable video about a title. */
export const asset = z
  .strictObject({
    v: z.literal(1).describe('Version of the record.'),
    type: z.literal('asset').describe('Type of the record.'),
    id: assetId.describe('Id of the asset, `ast_…`.'),
    titleId: titleId
      .nullable()
      .default(null)
      .describe('The title that it is about, `ttl_…`; null: none, which only a promo may have.'),
    kind: z.enum(ASSET_KINDS).describe('What it is.'),
    name: localizedText
      .default({})
      .describe(
        'Name by language tag (BCP 47), shown below that of its title; empty: none. A promo about no title needs one.',
      ),
    durationMs: z
      .int()
      .min(1)
      .max(4 * 3_600_000)
      .describe('Length, in milliseconds.'),
    aspect: z.enum(ASPECTS).describe('Aspect ratio, width to height.'),
    audio: z
      .array(
        z.strictObject({
          language: languageTag.describe('Language that is spoken (BCP 47).'),
          kind: visibleText(40).optional().describe('Role of the track; left out: `main`.'),
        }),
      )
      .max(40)
      .default([])
      .describe('Sound tracks; empty: none is known.'),
    captions: z.array(caption).max(200).default([]).describe('Caption files; empty: none.'),
    ratings: z
      .array(rating)
      .max(300)
      .default([])
      .describe('Its own ratings. In a territory without one those of its title count; empty: only those.'),
    band: z
      .enum(BANDS)
      .nullable()
      .default(null)
      .describe("The trailer's own colour, which may raise the age that it needs; null: it has none."),
    descriptors: z
      .array(visibleText(40))
      .max(30)
      .default([])
      .describe('What it contains, such as `violence` or `strong-language`; empty: nothing is said.'),
    flashRisk: z
      .boolean()
      .default(false)
      .describe('Whether it flashes three times a second or more (WCAG 2.3.1): it never starts by itself.'),
    worldwide: z
      .boolean()
      .default(false)
      .describe('Whether its rights are cleared for every place on earth: it needs no offer and no `territories`.'),
    territories: territorySelectors
      .default(['*'])
      .describe('Where it may play: codes of countries and names of groups; `*`: everywhere.'),
    validFrom: localDateTime
      .nullable()
      .default(null)
      .describe('From then on it may play, as local time without an offset; null: at once.'),
    validUntil: localDateTime
      .nullable()
      .default(null)
      .describe('From then on it may not play any more, as local time without an offset; null: open.'),
    timeZone: timeZoneRule
      .default('territory')
      .describe('The clock of its times: that of each `territory`, or one IANA zone.'),
    renditions: z.array(rendition).min(1).max(30).describe('Its encodings; a device takes one that it can play.'),
    poster: mediaUrl
      .nullable()
      .default(null)
      .describe(
        'Picture until it plays: an https URL, a path on the media origin, or `/@alias/…` at the origin of an alias; null: none.',
      ),
    tags: z
      .array(groupField(60))
      .max(40)
      .default([])
      .describe('What campaigns select it by, and takedowns target; letter case does not count.'),
    feed: z
      .strictObject({
        id: groupField(80).describe('Name of the feed.'),
        itemId: visibleText(200).describe('The id that the video has in it.'),
      })
      .nullable()
      .default(null)
      .describe('The feed of a partner that it came with; null: none.'),
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
