import { z } from 'zod'
import { titleId } from '../fields/identifier.ts'
import { hasLength, localDate, localDateTime, timeZoneRule } from '../fields/local-time.ts'
import { localizedText } from '../fields/localized-text.ts'
import { visibleText } from '../fields/visible-text.ts'
import { OFFER_TYPES } from './offer-vocabulary.ts'
import { rating, territorySelectors } from './rating.ts'

/** A title's right to be watched in territories in a window, half-open `[start, end)`. */
export const offer = z
  .strictObject({
    territories: territorySelectors.describe('Where: codes of countries and names of groups; `*`: everywhere.'),
    start: localDateTime.describe('From then on it may be watched, as local time without an offset.'),
    end: localDateTime
      .nullable()
      .default(null)
      .describe('From then on it may not be watched any more, as local time without an offset; null: open.'),
    timeZone: timeZoneRule
      .default('territory')
      .describe('The clock of its times: that of each `territory`, or one IANA zone.'),
    promoteFrom: localDateTime
      .nullable()
      .default(null)
      .describe(
        'From then on it may be promoted with the call to action `remind`, as local time without an offset; null: not before `start`.',
      ),
    embargoUntil: localDateTime
      .nullable()
      .default(null)
      .describe('Before it nothing about the title is shown, as local time without an offset; null: no embargo.'),
    types: z
      .array(z.enum(OFFER_TYPES))
      .min(1)
      .default(['subscription'])
      .describe('How it may be watched; the call to action follows from it.'),
  })
  .refine(({ start, end }) => hasLength(start, end), {
    path: ['end'],
    error: 'must end after it starts; give an end after start, or null for open',
  })

/** A film, series, season, episode, event or short that a customer can watch. */
export const title = z.strictObject({
  v: z.literal(1).describe('Version of the record.'),
  type: z.literal('title').describe('Type of the record.'),
  id: titleId.describe('Id of the title, `ttl_…`.'),
  name: localizedText.describe('Name by language tag (BCP 47), in one language at least.'),
  kind: z
    .enum(['movie', 'series', 'season', 'episode', 'event', 'short'])
    .describe('What it is; a `short` is a clip about nothing but itself.'),
  parentId: titleId
    .nullable()
    .default(null)
    .describe(
      'The title above it, such as the season of an episode; null: none. It inherits embargoes, refusals and takedowns, but no offers and no ages.',
    ),
  franchiseId: visibleText(80)
    .nullable()
    .default(null)
    .describe('What the titles of a franchise share, to be kept apart on a page; null: that of the title above it.'),
  genres: z
    .array(visibleText(40))
    .max(20)
    .default([])
    .describe('Genres, in English, such as `comedy`; empty: none is known.'),
  releasedOn: localDate
    .nullable()
    .default(null)
    .describe('Day of its first release, `YYYY-MM-DD`; null: it is not known.'),
  ratings: z
    .array(rating)
    .max(300)
    .default([])
    .describe('Its ratings. They count where an asset has none of its own; empty: unrated.'),
  externalIds: z
    .array(
      z.strictObject({
        idType: visibleText(40).describe('The registry or catalogue, such as `EIDR`.'),
        id: visibleText(200).describe('The id that the title has there.'),
      }),
    )
    .max(20)
    .default([])
    .describe('What others call it; empty: nothing is known.'),
  offers: z
    .array(offer)
    .max(300)
    .default([])
    .describe('Where, when and how it may be watched; empty: nowhere, so that only worldwide assets of it play.'),
})

export type Offer = z.infer<typeof offer>
export type Title = z.infer<typeof title>
