/** The gates of places: clocks, pages and descriptors. */
import { binds, countryOf, lawsOf, rate, rateEach, rightsOf, wallClocks } from './oracle-place.ts'
import { KINDS, NO_RATINGS, type Standing } from './oracle-ratings.ts'
import type { OracleCandidate, OracleContext, OracleRequest } from './oracle-request.ts'
import { bands, descriptors, maturity, page, type Watershed, watersheds } from './oracle-rules.ts'
import { capOf, hasPin, isAdult, isKids } from './oracle-viewer.ts'

export const standingOf = (context: OracleContext, { asset, title }: OracleCandidate): Standing =>
  rate(context, asset.ratings, title?.ratings ?? NO_RATINGS)

/** The age that counts: the rating's, or the band's where that is greater. What has no age here is for adults. */
export function effectiveAge(context: OracleContext, candidate: OracleCandidate): number {
  const own = standingOf(context, candidate)
  const band = bands.get(candidate.asset.band ?? '')?.minAge ?? 0
  return Math.max(own.age, own.state === 'rated' ? 0 : maturity.unratedAge, band)
}

/** Whether a clock of the place forbids the candidate now. */
export function clockRefuses(context: OracleContext, candidate: OracleCandidate, pin = hasPin(context)): boolean {
  const binding = watersheds.filter(({ appliesToOnDemand }) => appliesToOnDemand !== 'no')
  if (countryOf(context) === null) return binding.some(({ minAge }) => effectiveAge(context, candidate) >= minAge)
  const laws = lawsOf(context)
  return binding
    .filter(({ territory }) => laws.includes(territory))
    .filter((rule) => matches(rule, context, candidate))
    .some((rule) => !satisfied(rule, context, pin))
}

function matches(rule: Watershed, context: OracleContext, candidate: OracleCandidate): boolean {
  const own = standingOf(context, candidate)
  const labelled = rule.labels !== undefined && own.state === 'rated' && rightsOf(context)?.code === rule.territory
  if (labelled && own.label !== null) return rule.labels.includes(own.label)
  return effectiveAge(context, candidate) >= rule.minAge
}

/** Of the country's rows that speak of the candidate, on demand or not, those of the greatest age. */
export function rowsThatDecide(context: OracleContext, candidate: OracleCandidate): readonly Watershed[] {
  const speaking = watersheds.filter(
    (row) => row.territory === countryOf(context)?.code && matches(row, context, candidate),
  )
  return speaking.filter(({ minAge }) => speaking.every((other) => other.minAge <= minAge))
}

function satisfied(rule: Watershed, context: OracleContext, pin: boolean): boolean {
  const open = wallClocks(context).every((wall) => rule.allow.some((window) => inside(window, wall.slice(11, 16))))
  const adult = isAdult(context)
  const unlocked = pin && rule.pinLifts === true && rule.verified === 'yes'
  switch (rule.appliesToOnDemand) {
    case 'alternative':
      return open || adult || unlocked
    case 'lock':
    case 'lock-only':
      return adult
    case 'yes-with-lock':
      return adult && open
    default:
      return open
  }
}

/** `22:30` between `22:00` and `06:00`: texts of equal length sort as the hours do. */
function inside([from, to]: readonly [string, string], clock: string): boolean {
  return from < to ? from <= clock && clock < to : from <= clock || clock < to
}

/** Whether the candidate may not stand beside the title of its page, or in a kids' trust space. */
export function pageRefuses({ context, beside, titles }: OracleRequest, candidate: OracleCandidate): boolean {
  const age = effectiveAge(context, candidate)
  if (beside !== null && page.aboutOneTitle.includes(context.surface)) {
    const its = titles.find(({ id }) => id === beside)?.ratings ?? []
    if (strongerThan(rateEach(context, [], its), context, candidate)) return true
  }
  const spaces = page.trustSpaces.filter((space) => isKids(context) && binds(space.territories, context))
  return spaces.some(({ maxAge, promotesOthers }) => {
    const film = candidate.title === null ? null : rate(context, [], candidate.title.ratings)
    const filmFits = film === null || (film.state === 'rated' && film.age <= maxAge)
    return age > maxAge || (!promotesOthers && !filmFits)
  })
}

/**
 * Whether the candidate is stronger than the title of a page: above the least age that anything gives for the title, or,
 * at that age, of a kind that promises less. Rated by the title's own label it is not, unless its band is.
 */
function strongerThan(its: readonly Standing[], context: OracleContext, candidate: OracleCandidate): boolean {
  const rated = its.filter((each) => each.state === 'rated')
  const whole = rated.length === its.length
  const least = whole ? Math.min(...rated.map((each) => each.least)) : page.unratedAge
  const own = rateEach(context, candidate.asset.ratings, candidate.title?.ratings ?? NO_RATINGS)
  const alike = own.every((each, index) => {
    const other = its[index]
    if (each.state !== 'rated' || other?.state !== 'rated') return false
    return each.words === other.words && each.least <= other.least
  })
  const band = bands.get(candidate.asset.band ?? '')?.minAge ?? 0
  if (whole && alike) return band > least
  const age = effectiveAge(context, candidate)
  if (age !== least) return age > least
  const standing = standingOf(context, candidate)
  const kind = standing.state === 'rated' ? KINDS.indexOf(standing.kind) : 0
  const mildest = whole ? Math.min(...rated.map((each) => KINDS.indexOf(each.kind))) : 0
  return kind > Math.max(mildest, KINDS.indexOf('open'))
}

/** Whether the place forbids what the asset contains, or that it does not say what it contains. */
export function descriptorRefuses(context: OracleContext, candidate: OracleCandidate): boolean {
  const stated = candidate.asset.descriptors
  const forbidden = descriptors.refused
    .filter((row) => binds(row.territories, context))
    .filter(({ below }) => (below === 'kids' ? isKids(context) : capOf(context) < below))
    .some((row) => row.descriptors.some((each) => stated.includes(each)))
  const owed = descriptors.required
    .filter((row) => binds(row.territories, context))
    .some(({ fromAge }) => effectiveAge(context, candidate) >= fromAge)
  return forbidden || (owed && stated.length === 0)
}
