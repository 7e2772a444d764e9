import { UNKNOWN_TERRITORY } from '../model/region.ts'
import type { RegionRules, TerritoryRule } from '../model/rules.ts'
import { UNKNOWN_PLACE } from '../model/unknown-place.ts'
import type { Context, Hints, Place, PrivacyClass, Viewer } from './context.ts'

/**
 * The context of a request: place, viewer and hints joined under the region's rules. The bound is the
 * least of everything that has a say; nothing unsigned can raise it.
 *
 * @param now decision time, milliseconds since 1970 UTC
 */
export function deriveContext(
  rules: RegionRules,
  request: { readonly place: Place; readonly viewer: Viewer; readonly hints: Hints; readonly now: number },
): Context {
  const { place, viewer, hints, now } = request
  const territory = rules.territories.find((rule) => rule.code === place.country) ?? UNKNOWN_PLACE
  const kids = viewer.kids || hints.kids
  const minor = kids || (viewer.state === 'member' && viewer.cap !== null && viewer.cap < 18 && !viewer.adult)
  const guest = viewer.state !== 'member'
  return {
    now,
    territory: territory.code,
    timeZones: place.timeZone === null ? territory.zones : [place.timeZone],
    // The place itself, not the column that answers for it: the baseline has one column for the whole earth.
    unknownPlace: place.country === UNKNOWN_TERRITORY || place.anonymizer !== null,
    eea: territory.eea,
    viewer: viewer.state,
    cap: boundOf(rules, territory, viewer, hints),
    guestCap: territory.guestCap,
    kids,
    kidsProven: viewer.kids && !guest,
    adult: viewer.adult && !guest && !kids,
    minor,
    privacy: privacyOf(viewer, hints, minor),
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

function boundOf(rules: RegionRules, territory: TerritoryRule, viewer: Viewer, hints: Hints): number {
  // A guest's age is unknown, and a token that names no cap says no more than none at all.
  let bound = viewer.cap ?? territory.guestCap
  if (viewer.state !== 'member') bound = Math.min(bound, territory.guestCap)
  if (viewer.kids || hints.kids) bound = Math.min(bound, rules.maturity.kidsCap)
  if (hints.maxAge !== null) bound = Math.min(bound, hints.maxAge)
  return bound
}

function privacyOf(viewer: Viewer, hints: Hints, minor: boolean): PrivacyClass {
  if (minor) return 'minor'
  if (hints.globalPrivacyControl) return 'opted-out'
  return viewer.state === 'member' && viewer.personalize ? 'consented' : 'contextual'
}
