import type { OfferType } from '../../../model/nouns/offer-vocabulary.ts'
import { type FeedFinding, warning } from '../../feeds/feed-finding.ts'
import { childOf, childrenOf, textOf, type XmlElement } from '../xml/xml-element.ts'
import type { WrittenOffer } from './offer-window.ts'

const TYPES: Readonly<Record<string, OfferType>> = {
  FreeOffer: 'free',
  SubscriptionOffer: 'subscription',
  PurchaseOffer: 'buy',
  RentalOffer: 'rent',
}

/**
 * The offers of a CDF work. Countries stand in `Regions/Country` (up to 1.3) or `Regions/Territories` (since); an offer
 * without any is one for no country, because the element is required.
 */
export function cdfOffers(work: XmlElement, findings: FeedFinding[]): readonly WrittenOffer[] {
  const offers = childrenOf(work, 'Offers').flatMap(({ children }) => children)
  return offers.flatMap((offer) => {
    const type = Object.hasOwn(TYPES, offer.name) ? TYPES[offer.name] : undefined
    const path = `Offers/${offer.name}`
    if (type === undefined) {
      findings.push(warning(offer.line, 'left-out', path, offer.name, `one of ${Object.keys(TYPES).join(', ')}`))
      return []
    }
    const regions = childrenOf(offer, 'Regions').flatMap(({ children }) => children)
    const countries = regions.filter(({ name }) => name === 'Country' || name === 'Territories')
    const text = countries.map((element) => element.text).join(' ')
    // An empty element is no open end: it is an error, like any date that cannot be read.
    const [start, end] = ['WindowStart', 'WindowEnd'].map((edge) => childOf(offer, edge)?.text ?? null)
    const allow = { text, path: `${path}/Regions` }
    return [{ types: [type], allow, deny: null, start: start ?? null, end: end ?? null, path, line: offer.line }]
  })
}

/** The ids that an app launches a work by, in the order of its offers. */
export function launchIdsOf(work: XmlElement): readonly string[] {
  const offers = childrenOf(work, 'Offers').flatMap(({ children }) => children)
  const details = offers.flatMap((offer) => childrenOf(offer, 'LaunchDetails'))
  return details.map((detail) => textOf(childOf(detail, 'LaunchId'))).filter((id) => id !== null)
}
