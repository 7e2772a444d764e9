import { z } from 'zod'
import { titleId } from '../fields/identifier.ts'
import { hasLength, localDate, localDateTime, timeZoneRule } from '../fields/local-time.ts'
import { localizedText } from '../fields/localized-text.ts'
import { visibleText } from '../fields/visible-text.ts'
import { OFFER_TYPES } from './offer-words.ts'
import { rating, territorySelectors } from './rating.ts'

/** A title's right to be watched in territories in a window, half-open `[start, end)`. */
export const offer = z
  .strictObject({
    territories: territorySelectors,
    start: localDateTime,
    end: localDateTime.nullable().default(null),
    timeZone: timeZoneRule.default('territory'),
    /** From when the title may be promoted with CTA `remind`, before its offer starts. */
    promoteFrom: localDateTime.nullable().default(null),
    /** Nothing about the title is shown before this instant. */
    embargoUntil: localDateTime.nullable().default(null),
    types: z.array(z.enum(OFFER_TYPES)).min(1).default(['subscription']),
  })
  .refine(({ start, end }) => hasLength(start, end), {
    path: ['end'],
    error: 'must end after it starts; give an end after start, or null for open',
  })

/** A film, series, season, episode or event that a customer can watch. */
export const title = z.strictObject({
  v: z.literal(1),
  type: z.literal('title'),
  id: titleId,
  name: localizedText,
  kind: z.enum(['movie', 'series', 'season', 'episode', 'event']),
  parentId: titleId.nullable().default(null),
  franchiseId: visibleText(80).nullable().default(null),
  genres: z.array(visibleText(40)).max(20).default([]),
  releasedOn: localDate.nullable().default(null),
  ratings: z.array(rating).max(300).default([]),
  externalIds: z
    .array(z.strictObject({ idType: visibleText(40), id: visibleText(200) }))
    .max(20)
    .default([]),
  offers: z.array(offer).max(300).default([]),
})

export type Offer = z.infer<typeof offer>
export type Title = z.infer<typeof title>
