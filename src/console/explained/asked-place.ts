import type { RegionId } from '../../model/nouns/region.ts'
import { bundledRules } from '../../rules/bundled-rules.ts'
import { placeOf } from '../../rules/lookup/place-table.ts'
import type { PageRequest } from '../page.ts'
import { wrongField } from './asked-instant.ts'

/** Asked for where nobody names a country, if the role may ask there. */
const COUNTRY_DEFAULT = 'DE'
const NAMES = new Intl.DisplayNames('en', { type: 'region', fallback: 'code' })

/** Where a page asks, and by which clock its times are read. */
export interface AskedPlace {
  readonly country: string
  /** The zone that was chosen; null: those of the country. */
  readonly timezone: string | null
  /** The clock of the page: the chosen zone, else the first of the country. */
  readonly clock: string
  /** All zones of the country. */
  readonly zones: readonly string[]
}

/**
 * The place that a page's query names.
 * @throws Refused 400 for a zone that the country does not have
 */
export function askedPlace({ query, me }: Pick<PageRequest, 'query' | 'me'>): AskedPlace {
  const country = query('country') || defaultCountry(me.may['decision.explain'] ?? [])
  const { zones } = placeOf(country)
  const timezone = query('timezone') || null
  if (timezone !== null && !zones.includes(timezone)) {
    throw wrongField('timezone', `${country} has the clocks ${zones.join(', ')}.`)
  }
  return { country, timezone, clock: timezone ?? zones[0] ?? 'UTC', zones }
}

/** The countries in which a role may ask, by name. */
export function countriesIn(regions: readonly RegionId[]): readonly { readonly code: string; readonly name: string }[] {
  return [...bundledRules().territories]
    .filter(([, { region }]) => regions.includes(region))
    .map(([code]) => ({ code, name: countryName(code) }))
    .sort((one, other) => (one.name < other.name ? -1 : 1))
}

/** The name of a country in English; a code that is none stays as it is. */
export function countryName(code: string): string {
  return /^[A-Z]{2}$/.test(code) ? (NAMES.of(code) ?? code) : code
}

function defaultCountry(regions: readonly RegionId[]): string {
  const countries = countriesIn(regions)
  return countries.find(({ code }) => code === COUNTRY_DEFAULT)?.code ?? countries[0]?.code ?? COUNTRY_DEFAULT
}
