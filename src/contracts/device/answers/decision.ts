import { z } from 'zod'
import { CALLS_TO_ACTION } from '../../../model/nouns/answer-vocabulary.ts'
import {
  ASSET_KINDS,
  CAPTION_FORMATS,
  CAPTION_KINDS,
  CODECS,
  RENDITION_TYPES,
} from '../../../model/nouns/asset-vocabulary.ts'
import { AUTOPLAY_REASONS } from '../../../model/nouns/reason.ts'
import type { ReadOnly } from '../../read-only.ts'
import {
  ASSET_KIND_PROSE,
  AUTOPLAY_REASON_PROSE,
  CALL_TO_ACTION_PROSE,
  CODEC_META,
  RENDITION_TYPE_PROSE,
} from '../prose/vocabulary.ts'

/** An answer is never checked where it is made, so its prose stands inline; handlers import its type alone. */

const language = z.string().meta({ examples: ['de', 'pt-BR'] })

const playback = z
  .object({
    type: z.enum(RENDITION_TYPES).meta({
      id: 'RenditionType',
      description: 'How a video is packaged.',
      'x-enumDescriptions': RENDITION_TYPE_PROSE,
    }),
    url: z.string().describe('Absolute https URL, or a path below the origin that answered.'),
    codec: z.enum(CODECS).meta(CODEC_META).describe('Its video codec: one that the device named, if it named any.'),
    height: z.int().min(1).describe('Height of the picture, in lines.'),
  })
  .meta({ id: 'Playback', description: 'One encoding of a video.' })

const caption = z
  .object({
    language: language.describe('Language tag (BCP 47).'),
    kind: z
      .enum(CAPTION_KINDS)
      .describe(
        '`subtitles` translate speech, `captions` tell of sounds too, `forced` translate only what is foreign.',
      ),
    format: z.enum(CAPTION_FORMATS).describe('How the file is written.'),
    url: z.string().describe('Absolute https URL, or a path below the origin that answered.'),
  })
  .meta({ id: 'Caption', description: 'One caption file.' })

const audioTrack = z
  .object({
    language: language.describe('Language tag (BCP 47).'),
    kind: z.string().describe('Role of the track, such as `main` or `description`.'),
  })
  .meta({ id: 'AudioTrack', description: 'One sound track.' })

const autoplay = z
  .object({
    allowed: z.boolean().describe('Whether the video may start by itself.'),
    reason: z
      .enum(AUTOPLAY_REASONS)
      .meta({
        id: 'AutoplayReason',
        description: 'Why a video may not start by itself.',
        'x-enumDescriptions': AUTOPLAY_REASON_PROSE,
      })
      .optional()
      .describe('Why not; the first that applies. Only there if `allowed` is false.'),
  })
  .meta({
    id: 'Autoplay',
    description: 'Whether a video may start by itself. If not, show the poster and wait for a deliberate start.',
  })

const display = z
  .object({
    title: z.string().describe('Name to show: of the title, or of the asset if it is about no title.'),
    tagline: z.string().optional().describe("The asset's own name, below that of its title."),
    language: language.optional().describe('Language of `title`; left out when there is no text.'),
    taglineLanguage: language.optional().describe('Language of `tagline`, if it differs from that of `title`.'),
  })
  .meta({ id: 'Display', description: 'Words to show with a video, in the best language that is there.' })

const rating = z
  .object({
    system: z.string().nullable().describe('Rating system, such as `FSK`; null: not rated here.'),
    label: z.string().describe('Label to show, such as `FSK 12`; `NR`: not rated here.'),
    age: z.int().min(0).nullable().describe('Age from which it is for, in years; null: not rated here.'),
  })
  .meta({ id: 'Rating', description: "The rating at the viewer's place, or abroad that of their residence." })

const callToAction = z
  .object({
    action: z
      .enum(CALLS_TO_ACTION)
      .meta({
        id: 'CallToActionKind',
        description: 'What the viewer can do about a title.',
        'x-enumDescriptions': CALL_TO_ACTION_PROSE,
      })
      .describe('What the button does, by the offer that is open to this viewer now.'),
    offerId: z.string().optional().describe('The offer behind the action. Reserved: not sent yet.'),
    deepLink: z.string().optional().describe('Where the action leads. Reserved: not sent yet.'),
  })
  .meta({ id: 'CallToAction', description: 'The button beside a video.' })

/** One decided asset. */
export const decision = z
  .object({
    position: z.int().min(0).describe('Its number in this answer; events name it. Pages of a feed count on.'),
    assetId: z.string().describe('The video.'),
    titleId: z.string().nullable().describe('The title that it is about; null: none.'),
    campaignId: z.string().describe('The campaign that it plays under.'),
    kind: z.enum(ASSET_KINDS).meta({
      id: 'AssetKind',
      description: 'What kind of video it is.',
      'x-enumDescriptions': ASSET_KIND_PROSE,
    }),
    autoplay: autoplay,
    display: display,
    playback: z.array(playback).describe('Encodings that the device can play, tallest first; at most 4.'),
    captions: z.array(caption).describe("Captions, those in the viewer's language first."),
    audio: z.array(audioTrack).describe("Sound tracks, those in the viewer's language first."),
    poster: z.string().nullable().describe('A still picture: absolute https URL, or a path; null: none.'),
    durationMs: z.int().min(0).describe('Length of the video, in milliseconds.'),
    startMuted: z.boolean().describe('Whether an autoplay starts without sound.'),
    rating: rating,
    cta: callToAction,
    drm: z.looseObject({}).optional().describe('What a protected stream needs. Reserved: not sent yet.'),
  })
  .meta({ id: 'Decision', description: 'One chosen video, with all that it takes to play it.' })

/** One chosen video, as it is answered. */
export type Decision = ReadOnly<z.output<typeof decision>>
