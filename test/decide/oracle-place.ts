/** Where a request stands: what it is called, whose rights count, whose ratings, and what the clocks show. */
import type { Rating } from '../../src/model/rating.ts'
import { wallClock } from '../compile/wall-clock.ts'
import { everyWallClock, FIRST_AND_LAST_CLOCK } from './oracle-clock.ts'
import { type Standing, standing, standingAbroad, standingAnywhere } from './oracle-ratings.ts'
import type { OracleContext } from './oracle-request.ts'
import { geo, groups, reaches, type Territory, territories } from './oracle-rules.ts'
import { rememberedOf } from './remembered.ts'

/** The country that a request came from; null where nobody knows: unlisted, or behind an anonymiser. */
export const countryOf = rememberedOf(({ country, anonymizer }: OracleContext): Territory | null => {
  if (anonymizer !== undefined && geo.anonymizers[anonymizer] === 'unknown-place') return null
  return territories.get(country) ?? null
})

/** The residence, where the law lets its catalogue travel along: else null. */
export const residenceAbroad = rememberedOf((context: OracleContext): Territory | null => {
  const here = countryOf(context)
  const home = territories.get(context.token?.res ?? '')
  if (here === null || home === undefined || home.code === here.code || context.token?.expired) return null
  const confirmed = geo.portability.filter(({ verified }) => verified === 'yes')
  const travels = confirmed.some(({ group }) => [here, home].every(({ code }) => groups[group]?.includes(code)))
  return travels ? home : null
})

/** Whose rights, windows and takedowns count; null at an unknown place. */
export const rightsOf = (context: OracleContext): Territory | null => residenceAbroad(context) ?? countryOf(context)

/** Everywhere whose law the answer has to keep: the country, and a residence that came along. */
export const lawsOf = rememberedOf((context: OracleContext): readonly string[] =>
  [countryOf(context), residenceAbroad(context)].flatMap((place) => place?.code ?? []),
)

/** Whether a rule for some territories binds here. Where nobody knows the place, every rule does. */
export const binds = (selectors: readonly string[], context: OracleContext): boolean =>
  countryOf(context) === null || lawsOf(context).some((code) => reaches(selectors, code))

/** The zones in which a record's local time is read. */
export function zonesFor(context: OracleContext, timeZone: string): readonly string[] {
  const place = rightsOf(context)
  if (timeZone !== 'territory') return [timeZone]
  if (place === null) return FIRST_AND_LAST_CLOCK
  return place.rightsZone === null ? place.zones : [place.rightsZone]
}

/** What the viewer's clock may show, wherever in the country it hangs. */
export function wallClocks(context: OracleContext): readonly string[] {
  const now = Date.parse(context.now)
  const here = countryOf(context)
  if (here === null) return everyWallClock(now)
  const zones = context.timezone === undefined ? here.zones : [context.timezone]
  return zones.map((zone) => wallClock(now, zone))
}

/** What ratings mean to this request. */
export function rate(context: OracleContext, own: readonly Rating[], title: readonly Rating[]): Standing {
  const here = countryOf(context)
  if (here === null) return standingAnywhere('XX', own, title)
  const home = residenceAbroad(context)
  if (home !== null) return standingAbroad(home.code, own, title)
  const part = geo.parts.find(({ place }) => place === `${here.code}-${context.regionCode}`)
  return standing(part?.for.includes('ratings') ? part.place : here.code, own, title)
}
