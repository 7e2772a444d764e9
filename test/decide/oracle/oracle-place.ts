/** Where a request stands: what it is called, whose rights count, whose ratings, and what the clocks show. */
import type { Rating } from '../../../src/model/nouns/rating.ts'
import { wallClock } from '../../compile/wall-clock.ts'
import { everyWallClock, FIRST_AND_LAST_CLOCK } from './oracle-clock.ts'
import {
  blocksUnrated,
  NO_RATINGS,
  type Standing,
  standing,
  standingAll,
  standingAnywhere,
  standingInEea,
  standingSomewhere,
} from './oracle-ratings.ts'
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

/** What ratings mean to this request, at each of the places that have a say. */
export function rateEach(
  context: OracleContext,
  own: readonly Rating[],
  title: readonly Rating[],
): readonly Standing[] {
  // A title that is refused takes along what nobody rated for itself.
  const at = (rateAt: typeof standing, place: string): Standing => {
    const its = rateAt(place, NO_RATINGS, title)
    const isOwn = its.state !== 'refused' || rateAt(place, own, NO_RATINGS).state !== 'unrated'
    return isOwn ? rateAt(place, own, title) : its
  }
  const here = countryOf(context)
  if (here === null) return [at(standingAnywhere, 'XX')]
  const home = residenceAbroad(context)
  if (home !== null) return [at(standing, home.code), at(standingInEea, '')]
  const parts = ratedPartsOf(here.code)
  if (parts.length > 0 && context.regionCode === undefined) return [at(standingSomewhere, here.code)]
  return [at(standing, parts.find((place) => place === `${here.code}-${context.regionCode}`) ?? here.code)]
}

/** The strictest of these. */
export const rate = (context: OracleContext, own: readonly Rating[], title: readonly Rating[]): Standing =>
  standingAll(rateEach(context, own, title))

/** Whether what has no rating is for nobody here: where nobody knows the place, or any of the places says so. */
export const unratedIsForNobody = rememberedOf((context: OracleContext): boolean => {
  const here = countryOf(context)
  if (here === null) return true
  const home = residenceAbroad(context)
  if (home !== null) {
    const eea = [...territories.values()].filter((territory) => territory.eea)
    return [home, ...eea].some(({ code }) => blocksUnrated(code))
  }
  const parts = ratedPartsOf(here.code)
  if (context.regionCode === undefined) return [here.code, ...parts].some((code) => blocksUnrated(code))
  return blocksUnrated(parts.find((place) => place === `${here.code}-${context.regionCode}`) ?? here.code)
})

const ratedPartsOf = (country: string): readonly string[] =>
  geo.parts
    .filter((part) => part.for.includes('ratings') && part.place.startsWith(`${country}-`))
    .map(({ place }) => place)
