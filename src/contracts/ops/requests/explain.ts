import { z } from 'zod'
import { experimentKey } from '../../../model/experiments/experiment.ts'
import { assetId, titleId } from '../../../model/fields/identifier.ts'
import { languageTag } from '../../../model/fields/localized-text.ts'
import { DECISION_ID } from '../../../model/messages/decision-log.ts'
import { CODECS } from '../../../model/nouns/asset-vocabulary.ts'
import { DEVICES } from '../../../model/nouns/campaign-vocabulary.ts'
import { MATURITY_CAP_MAX } from '../../../model/nouns/maturity-cap.ts'
import { OFFER_TYPES } from '../../../model/nouns/offer-vocabulary.ts'
import { SURFACE_IDS } from '../../../model/nouns/surface.ts'
import { utcInstant } from '../../../model/nouns/takedown.ts'
import type { hintsSchema } from '../../device/requests/hints.ts'

const surface = z.enum(SURFACE_IDS)

/** The hints of a device that no question states: the token says it, or they change nothing of what may play. */
type HintNotAsked = 'autoplay' | 'saveData' | 'reducedMotion' | 'gpc' | 'kids' | 'maxAge'

/** The hints of a device that a question states. */
export type HintAsked = Exclude<keyof z.output<typeof hintsSchema>, HintNotAsked>

/** A field for each hint that a question states. */
const hintFields = {
  device: z.enum(DEVICES).nullish().describe('Class of the device.'),
  codecs: z.array(z.enum(CODECS)).max(16).nullish().describe('Codecs that the device plays; left out: any.'),
  maxHeight: z.int().min(1).nullish().describe('Greatest height that the device plays, in pixels.'),
  language: languageTag.nullish().describe('Language of the device, BCP 47.'),
} satisfies Readonly<Record<HintAsked, z.ZodType>>

const armAsked = z.strictObject({
  experiment: experimentKey.describe('Key of an experiment, a draft too, or `holdout`.'),
  arm: experimentKey.describe('Key of its arm; of the holdout `held-out` or `served`.'),
})

/** An arm that a question is asked in. */
export type ArmAsked = z.output<typeof armAsked>

/** The names of the hints that a question states. */
export const HINTS_ASKED = Object.keys(hintFields) as readonly HintAsked[]

/**
 * Body of `POST /ops/v1/explain`: who, where, when and what. Whoever names a cap, a profile, a residence or
 * entitlements asks as a member, all others as a guest.
 */
export const explainQuestion = z
  .strictObject({
    surface: surface.describe('Surface to be explained.'),
    country: z.string().describe('Code of the country, like `DE`; `XX` or `T1`: an unknown place.'),
    regionCode: z.string().max(3).nullish().describe('Part of the country, ISO 3166-2, like `BY`.'),
    timezone: z.string().nullish().describe('IANA zone of the viewer, like `Europe/Berlin`.'),
    now: utcInstant.nullish().describe('Instant to decide for, in UTC; left out: now.'),
    cap: z.int().min(0).max(MATURITY_CAP_MAX).nullish().describe('Maturity cap of the token, in years.'),
    kids: z.boolean().nullish().describe('A kids profile.'),
    adult: z.boolean().nullish().describe('A proven adult.'),
    pin: z.boolean().nullish().describe('A PIN was given.'),
    residence: z.string().nullish().describe('Country of residence of the token, like `DE`.'),
    entitlements: z.array(z.enum(OFFER_TYPES)).max(16).nullish().describe('What the viewer may watch.'),
    ...hintFields,
    anonymizer: z.enum(['vpn', 'tor']).nullish().describe('What hides the place.'),
    titleId: titleId.nullish().describe('The title in view; `inView` goes before it.'),
    inView: titleId.nullish().describe('The title whose page or play the placement stands beside.'),
    seed: z
      .string()
      .max(200)
      .nullish()
      .describe(
        'Seed of a decision: its draws, and its bucket of pacing. Left out: the best, and no campaign is held back.',
      ),
    arms: z
      .array(armAsked)
      .max(16)
      .nullish()
      .describe('Arms of experiments that the viewer is in; left out: control of all.'),
    armsOf: z
      .string()
      .regex(DECISION_ID, 'A decisionId is 32 hexadecimal digits in small letters.')
      .nullish()
      .describe('A decision whose arms are taken, as the decision log has them; left out: those of `arms`.'),
    asset: assetId.nullish().describe('Only candidates of this asset.'),
    limit: z.int().min(1).max(100_000).nullish().describe('How many of each are listed at most; left out: 100.'),
  })
  .meta({ id: 'ExplainQuestion', description: 'Who asks, where, when and for what.' })

/** Query of `GET /ops/v1/rules/matrix`: the asset, on which surface, beside which title, on which day. */
export const matrixQuestion = z.strictObject({
  asset: assetId.describe('Id of the asset, `ast_…`.'),
  surface: surface.optional().describe('Surface to ask for; left out: any that its campaigns name.'),
  inView: titleId.optional().describe('The title that it would stand beside; left out: none.'),
  now: utcInstant.optional().describe('Instant whose local day is covered, in UTC; left out: today.'),
})

/** What a matrix is asked for. */
export type MatrixQuestionAsked = z.infer<typeof matrixQuestion>
