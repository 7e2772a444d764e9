import { z } from 'zod'
import { ASPECTS, ASSET_KINDS, BANDS } from '../../model/nouns/asset-vocabulary.ts'
import { DEVICES } from '../../model/nouns/campaign-vocabulary.ts'
import { RATING_KINDS } from '../../model/nouns/rating-vocabulary.ts'
import { AUTOPLAY_REASONS } from '../../model/nouns/reason.ts'
import { SURFACE_FLOORS, SURFACE_IDS } from '../../model/nouns/surface.ts'
import { UNRATED_AUDIENCES } from '../../model/policies/rules.ts'
import { ageYears, fileHeader, territoryCode } from './file-header.ts'
import { UNRATED_POLICIES } from './ratings-file.ts'

/** `surfaces.json`: what each surface takes, and how much of it. */
export const surfacesFile = z.strictObject({
  ...fileHeader,
  surfaces: z.array(
    z.strictObject({
      id: z.enum(SURFACE_IDS),
      name: z.string().min(1),
      aspects: z.array(z.enum(ASPECTS)).min(1),
      kinds: z.array(z.enum(ASSET_KINDS)).min(1),
      /** Classes of devices that can show it. */
      devices: z.array(z.enum(DEVICES)).min(1),
      /** Decisions given when the request names no count. */
      count: z.int().min(1),
      maxCount: z.int().min(1).max(50),
      backups: z.int().min(0).max(5),
      /** What plays where nothing else may: a surface that fills the screen has the house idents, or it is black. */
      floor: z.enum(SURFACE_FLOORS),
    }),
  ),
})

/** `trailers/bands.json`: the age that a trailer's colour implies. */
export const bandsFile = z.strictObject({
  ...fileHeader,
  bands: z.array(z.strictObject({ band: z.enum(BANDS), minAge: ageYears, autoplay: z.boolean() })),
})

/** `policies/maturity.json`. */
export const maturityFile = z.strictObject({
  ...fileHeader,
  adultAge: ageYears,
  kidsCap: ageYears,
  unratedAge: ageYears,
  /** Whom content without a rating may be shown to, by the `unrated.policy` of the place's ratings. */
  unratedFor: z.record(z.enum(UNRATED_POLICIES), z.enum(UNRATED_AUDIENCES)),
  /** From this gate age on, content never stands beside what is made for kids. */
  matureAge: ageYears,
  kidsKinds: z.array(z.enum(RATING_KINDS)).min(1),
  /** Greatest gate age, in years, for a viewer without a token. */
  guestCap: z.strictObject({ default: ageYears, territories: z.record(territoryCode, ageYears) }),
})

/** `policies/autoplay.json`: what switches autoplay off; the first that holds is the reason given. */
export const autoplayFile = z.strictObject({
  ...fileHeader,
  /** Below this age no profile gets autoplay, wherever it is. */
  childAge: ageYears,
  offFor: z.array(z.enum(AUTOPLAY_REASONS, { error: `one of ${AUTOPLAY_REASONS.join(', ')}` })).min(1),
})
