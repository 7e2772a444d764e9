import { z } from 'zod'
import { localDate } from '../../model/fields/local-time.ts'
import { MATURITY_CAP_MAX } from '../../model/nouns/maturity-cap.ts'

/** What every rule file opens with: how old its facts are, and where they come from. */
export const fileHeader = {
  /** For editors only: where the file's JSON Schema is. */
  $schema: z.string().optional(),
  /** The day the facts were last checked. */
  asOf: localDate,
  source: z.array(z.string().min(1)).min(1),
}

/** ISO 3166-1 alpha-2, upper case. */
export const territoryCode = z.string().regex(/^[A-Z]{2}$/, 'an ISO 3166-1 code in capitals, like DE')

/** A country, or a part of it with rules of its own: `CA`, `CA-QC` (ISO 3166-2). */
export const placeCode = z
  .string()
  .regex(/^[A-Z]{2}(-[A-Z0-9]{1,3})?$/, 'a country like CA, or a part of it like CA-QC')

/** A gate age in whole years. */
export const ageYears = z.int().min(0).max(MATURITY_CAP_MAX)
