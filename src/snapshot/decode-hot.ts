import { ByteBuffer } from 'flatbuffers'
import { isRegionId, type RegionId } from '../model/region.ts'
import type { AssetColumns, CampaignColumns, DayPart, SnapshotHot, TakedownGroup } from '../model/snapshot.ts'
import { SNAPSHOT_FORMAT } from './format.ts'
import { Hot } from './generated/hot.ts'

/** A shard whose bytes are what their hash says, and still not what this code can read. */
export class UnreadableShard extends Error {}

/** Opens the `hot` shard: views over its bytes, nothing is copied. The bytes' hash is already known good. */
export function decodeHot(bytes: Uint8Array): SnapshotHot {
  const hot = Hot.getRootAsHot(new ByteBuffer(aligned(bytes)))
  if (hot.format() !== SNAPSHOT_FORMAT) throw new UnreadableShard(`hot: format ${hot.format()}, not ${SNAPSHOT_FORMAT}`)
  const decoded: SnapshotHot = {
    region: regionOf(hot.region()),
    territories: texts(hot.territoriesLength(), (index) => hot.territories(index)),
    ratingPlaces: texts(hot.ratingPlacesLength(), (index) => hot.ratingPlaces(index)),
    descriptors: texts(hot.descriptorsLength(), (index) => hot.descriptors(index)),
    clockLabels: texts(hot.clockLabelsLength(), (index) => hot.clockLabels(index)),
    languages: texts(hot.languagesLength(), (index) => hot.languages(index)),
    candidateAsset: hot.candidateAssetArray() ?? new Uint32Array(),
    candidateCampaign: hot.candidateCampaignArray() ?? new Uint32Array(),
    assets: assets(hot),
    titles: {
      idHash: hot.titleIdHashArray() ?? new Uint32Array(),
      offer: hot.titleOfferArray() ?? new Uint32Array(),
      rating: hot.titleRatingArray() ?? new Uint32Array(),
      releasedAt: hot.titleReleasedAtArray() ?? new Float64Array(),
    },
    campaigns: campaigns(hot),
    windows: {
      offsets: hot.windowOffsetsArray() ?? new Uint32Array(),
      start: hot.windowStartArray() ?? new Float64Array(),
      end: hot.windowEndArray() ?? new Float64Array(),
    },
    offers: {
      offsets: hot.offerOffsetsArray() ?? new Uint32Array(),
      promoteFrom: hot.offerPromoteFromArray() ?? new Float64Array(),
      start: hot.offerStartArray() ?? new Float64Array(),
      end: hot.offerEndArray() ?? new Float64Array(),
      types: hot.offerTypesArray() ?? new Uint8Array(),
      embargoUntil: hot.offerEmbargoUntilArray() ?? new Float64Array(),
    },
    ratings: {
      age: hot.ratingAgeArray() ?? new Uint8Array(),
      state: hot.ratingStateArray() ?? new Uint8Array(),
      kind: hot.ratingKindArray() ?? new Uint8Array(),
      text: hot.ratingTextArray() ?? new Uint16Array(),
      clockLabel: hot.ratingClockLabelArray() ?? new Uint8Array(),
    },
    groups: groups(hot),
  }
  if (decoded.candidateAsset.length !== decoded.candidateCampaign.length) {
    throw new UnreadableShard('hot: candidate columns differ in length')
  }
  return decoded
}

/** Typed views need their vectors aligned; FlatBuffers aligns them to the buffer's own start. */
function aligned(bytes: Uint8Array): Uint8Array {
  return bytes.byteOffset % 8 === 0 ? bytes : bytes.slice()
}

function regionOf(name: string | null): RegionId {
  if (name === null || !isRegionId(name)) throw new UnreadableShard(`hot: unknown region ${name}`)
  return name
}

function texts(length: number, at: (index: number) => string | null): readonly string[] {
  return Array.from({ length }, (_, index) => at(index) ?? '')
}

function assets(hot: Hot): AssetColumns {
  return {
    idHash: hot.assetIdHashArray() ?? new Uint32Array(),
    title: hot.assetTitleArray() ?? new Uint32Array(),
    kind: hot.assetKindArray() ?? new Uint8Array(),
    aspect: hot.assetAspectArray() ?? new Uint8Array(),
    durationMs: hot.assetDurationMsArray() ?? new Uint32Array(),
    window: hot.assetWindowArray() ?? new Uint32Array(),
    rating: hot.assetRatingArray() ?? new Uint32Array(),
    band: hot.assetBandArray() ?? new Uint8Array(),
    flags: hot.assetFlagsArray() ?? new Uint8Array(),
    leastHeight: hot.assetLeastHeightArray() ?? new Uint16Array(),
    languages: hot.assetLanguagesArray() ?? new Uint32Array(),
    descriptors: hot.assetDescriptorsArray() ?? new Uint32Array(),
  }
}

function campaigns(hot: Hot): CampaignColumns {
  const hours = new Map<number, { timeZone: string; parts: readonly DayPart[] }>()
  for (let index = 0; index < hot.campaignHoursLength(); index++) {
    const entry = hot.campaignHours(index)
    if (!entry) continue
    const parts = Array.from({ length: entry.daysLength() }, (_, part) => ({
      days: entry.days(part) ?? 0,
      from: entry.from(part) ?? 0,
      to: entry.to(part) ?? 0,
    }))
    hours.set(entry.campaign(), { timeZone: entry.timeZone() ?? 'UTC', parts })
  }
  return {
    idHash: hot.campaignIdHashArray() ?? new Uint32Array(),
    window: hot.campaignWindowArray() ?? new Uint32Array(),
    surfaces: hot.campaignSurfacesArray() ?? new Uint8Array(),
    priority: hot.campaignPriorityArray() ?? new Uint8Array(),
    kids: hot.campaignKidsArray() ?? new Uint8Array(),
    devices: hot.campaignDevicesArray() ?? new Uint8Array(),
    entitlements: hot.campaignEntitlementsArray() ?? new Uint8Array(),
    capCount: hot.campaignCapCountArray() ?? new Uint16Array(),
    capWindowSeconds: hot.campaignCapWindowSecondsArray() ?? new Uint32Array(),
    capScope: hot.campaignCapScopeArray() ?? new Uint8Array(),
    hours,
  }
}

function groups(hot: Hot): readonly TakedownGroup[] {
  return Array.from({ length: hot.groupsLength() }, (_, index) => {
    const group = hot.groups(index)
    return {
      key: group?.key() ?? '',
      assets: group?.assetsArray() ?? new Uint32Array(),
      campaigns: group?.campaignsArray() ?? new Uint32Array(),
    }
  })
}
