import { z } from 'zod'
import { RATING_KINDS } from '../../model/nouns/rating-vocabulary.ts'
import { ageYears, fileHeader, placeCode } from './file-header.ts'

/** What may stand as `unrated.policy`. */
export const UNRATED_POLICIES = ['treat-as-18', 'block', 'block-if-cvod', 'self-rate-first'] as const

/** One label of a rating system. */
const ratingRow = z.strictObject({
  label: z.string().min(1).max(64),
  /** Youngest viewer, in years, who may watch alone; null: never to be served. */
  age: ageYears.nullable(),
  /** `exempt`: a word for what nobody rated (exempt, a seal older than ratings, not yet classified). It reads as unknown. */
  kind: z.enum(RATING_KINDS),
  /** Lowest age, in years, allowed in company of an adult. */
  accompaniedFrom: ageYears.optional(),
  /** Other spellings of the same label. Letter case and spaces never matter. */
  aliases: z.array(z.string().min(1).max(64)).optional(),
  /** The label is in no source that was checked: it may tighten a decision, never loosen one. */
  unverified: z.literal(true).optional(),
  /** The age is a convention without a source: `greatestSourcedAge` gates instead. */
  ageUnverified: z.literal(true).optional(),
  /** The greatest age, in years, that any source gives for a label whose `age` is a convention. */
  greatestSourcedAge: ageYears.optional(),
  note: z.string().optional(),
})

/** One rating system of a territory, its labels in rising order of age. */
const ratingSystem = z.strictObject({
  id: z.string().regex(/^[A-Z][A-Z0-9-]*$/, 'a short name in capitals, like MPA'),
  /** Its official name. A record may name the system by this, by its id, or by an alias. */
  name: z.string().min(1),
  /** `trailer` labels are bands of advertising: found by naming the system, and never a rating by themselves. */
  media: z.array(z.enum(['film', 'tv', 'video', 'vod', 'trailer'])).min(1),
  aliases: z.array(z.string().min(1).max(64)),
  force: z.enum(['law', 'industry', 'advisory', 'mixed']),
  note: z.string().optional(),
  ratings: z.array(ratingRow).min(1),
})

/** What `ratings/_default.json` gives as its territory: CMR's code for no scale in particular. */
export const DEFAULT_SCALE = 'ZZ'

/** `ratings/<CC>.json`: what labels mean in one territory, or in a part of it that has its own scale. */
export const ratingsFile = z.strictObject({
  ...fileHeader,
  territory: placeCode,
  confidence: z.enum(['high', 'medium', 'low']),
  /** What the law or the shops do with a title without a rating there; `policies/maturity.json` says whom it is for. */
  unrated: z.strictObject({
    policy: z.enum(UNRATED_POLICIES),
    basis: z.string().min(1),
  }),
  systems: z.array(ratingSystem).min(1),
})

export type RatingRow = z.infer<typeof ratingRow>
export type RatingSystem = z.infer<typeof ratingSystem>
export type RatingsFile = z.infer<typeof ratingsFile>

/** Where the file is, relative to `rules/`. */
export function ratingsPath(territory: string): string {
  return `ratings/${territory === DEFAULT_SCALE ? '_default' : territory}.json`
}
