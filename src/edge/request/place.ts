import type { Place } from '../../decide/context/context.ts'
import { UNKNOWN_TERRITORY } from '../../model/nouns/region.ts'
import { isIsoCountry } from '../token/viewer/iso-country.ts'
import { isTimeZone } from './time-zone.ts'

/** Cloudflare's country code for the Tor network. */
const TOR = 'T1'

/** Set by a transform rule of the zone, from its lists of anonymizers: the platform's `cf` does not tell of a VPN. */
const ANONYMIZER_HEADER = 'x-firstframe-anonymizer'

/** Of several that are named the first one here counts. */
const ANONYMIZERS = ['tor', 'vpn'] as const

/** ISO 3166-2 part after the hyphen. */
export const REGION_CODE = /^[A-Z0-9]{1,3}$/

/** What the platform reports of a place, as it is: whatever it may be, it is looked at before it is believed. */
export function reportedPlace(cf: unknown): Readonly<Record<'country' | 'regionCode' | 'timezone', unknown>> {
  if (typeof cf !== 'object' || cf === null) return NOTHING_REPORTED
  // Read one by one: it has twenty fields, and most requests need three of them.
  return {
    country: Reflect.get(cf, 'country'),
    regionCode: Reflect.get(cf, 'regionCode'),
    timezone: Reflect.get(cf, 'timezone'),
  }
}

const NOTHING_REPORTED = { country: undefined, regionCode: undefined, timezone: undefined } as const

/**
 * The place as the platform reports it in `request.cf`. A country that is missing, `XX`, `T1` or not in ISO 3166-1
 * is the unknown place, and nothing finer is believed of it. Never throws, whatever it is given.
 */
export function placeFromCf(cf: unknown): Place {
  const { country, regionCode, timezone } = reportedPlace(cf)
  if (!isIsoCountry(country)) {
    return {
      country: UNKNOWN_TERRITORY,
      regionCode: null,
      timeZone: null,
      anonymizer: country === TOR ? 'tor' : null,
    }
  }
  return {
    country,
    regionCode: typeof regionCode === 'string' && REGION_CODE.test(regionCode) ? regionCode : null,
    timeZone: isTimeZone(timezone) ? timezone : null,
    anonymizer: null,
  }
}

/**
 * A place with what the zone says of anonymizers. It only ever narrows, so it does not matter that anybody can send it,
 * and `vpn` or `tor` counts in any case and among whatever else stands there; any other word in it says nothing.
 */
export function withAnonymizer(place: Place, headers: Headers): Place {
  if (place.anonymizer !== null) return place
  const words = (headers.get(ANONYMIZER_HEADER) ?? '').toLowerCase().split(/[^a-z0-9]+/)
  const named = ANONYMIZERS.find((anonymizer) => words.includes(anonymizer))
  return named === undefined ? place : { ...place, anonymizer: named }
}
