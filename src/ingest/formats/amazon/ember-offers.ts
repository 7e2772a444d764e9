import type { OfferType } from '../../../model/nouns/offer-vocabulary.ts'
import { type FeedFinding, fault, warning } from '../../feeds/feed-finding.ts'
import type { WrittenCountries } from '../../mapping/item-territories.ts'
import { attributeOf, childrenOf, textOf, type XmlElement } from '../xml/xml-element.ts'
import { unresolved, type WrittenOffer } from './offer-window.ts'

const OFFER = 'ProgramOffer'
const RESTRICTION = `${OFFER}/GeoRestrictions`
/** Names under which the start and the end of an offer are read, as attributes or elements; the XSD was not at hand. */
const STARTS = ['start', 'startTime', 'startDate', 'windowStart', 'availabilityStart', 'validFrom'] as const
const ENDS = ['end', 'endTime', 'endDate', 'windowEnd', 'availabilityEnd', 'validUntil', 'validTo'] as const
/** Any other name that sounds like a time makes the offer unreadable: it must not count as open. */
const LIKE_A_TIME = /start|end|from|until|window|avail|expir|date|time|period|valid/i
const TYPES: Readonly<Record<string, OfferType>> = {
  free: 'free',
  subscription: 'subscription',
  rent: 'rent',
  rental: 'rent',
  buy: 'buy',
  purchase: 'buy',
}

/** The offers in one `ProgramOffers`. */
export function emberOffers(group: XmlElement, findings: FeedFinding[]): readonly WrittenOffer[] {
  return childrenOf(group, OFFER).map((offer) => {
    const { line } = offer
    const [start, end] = [edgeOf(offer, STARTS), edgeOf(offer, ENDS)]
    for (const name of unknownTimes(offer)) {
      findings.push(unresolved(line, `${OFFER}/${name}`, name, `its start is called ${STARTS[0]}, its end ${ENDS[0]}`))
    }
    return { types: typesOf(offer, findings), ...countriesOf(offer, findings), start, end, path: OFFER, line }
  })
}

function edgeOf(offer: XmlElement, names: readonly string[]): string | null {
  const wanted = new Set(names.map((name) => name.toLowerCase()))
  const attribute = [...offer.attributes].find(([name]) => wanted.has(name.toLowerCase()))
  return attribute?.[1] ?? offer.children.find(({ name }) => wanted.has(name.toLowerCase()))?.text ?? null
}

function unknownTimes(offer: XmlElement): readonly string[] {
  const known = new Set([...STARTS, ...ENDS].map((name) => name.toLowerCase()))
  const names = [...offer.attributes.keys(), ...offer.children.map(({ name }) => name)]
  return names.filter((name) => LIKE_A_TIME.test(name) && !known.has(name.toLowerCase()))
}

/** What is asked of a viewer; an entitlement by a policy, or of an unknown kind, counts as a subscription. */
function typesOf(offer: XmlElement, findings: FeedFinding[]): readonly OfferType[] {
  const entitlements = childrenOf(offer, 'Entitlements').flatMap((all) => childrenOf(all, 'Entitlement'))
  const types = entitlements.map((entitlement) => {
    const type = attributeOf(entitlement, 'type')?.toLowerCase() ?? 'subscription'
    const known = Object.hasOwn(TYPES, type) ? TYPES[type] : undefined
    if (known === undefined) {
      const hint = `one of ${Object.keys(TYPES).join(', ')}; it counts as a subscription`
      findings.push(warning(entitlement.line, 'left-out', 'Entitlement/@type', type, hint))
    }
    return known ?? 'subscription'
  })
  return [...new Set(types)]
}

/** Countries by `GeoRestriction`: a list to which, or but for which, the offer holds. Without any it holds in all. */
function countriesOf(
  offer: XmlElement,
  findings: FeedFinding[],
): { readonly allow: WrittenCountries | null; readonly deny: WrittenCountries | null } {
  const restrictions = childrenOf(offer, 'GeoRestrictions').flatMap(({ children }) => children)
  const lists = { allow: [] as string[], deny: [] as string[] }
  for (const restriction of restrictions) {
    const relationship = relationshipOf(restriction)
    const countries = listOf(restriction)
    if (relationship === null || countries === null) {
      const hint = 'a type of allow or deny, and territories as codes of countries'
      findings.push(fault(restriction.line, 'unknown-value', RESTRICTION, restriction.name, hint))
    } else lists[relationship].push(countries)
  }
  const written = (texts: readonly string[]) =>
    texts.length === 0 ? null : { text: texts.join(' '), path: RESTRICTION }
  return { allow: written(lists.allow), deny: written(lists.deny) }
}

function relationshipOf(restriction: XmlElement): 'allow' | 'deny' | null {
  const words = [
    restriction.name,
    ...['type', 'action', 'restrictionType'].map((name) => attributeOf(restriction, name)),
  ]
  const text = words.join(' ').toLowerCase()
  if (/deny|exclude|block|blackout/.test(text)) return 'deny'
  return /allow|include/.test(text) ? 'allow' : null
}

function listOf(restriction: XmlElement): string | null {
  const ofAttribute = attributeOf(restriction, 'territories') ?? attributeOf(restriction, 'countries')
  const ofChildren = restriction.children
    .map(({ text }) => text)
    .join(' ')
    .trim()
  return ofAttribute ?? textOf(restriction) ?? (ofChildren === '' ? null : ofChildren)
}
