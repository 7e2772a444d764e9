import type { Asset } from '../../model/nouns/asset.ts'
import { BANDS } from '../../model/nouns/asset-vocabulary.ts'
import type { Campaign } from '../../model/nouns/campaign.ts'
import type { Title } from '../../model/nouns/title.ts'

/** Whether a change of a record withdraws it at once and everywhere. */
type TurnedStricter<Kind> = (before: Kind, after: Kind) => boolean

/**
 * What a change of each field withdraws. A function: the whole record, where it says so. `placed`: a time or a place
 * that `NarrowingFinder` finds. `nobody`: no gate reads the field. A field that is not here does not compile.
 */
type ByField<Kind> = Readonly<Record<keyof Kind, Change<Kind>>>
type Change<Kind> = TurnedStricter<Kind> | 'placed' | 'nobody'

/** Whether a change of any field withdraws the whole record. */
function anyOf<Kind>(fields: ByField<Kind>): TurnedStricter<Kind> {
  const tests = Object.values<Change<Kind>>(fields).filter((each) => typeof each === 'function')
  return (before, after) => tests.some((turnedStricter) => turnedStricter(before, after))
}

const redness = ({ band }: Asset): number => (band === null ? 0 : BANDS.indexOf(band))

/** A cut, picture or caption that was a mistake must not go on being shown. */
const lostFile: TurnedStricter<Asset> = (before, after) => {
  const left = new Set(filesOf(after))
  return filesOf(before).some((url) => !left.has(url))
}

function filesOf({ renditions, poster, captions }: Asset): readonly string[] {
  return [...renditions, ...captions].map(({ url }) => url).concat(poster ?? [])
}

/**
 * Whether a change of an asset withdraws it at once and everywhere, whatever its windows and ratings say: its title,
 * kind or shape changed; its band got stricter; it was found to flash, or to contain what some law names; its worldwide
 * rights are gone; or a file was removed from it.
 */
export const assetTurnedStricter = anyOf<Asset>({
  v: 'nobody',
  type: 'nobody',
  id: 'nobody',
  titleId: (before, after) => before.titleId !== after.titleId,
  kind: (before, after) => before.kind !== after.kind,
  name: 'nobody',
  durationMs: 'nobody',
  aspect: (before, after) => before.aspect !== after.aspect,
  audio: 'nobody',
  captions: lostFile,
  ratings: 'placed',
  band: (before, after) => redness(after) > redness(before),
  // Where a descriptor is required, the loss of the last one is placed too.
  descriptors: (before, after) => after.descriptors.some((descriptor) => !before.descriptors.includes(descriptor)),
  flashRisk: (before, after) => after.flashRisk && !before.flashRisk,
  worldwide: (before, after) => before.worldwide && !after.worldwide,
  territories: 'placed',
  validFrom: 'placed',
  validUntil: 'placed',
  timeZone: 'placed',
  renditions: lostFile,
  poster: lostFile,
  tags: 'nobody',
  feed: 'nobody',
})

/** Whether an asset lost its last descriptor. Where a law requires one, it must not be shown. */
export function lostDescriptors(before: Asset, after: Asset): boolean {
  return before.descriptors.length > 0 && after.descriptors.length === 0
}

/**
 * Whether a change of a title withdraws its assets at once and everywhere: it is under another series, so other orders
 * and embargoes apply, which no older snapshot can know.
 */
export const titleTurnedStricter = anyOf<Title>({
  v: 'nobody',
  type: 'nobody',
  id: 'nobody',
  name: 'nobody',
  kind: 'nobody',
  parentId: (before, after) => before.parentId !== after.parentId,
  franchiseId: 'nobody',
  genres: 'nobody',
  releasedOn: 'nobody',
  ratings: 'placed',
  externalIds: 'nobody',
  offers: 'placed',
})

/**
 * Whether a change of a campaign withdraws it at once and everywhere: it is no longer approved, or it is limited to
 * fewer surfaces, hours, devices or viewers, or to fewer showings for each viewer.
 */
export const campaignTurnedStricter = anyOf<Campaign>({
  v: 'nobody',
  type: 'nobody',
  id: 'nobody',
  name: 'nobody',
  owner: 'nobody',
  assets: 'placed',
  territories: 'placed',
  surfaces: (before, after) => before.surfaces.some((surface) => !after.surfaces.includes(surface)),
  start: 'placed',
  end: 'placed',
  // The windows that it moves are placed.
  timeZone: (before, after) => after.hours.length > 0 && after.timeZone !== before.timeZone,
  hours: (before, after) => after.hours.length > 0 && JSON.stringify(after.hours) !== JSON.stringify(before.hours),
  blackouts: 'placed',
  priority: 'nobody',
  weight: 'nobody',
  goal: 'nobody',
  frequencyCap: (before, after) => capsHarder(before.frequencyCap, after.frequencyCap),
  audience: ({ audience: before }, { audience: after }) => audienceTurnedStricter(before, after),
  exclusionLabels: 'nobody',
  holdout: 'nobody',
  status: (_before, after) => after.status !== 'approved',
})

/** Whether a campaign is for fewer viewers or devices. */
const audienceTurnedStricter = anyOf<Campaign['audience']>({
  kids: (before, after) => after.kids !== 'any' && after.kids !== before.kids,
  devices: (before, after) => isFewer(before.devices, after.devices),
  entitlements: (before, after) => isFewer(before.entitlements, after.entitlements),
})

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
