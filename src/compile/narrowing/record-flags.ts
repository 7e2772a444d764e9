import type { Asset } from '../../model/nouns/asset.ts'
import { BANDS } from '../../model/nouns/asset-words.ts'
import type { Campaign } from '../../model/nouns/campaign.ts'

/**
 * Whether a change of an asset withdraws it at once and everywhere, whatever its windows and ratings say: its title,
 * kind or shape changed; its band got stricter; it was found to flash, or to contain what some law names; its worldwide
 * rights are gone; or a file was removed from it, because a cut, picture or caption that was a mistake must not go on
 * being shown.
 */
export function assetTurnedStricter(before: Asset, after: Asset): boolean {
  const redness = ({ band }: Asset): number => (band === null ? 0 : BANDS.indexOf(band))
  return (
    before.titleId !== after.titleId ||
    before.kind !== after.kind ||
    before.aspect !== after.aspect ||
    redness(after) > redness(before) ||
    (after.flashRisk && !before.flashRisk) ||
    (before.worldwide && !after.worldwide) ||
    after.descriptors.some((descriptor) => !before.descriptors.includes(descriptor)) ||
    filesOf(before).some((url) => !filesOf(after).includes(url))
  )
}

function filesOf({ renditions, poster, captions }: Asset): readonly string[] {
  return [...renditions, ...captions].map(({ url }) => url).concat(poster ?? [])
}

/** Whether an asset lost its last descriptor. Where a law requires one, it must not be shown. */
export function lostDescriptors(before: Asset, after: Asset): boolean {
  return before.descriptors.length > 0 && after.descriptors.length === 0
}

/**
 * Whether a change of a campaign withdraws it at once and everywhere: it is no longer approved, or it is limited to
 * fewer surfaces, hours, devices or viewers, or to fewer showings for each viewer.
 */
export function campaignTurnedStricter(before: Campaign, after: Campaign): boolean {
  const { kids, devices, entitlements } = after.audience
  return (
    after.status !== 'approved' ||
    before.surfaces.some((surface) => !after.surfaces.includes(surface)) ||
    (after.hours.length > 0 && JSON.stringify(after.hours) !== JSON.stringify(before.hours)) ||
    (after.hours.length > 0 && after.timeZone !== before.timeZone) ||
    (kids !== 'any' && kids !== before.audience.kids) ||
    isFewer(before.audience.devices, devices) ||
    isFewer(before.audience.entitlements, entitlements) ||
    capsHarder(before.frequencyCap, after.frequencyCap)
  )
}

/** Whether a list, in which empty means everybody, now admits fewer. */
function isFewer(before: readonly string[], after: readonly string[]): boolean {
  if (after.length === 0) return false
  return before.length === 0 || before.some((each) => !after.includes(each))
}

function capsHarder(before: Campaign['frequencyCap'], after: Campaign['frequencyCap']): boolean {
  if (after === null) return false
  if (before === null || before.scope !== after.scope) return true
  return after.count < before.count || after.windowSeconds > before.windowSeconds
}
