import type { OfferType } from '../../model/nouns/offer-vocabulary.ts'
import { type FeedFinding, warning } from '../feeds/feed-finding.ts'
import type { FeedWindow } from './feed-times.ts'

/** Start of an offer whose source names none: before anything that is on sale today. */
export const LONG_AGO = '2000-01-01T00:00:00'

/** An offer of a draft title; a schema fills in the rest. */
export interface DraftOffer {
  readonly territories: readonly string[]
  readonly start: string
  readonly end: string | null
  readonly timeZone: string
  readonly types?: readonly OfferType[]
}

/** What an item says of its rights. */
export interface ItemRights {
  readonly window: FeedWindow
  readonly territories: readonly string[]
  /** How it may be watched; left out: as the record's schema has it. */
  readonly types?: readonly OfferType[]
  /** Whether the item names a window or a territory at all. */
  readonly isSpoken: boolean
  /** Line of the source, from 1. */
  readonly line: number
  /** Where the item would say it, in the source's own words. */
  readonly path: string
}

/**
 * The offers of a title by what its item says. An item that names neither a window nor a territory brings `[]`, and
 * not silence: what it offered before is over, and only `worldwide` assets of it play. An offer without a start is open
 * since long ago.
 */
export function offersOfRights({ window, territories, types, isSpoken, line, path }: ItemRights): {
  readonly offers: readonly DraftOffer[]
  readonly findings: readonly FeedFinding[]
} {
  if (!isSpoken) {
    const hint =
      'it says neither when nor where it may be watched, so nothing of it plays unless it is worldwide: give its item a window, or countries'
    return { offers: [], findings: [warning(line, 'no-offer', path, '', hint)] }
  }
  if (territories.length === 0) return { offers: [], findings: [] }
  const { start, end, timeZone } = window
  const offer: DraftOffer = { territories, start: start ?? LONG_AGO, end, timeZone }
  return { offers: [types === undefined ? offer : { ...offer, types }], findings: [] }
}
