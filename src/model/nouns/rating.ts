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
  territory: z
    .string()
    .regex(/^[A-Z]{2}(-[A-Z0-9]{1,3})?$/, 'an ISO code like DE, or CA-QC')
    .describe('Country by its code of ISO 3166-1, or a part of one with a scale of its own, such as `CA-QC`.'),
  system: visibleText(64)
    .optional()
    .describe("Rating system, by id, name or alias; left out: the label is looked up in all of the territory's own."),
  label: visibleText(64).describe('The label as the system writes it, such as `FSK 12`.'),
})

export type Rating = z.infer<typeof rating>
