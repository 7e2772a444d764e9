import { EEA_ABROAD, somewhereIn } from '../../model/columns/snapshot.ts'
import type { PrivacyClass } from '../../model/nouns/answer-vocabulary.ts'
import { UNKNOWN_TERRITORY } from '../../model/nouns/region.ts'
import type { EmbargoRule, PlaceCode } from '../../model/policies/place-policies.ts'
import type { RegionRules, TerritoryRule } from '../../model/policies/rules.ts'
import { UNKNOWN_PLACE } from '../../model/policies/unknown-place.ts'
import type { Context, Hints, Place, Viewer } from './context.ts'

/**
 * Derives the context of a request from place, viewer and hints under the region's rules. The maturity cap is the least
 * of all the caps that apply; nothing unsigned can raise it.
 *
 * @param now decision time, milliseconds since 1970 UTC
 * @param snapshotExpired the snapshot is past its hard expiry (`Context`), by the real clock
 */
export function deriveContext(
  rules: RegionRules,
  request: { readonly place: Place; readonly viewer: Viewer; readonly hints: Hints; readonly now: number },
  { snapshotExpired = false }: { readonly snapshotExpired?: boolean } = {},
): Context {
  const { place, hints, now } = request
  const viewer = snapshotExpired ? withoutWidening(request.viewer) : request.viewer
  const unknownPlace = isUnknownPlace(rules, place)
  const where = whereabouts(rules, place, viewer, unknownPlace)
  const guest = viewer.state !== 'member'
  const kids = viewer.kids || hints.kids
  const adult = viewer.adult && !guest && !kids
  // An expired token still restricts: a minor whose token has expired is still a minor.
  const underage = viewer.cap !== null && viewer.cap < rules.maturity.adultAge && !adult
  const minor = kids || underage
  const own = ownBound(rules, where.guestCap, viewer, hints)
  return {
    now,
    snapshotExpired,
    territory: where.rights.code,
    place: unknownPlace ? UNKNOWN_TERRITORY : place.country,
    ratingPlaces: ratingPlacesOf(rules, place, where),
    timeZones: place.timeZone === null || unknownPlace ? where.here.zones : [place.timeZone],
    unknownPlace,
    embargo: embargoOf(rules, place),
    eea: where.here.eea || where.rights.eea,
    viewer: viewer.state,
    cap: guest || snapshotExpired ? Math.min(own, where.guestCap) : own,
    guestCap: where.guestCap,
    kids,
    kidsProven: viewer.kids && !guest,
    adult,
    pin: viewer.pin && !guest && !kids,
    minor,
    // Written as a negation so that rules without an age (a comparison with undefined is false) make every minor a child.
    child: minor && !(own >= rules.autoplay.childAge),
    privacy: privacyOf(where.consentAge, viewer, hints, minor),
    entitlements: guest ? [] : viewer.entitlements,
    device: hints.device,
    codecs: hints.codecs,
    maxHeight: hints.maxHeight,
    language: hints.language,
    autoplayOff: hints.autoplayOff,
    saveData: hints.saveData,
    reducedMotion: hints.reducedMotion,
  }
}

/** The viewer without what the token grants; its restrictions, and the territory whose rights apply, stay. */
function withoutWidening(viewer: Viewer): Viewer {
  return { ...viewer, adult: false, pin: false, personalize: false }
}

/** Where the viewer is, whose rights apply there, and the stricter value wherever both have a rule. */
interface Whereabouts {
  readonly here: TerritoryRule
  readonly rights: TerritoryRule
  readonly guestCap: number
  readonly consentAge: number
}

/**
 * Looks at the place itself, not at the column that answers for it: the baseline has one column for the whole world.
 */
function isUnknownPlace({ anonymizers }: RegionRules, { country, anonymizer }: Place): boolean {
  return country === UNKNOWN_TERRITORY || (anonymizer !== null && anonymizers[anonymizer] === 'unknown-place')
}

/**
 * Rights follow the place, or, for residents of one country of the portability set in another, the residence
 * (Regulation (EU) 2017/1128). A place that the rules do not know is the unknown place.
 */
function whereabouts(rules: RegionRules, place: Place, viewer: Viewer, unknownPlace: boolean): Whereabouts {
  const ruleOf = (code: string | null, among: readonly TerritoryRule[]): TerritoryRule =>
    (unknownPlace ? undefined : among.find((rule) => rule.code === code)) ?? UNKNOWN_PLACE
  const here = ruleOf(place.country, [...rules.territories, ...rules.places])
  const ported =
    viewer.state === 'member' &&
    viewer.residence !== null &&
    viewer.residence !== here.code &&
    [viewer.residence, here.code].every((code) => rules.portability.includes(code))
  const rights = ruleOf(ported ? viewer.residence : place.country, rules.territories)
  if (rights === here || !ported) {
    return { here, rights, guestCap: rights.guestCap, consentAge: rights.consentAge }
  }
  return {
    here,
    rights,
    guestCap: Math.min(here.guestCap, rights.guestCap),
    consentAge: Math.max(here.consentAge, rights.consentAge),
  }
}

function ratingPlacesOf(rules: RegionRules, place: Place, { here, rights }: Whereabouts): readonly PlaceCode[] {
  if (rights !== here) return [rights.code, EEA_ABROAD]
  const parts = rules.ratedParts.filter((code) => code.startsWith(`${rights.code}-`))
  if (parts.length === 0) return [rights.code]
  // The part of the country is unknown, so ratings stated for any part count too.
  if (place.regionCode === null) return [somewhereIn(rights.code)]
  const part = `${rights.code}-${place.regionCode}`
  return [parts.includes(part) ? part : rights.code]
}

/** An embargoed country, or part of one, as reported: an anonymizer lifts nothing. */
export function embargoOf(rules: RegionRules, { country, regionCode }: Place): EmbargoRule | null {
  return rules.embargo.find((rule) => rule.place === country || rule.place === `${country}-${regionCode}`) ?? null
}

/**
 * The cap by token and request, as if the token were valid; the caller lowers it for guests and viewers treated as
 * guests.
 */
function ownBound(rules: RegionRules, guestCap: number, viewer: Viewer, hints: Hints): number {
  // A guest's age is unknown, and a token that names no cap says no more than none at all.
  let bound = viewer.cap ?? guestCap
  if (viewer.kids || hints.kids) bound = Math.min(bound, rules.maturity.kidsCap)
  if (hints.maxAge !== null) bound = Math.min(bound, hints.maxAge)
  return bound
}

/** The privacy class. Consent counts only if the token shows that the viewer is old enough to give it (GDPR art. 8). */
function privacyOf(consentAge: number, viewer: Viewer, hints: Hints, minor: boolean): PrivacyClass {
  if (minor) return 'minor'
  if (hints.globalPrivacyControl) return 'opted-out'
  const oldEnough = viewer.adult || (viewer.cap !== null && viewer.cap >= consentAge)
  return viewer.state === 'member' && viewer.personalize && oldEnough ? 'consented' : 'contextual'
}
