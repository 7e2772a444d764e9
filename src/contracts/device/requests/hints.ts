import * as z from 'zod/mini'
import { canonicalLanguage, LANGUAGE_TAG_MAX } from '../../../model/fields/language-tag.ts'
import { CODECS } from '../../../model/nouns/asset-vocabulary.ts'
import { DEVICES } from '../../../model/nouns/campaign-vocabulary.ts'
import type { ReadOnly } from '../../read-only.ts'

const flag = z.optional(z.boolean('1 or 0, or true or false'))

const AGE = 'an age in whole years from 0 to 99'
const HEIGHT = 'a height in lines from 1 to 8640'
const LANGUAGE = 'a language tag like de or pt-BR'

/** The class of the device. */
export const deviceField = z.enum(DEVICES, `one of ${DEVICES.join(', ')}`)

/** A video codec. */
export const codecField = z.enum(CODECS, `one of ${CODECS.join(', ')}`)

/** What a device may state about itself, unsigned. One schema for the query, the body and the published description. */
export const hintsSchema = z.object({
  device: z.optional(deviceField),
  codecs: z.optional(
    z
      .array(codecField, `a list of ${CODECS.join(', ')}`)
      .check(z.minLength(1, 'at least one codec, or left out'), z.maxLength(16, 'at most 16 codecs')),
  ),
  maxHeight: z.optional(z.int(HEIGHT).check(z.minimum(1, HEIGHT), z.maximum(8640, HEIGHT))),
  language: z.optional(
    z.string(LANGUAGE).check(
      z.maxLength(LANGUAGE_TAG_MAX, LANGUAGE),
      z.regex(/^[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*$/, LANGUAGE),
      z.refine((tag) => canonicalLanguage(tag) !== null, LANGUAGE),
    ),
  ),
  autoplay: z.optional(z.enum(['on', 'off'], 'on or off')),
  saveData: flag,
  reducedMotion: flag,
  gpc: flag,
  kids: flag,
  maxAge: z.optional(z.int(AGE).check(z.minimum(0, AGE), z.maximum(99, AGE))),
})

/** What a device states about itself. */
export type StatedHints = ReadOnly<z.input<typeof hintsSchema>>
