/** The closed vocabularies of ratings: without schemas, so that the edge can name them and leave zod out. */

/** What kind of promise a label makes; the terms of `rules/ratings/`. */
export const RATING_KINDS = [
  'kids',
  'open',
  'guidance',
  'advisory',
  'accompanied',
  'restricted',
  'adult',
  'exempt',
  'refused',
] as const

export type RatingKind = (typeof RATING_KINDS)[number]
