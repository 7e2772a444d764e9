import { z } from 'zod'
import { visibleText } from '../fields/visible-text.ts'

/** A territory list entry: `*`, an ISO 3166-1 code, or a group of `rules/groups.json` such as `@dach`. */
export const territorySelector = z
  .string()
  .max(60)
  .regex(/^(\*|[A-Z]{2}|@[a-z][a-z0-9-]*)$/, 'a territory like DE, a group like @dach, or *')

/** Where the record applies. */
export const territorySelectors = z.array(territorySelector).min(1).max(300)

/** A rating as stated by its owner; `rules/ratings/` defines what it means (gate age, kind). */
export const rating = z.strictObject({
  territory: z.string().regex(/^[A-Z]{2}(-[A-Z0-9]{1,3})?$/, 'an ISO code like DE, or CA-QC'),
  /** Optional: without it the label is looked up among all of the territory's own systems. */
  system: visibleText(64).optional(),
  label: visibleText(64),
})

export type Rating = z.infer<typeof rating>
