import { z } from 'zod'
import { territorySelectors } from '../../model/nouns/rating.ts'
import { SURFACE_IDS } from '../../model/nouns/surface.ts'
import { VERIFIED_WORDS } from '../../model/policies/watershed.ts'
import { ageYears, fileHeader } from './file-header.ts'

const rowHeader = { verified: z.enum(VERIFIED_WORDS), source: z.string().min(1) }

/** `policies/page.json`: what may stand beside what. */
export const pageFile = z.strictObject({
  ...fileHeader,
  /** Surfaces about one title: a decision there has no greater gate age than that title. */
  aboutOneTitle: z.array(z.enum(SURFACE_IDS)),
  /** Gate age of a page whose title has no rating. */
  unratedAge: ageYears,
  /** Where a kids profile is a space apart. */
  trustSpaces: z.array(
    z.strictObject({ territories: territorySelectors, maxAge: ageYears, promotesOthers: z.boolean(), ...rowHeader }),
  ),
})

/** `policies/descriptors.json`: which content descriptors keep an asset from whom, and where one is required. */
export const descriptorsFile = z.strictObject({
  ...fileHeader,
  refused: z.array(
    z.strictObject({
      descriptors: z.array(z.string().regex(/^[a-z][a-z-]*$/, 'lower case with hyphens, like self-harm')).min(1),
      territories: territorySelectors,
      /** Refused below this cap; `kids`: for kids profiles. */
      below: z.union([ageYears, z.literal('kids')]),
      ...rowHeader,
    }),
  ),
  required: z.array(
    z.strictObject({
      territories: territorySelectors,
      /** The gate age from which a descriptor is owed: what is below needs no warning. */
      fromAge: ageYears,
      ...rowHeader,
    }),
  ),
})
