import type { OfferType } from '../../../model/nouns/offer-vocabulary.ts'
import { type FeedFinding, fault, warning } from '../../feeds/feed-finding.ts'
import type { FeedReading } from '../../feeds/feed-reader.ts'
import { readWindow } from '../../mapping/feed-times.ts'
import { narrowedTerritories, type WrittenCountries } from '../../mapping/item-territories.ts'
import { type DraftOffer, offersOfRights } from '../../mapping/offer-of-window.ts'

/** Most offers that a title may have. */
const MOST_OFFERS = 300

/** One offer as a catalogue writes it. */
export interface WrittenOffer {
  readonly types: readonly OfferType[]
  readonly allow: WrittenCountries | null
  readonly deny: WrittenCountries | null
  /** As written; null: open. */
  readonly start: string | null
  readonly end: string | null
  /** Where it stands, in the source's own words. */
  readonly path: string
  /** Line of the source, from 1. */
  readonly line: number
}

/**
 * Offers as a catalogue writes them, as offers of a title. An offer for other countries than the feed's is left out with
 * a warning: catalogues are sent to the whole world. What cannot be read is an error. Offers that differ only in quality
 * or launch are one.
 */
export function offersOf(
  reading: FeedReading,
  written: readonly WrittenOffer[],
  findings: FeedFinding[],
): readonly DraftOffer[] {
  const offers = new Map<string, DraftOffer>()
  for (const offer of written) {
    for (const draft of oneOffer(reading, offer, findings)) offers.set(JSON.stringify(draft), draft)
  }
  return [...offers.values()].slice(0, MOST_OFFERS)
}

function oneOffer(reading: FeedReading, offer: WrittenOffer, findings: FeedFinding[]): readonly DraftOffer[] {
  const { types, allow, deny, start, end, path, line } = offer
  const narrowed = narrowedTerritories(reading, { allow, deny, line })
  const isElsewhere = narrowed.findings.some(({ rule }) => rule === 'no-territory')
  if (isElsewhere) {
    const countries = (allow ?? deny)?.text.trim()
    findings.push(warning(line, 'left-out', path, countries, "an offer for none of the feed's territories"))
    return []
  }
  const window = readWindow(reading, { start, end, startPath: `${path}/start`, endPath: `${path}/end`, line })
  findings.push(...narrowed.findings, ...window.findings)
  const { territories } = narrowed
  const given = { window, territories, isSpoken: true, line, path, ...(types.length > 0 ? { types } : {}) }
  return offersOfRights(given).offers
}

/** The warning of a title that nobody may watch anywhere. */
export function noOffer(line: number, path: string): FeedFinding {
  return warning(line, 'no-offer', path, '', 'nobody may watch it: nothing of it plays unless it is worldwide')
}

/** An offer that cannot be read with certainty: it is never taken as open. */
export function unresolved(line: number, path: string, value: unknown, hint: string): FeedFinding {
  return fault(line, 'unresolved-window', path, value, hint)
}
