import type { Place } from '../../decide/context/context.ts'
import { UNKNOWN_TERRITORY } from '../../model/nouns/region.ts'
import { isIsoCountry } from '../token/viewer/iso-country.ts'
import { isTimeZone } from './time-zone.ts'

/** Cloudflare's country code for the Tor network. */
const TOR = 'T1'

/** Set by a transform rule of the zone from its lists of anonymizers: the platform's `cf` does not report VPNs. */
const ANONYMIZER_HEADER = 'x-firstframe-anonymizer'

/** When several are named, the first of these counts. */
const ANONYMIZERS = ['tor', 'vpn'] as const

/** The part of an ISO 3166-2 code after the hyphen. */
export const REGION_CODE = /^[A-Z0-9]{1,3}$/

/** The place as the platform reports it, not yet validated. */
export function reportedPlace(cf: unknown): Readonly<Record<'country' | 'regionCode' | 'timezone', unknown>> {
  if (typeof cf !== 'object' || cf === null) return NOTHING_REPORTED
  // Read one by one: `cf` has twenty fields, and most requests need three of them.
  return {
    country: Reflect.get(cf, 'country'),
    regionCode: Reflect.get(cf, 'regionCode'),
    timezone: Reflect.get(cf, 'timezone'),
  }
}

const NOTHING_REPORTED = { country: undefined, regionCode: undefined, timezone: undefined } as const

/**
 * The place as the platform reports it in `request.cf`. A country that is missing, `XX`, `T1` or not in ISO 3166-1
 * gives the unknown place, and its finer fields are ignored. Never throws, whatever the value.
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
 * Adds the zone's anonymizer header to a place. It only narrows, so it does no harm that anybody can send it. `vpn` or
 * `tor` counts in any case and among other words; other words are ignored.
 */
export function withAnonymizer(place: Place, headers: Headers): Place {
  if (place.anonymizer !== null) return place
  const words = (headers.get(ANONYMIZER_HEADER) ?? '').toLowerCase().split(/[^a-z0-9]+/)
  const named = ANONYMIZERS.find((anonymizer) => words.includes(anonymizer))
  return named === undefined ? place : { ...place, anonymizer: named }
}
