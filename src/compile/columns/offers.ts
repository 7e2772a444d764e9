import { localToInstant } from '../../model/fields/zone-clock.ts'
import { OFFER_TYPES } from '../../model/nouns/offer-vocabulary.ts'
import type { TerritoryCode } from '../../model/nouns/region.ts'
import type { Offer, Title } from '../../model/nouns/title.ts'
import { localWindow } from '../time/local-time.ts'
import { type CompiledPlace, zonesAt } from '../time/place.ts'

/** One offer in one territory, as instants. */
interface PlacedOffer {
  readonly promoteFrom: number
  readonly start: number
  readonly end: number
  readonly types: number
}

/** A title's offers and embargo in one territory. */
export interface PlacedOffers {
  readonly offers: readonly PlacedOffer[]
  /** 0 without embargo. */
  readonly embargoUntil: number
}

/** Territory selectors → the codes they reach; the caller binds `rules/groups.json`. */
export type Expand = (selectors: readonly string[]) => ReadonlySet<TerritoryCode>

/**
 * A title's offers at a place. At an unknown place no offer counts (a worldwide asset needs none), but
 * an embargo anywhere does.
 */
export function placeOffers(title: Title, place: CompiledPlace, expand: Expand): PlacedOffers {
  const here = title.offers.filter((offer) => place.rule === null || expand(offer.territories).has(place.code))
  const embargoUntil = Math.max(0, ...here.map((offer) => embargoEnd(offer, place)))
  return { embargoUntil, offers: place.rule === null ? [] : here.map((offer) => placeOffer(offer, place)) }
}

function embargoEnd(offer: Offer, place: CompiledPlace): number {
  const { embargoUntil } = offer
  if (embargoUntil === null) return 0
  return Math.max(...zonesAt(place, offer.timeZone).map((zone) => localToInstant(embargoUntil, zone, 'start')))
}

function placeOffer(offer: Offer, place: CompiledPlace): PlacedOffer {
  const zones = zonesAt(place, offer.timeZone)
  const { start, end } = localWindow(offer, zones)
  const promoted =
    offer.promoteFrom === null ? start : localWindow({ start: offer.promoteFrom, end: null }, zones).start
  const types = offer.types.reduce((bits, type) => bits | (1 << OFFER_TYPES.indexOf(type)), 0)
  return { promoteFrom: Math.min(promoted, start), start, end, types }
}
