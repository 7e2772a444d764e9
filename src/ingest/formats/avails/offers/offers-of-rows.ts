import { OFFER_TYPES, type OfferType } from '../../../../model/nouns/offer-vocabulary.ts'
import type { FeedFinding } from '../../../feeds/feed-finding.ts'
import type { FeedReading } from '../../../feeds/feed-reader.ts'
import type { DraftOffer } from '../../../mapping/offer-of-window.ts'
import { type GrantInPlace, grantOf, saleStart } from './grant.ts'
import { type Licence, readLicence } from './licence.ts'
import { withPreOrders } from './pre-orders.ts'
import type { RowsInForce } from './rows-in-force.ts'

/** An offer as Avails give it. */
export interface AvailOffer extends DraftOffer {
  readonly types: readonly OfferType[]
  readonly promoteFrom: string | null
  readonly embargoUntil: string | null
}

/**
 * The offers of a title by its rows. Rows that grant the same in the same window are one offer, with all their types and
 * all their countries: there is a row for each country, licence and format.
 */
export function offersOfRows(
  reading: Pick<FeedReading, 'feed' | 'territoriesOf' | 'isTimeZone' | 'now'>,
  rows: RowsInForce['rows'],
): { readonly offers: readonly AvailOffer[]; readonly findings: readonly FeedFinding[] } {
  const read = rows.map(({ row, taken }) => readLicence(reading, row, taken))
  const findings = read.flatMap((each) => each.findings)
  const licences = read.map(({ licence }) => licence).filter((licence) => licence !== null)
  const offers = new Map<string, { readonly places: string[]; readonly offer: Omit<AvailOffer, 'territories'> }>()
  for (const { places, licences: there } of placesOf(licences)) {
    for (const offer of merged(grantsAt(there, reading.feed.timeZone, findings))) {
      const key = JSON.stringify(offer)
      const known = offers.get(key)
      if (known === undefined) offers.set(key, { places: [...places], offer })
      else known.places.push(...places)
    }
  }
  const all = reading.territoriesOf(reading.feed.territories)
  const territories = (places: readonly string[]): readonly string[] =>
    places.length === all.length ? reading.feed.territories : places
  return {
    offers: [...offers.values()].map(({ places, offer }) => ({ territories: territories(places), ...offer })),
    findings,
  }
}

interface Place {
  readonly places: readonly string[]
  readonly licences: readonly Licence[]
}

/** Countries in which the same licences hold are looked at together: a row may hold everywhere. */
function placesOf(licences: readonly Licence[]): readonly Place[] {
  const byCountry = new Map<string, Licence[]>()
  for (const licence of licences) {
    for (const country of licence.countries) {
      const known = byCountry.get(country)
      if (known === undefined) byCountry.set(country, [licence])
      else known.push(licence)
    }
  }
  const numbers = new Map(licences.map((licence, index) => [licence, index]))
  const places = new Map<string, { readonly places: string[]; readonly licences: readonly Licence[] }>()
  for (const [country, there] of [...byCountry].sort(([one], [other]) => (one < other ? -1 : 1))) {
    const key = there.map((licence) => numbers.get(licence)).join()
    const known = places.get(key)
    if (known === undefined) places.set(key, { places: [country], licences: there })
    else known.places.push(country)
  }
  return [...places.values()]
}

/** The grants of a title in a place by all licences that it has there. */
function grantsAt(licences: readonly Licence[], feedZone: string, findings: FeedFinding[]): readonly GrantInPlace[] {
  const context = { sale: saleStart(licences), feedZone, findings }
  const grants = licences.map((licence) => grantOf(context, licence)).filter((grant) => grant !== null)
  const preOrders = licences.filter(({ type }) => type === 'pre-order')
  return withPreOrders(context, grants, preOrders)
}

/** Grants of one window as one offer of all their types. */
function merged(grants: readonly GrantInPlace[]): readonly Omit<AvailOffer, 'territories'>[] {
  const offers = new Map<
    string,
    { readonly types: Set<OfferType>; readonly window: Omit<AvailOffer, 'territories' | 'types'> }
  >()
  for (const { type, timeZone, start, end, promoteFrom, hiddenUntil } of grants) {
    const window = { timeZone, start, end, promoteFrom, embargoUntil: hiddenUntil }
    const key = JSON.stringify(window)
    const known = offers.get(key)
    if (known === undefined) offers.set(key, { types: new Set([type]), window })
    else known.types.add(type)
  }
  return [...offers.values()].map(({ types, window }) => ({
    ...window,
    types: OFFER_TYPES.filter((type) => types.has(type)),
  }))
}
