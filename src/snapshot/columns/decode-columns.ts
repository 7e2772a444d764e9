import type {
  AssetClasses,
  AssetColumns,
  CampaignColumns,
  DayPart,
  OfferClasses,
  TitleColumns,
} from '../../model/columns/snapshot.ts'
import type { Hot } from './generated/hot.ts'

/** The asset columns of an opened `hot` shard, as views of its bytes; the other functions here do the same. */
export function decodeAssets(hot: Hot): AssetColumns {
  return {
    idHash: hot.assetIdHashArray() ?? new Uint32Array(),
    idCheck: hot.assetIdCheckArray() ?? new Uint32Array(),
    title: hot.assetTitleArray() ?? new Uint32Array(),
    window: hot.assetWindowArray() ?? new Uint16Array(),
    access: hot.assetAccessArray() ?? new Uint16Array(),
    form: hot.assetFormArray() ?? new Uint16Array(),
    content: hot.assetContentArray() ?? new Uint16Array(),
    format: hot.assetFormatArray() ?? new Uint16Array(),
    speech: hot.assetSpeechArray() ?? new Uint16Array(),
    durationMs: hot.assetDurationMsArray() ?? new Uint32Array(),
    taste: hot.assetTasteArray() ?? new Int8Array(),
  }
}

export function decodeAssetClasses(hot: Hot): AssetClasses {
  return {
    access: {
      offer: hot.accessOfferArray() ?? new Uint32Array(),
      worldwide: hot.accessWorldwideArray() ?? new Uint8Array(),
    },
    form: {
      kind: hot.formKindArray() ?? new Uint8Array(),
      aspect: hot.formAspectArray() ?? new Uint8Array(),
      flashRisk: hot.formFlashRiskArray() ?? new Uint8Array(),
    },
    content: {
      rating: hot.contentRatingArray() ?? new Uint32Array(),
      titleRating: hot.contentTitleRatingArray() ?? new Uint32Array(),
      band: hot.contentBandArray() ?? new Uint8Array(),
      descriptors: hot.contentDescriptorsArray() ?? new Uint32Array(),
    },
    format: { leastHeight: hot.formatLeastHeightArray() ?? new Uint16Array() },
    speech: { languages: hot.speechLanguagesArray() ?? new Uint32Array() },
  }
}

export function decodeTitles(hot: Hot): TitleColumns {
  return {
    idHash: hot.titleIdHashArray() ?? new Uint32Array(),
    idCheck: hot.titleIdCheckArray() ?? new Uint32Array(),
    parent: hot.titleParentArray() ?? new Uint32Array(),
    offer: hot.titleOfferArray() ?? new Uint32Array(),
    rating: hot.titleRatingArray() ?? new Uint32Array(),
    releasedAt: hot.titleReleasedAtArray() ?? new Float64Array(),
    franchise: hot.titleFranchiseArray() ?? new Uint32Array(),
    cluster: hot.titleClusterArray() ?? new Uint16Array(),
  }
}

export function decodeOffers(hot: Hot): OfferClasses {
  return {
    cells: hot.offerCellsArray() ?? new Uint32Array(),
    offsets: hot.offerOffsetsArray() ?? new Uint32Array(),
    promoteFrom: hot.offerPromoteFromArray() ?? new Float64Array(),
    start: hot.offerStartArray() ?? new Float64Array(),
    end: hot.offerEndArray() ?? new Float64Array(),
    types: hot.offerTypesArray() ?? new Uint8Array(),
    embargoUntil: hot.offerEmbargoUntilArray() ?? new Float64Array(),
  }
}

export function decodeCampaigns(hot: Hot): CampaignColumns {
  return {
    idHash: hot.campaignIdHashArray() ?? new Uint32Array(),
    idCheck: hot.campaignIdCheckArray() ?? new Uint32Array(),
    window: hot.campaignWindowArray() ?? new Uint32Array(),
    surfaces: hot.campaignSurfacesArray() ?? new Uint8Array(),
    priority: hot.campaignPriorityArray() ?? new Uint8Array(),
    kids: hot.campaignKidsArray() ?? new Uint8Array(),
    devices: hot.campaignDevicesArray() ?? new Uint8Array(),
    entitlements: hot.campaignEntitlementsArray() ?? new Uint8Array(),
    capCount: hot.campaignCapCountArray() ?? new Uint16Array(),
    capWindowSeconds: hot.campaignCapWindowSecondsArray() ?? new Uint32Array(),
    capScope: hot.campaignCapScopeArray() ?? new Uint8Array(),
    owner: hot.campaignOwnerArray() ?? new Uint16Array(),
    exclusionLabels: hot.campaignExclusionLabelsArray() ?? new Uint32Array(),
    hours: decodeHours(hot),
  }
}

function decodeHours(hot: Hot): CampaignColumns['hours'] {
  const hours = new Map<number, { timeZone: string; parts: readonly DayPart[] }>()
  for (let index = 0; index < hot.campaignHoursLength(); index++) {
    const entry = hot.campaignHours(index)
    if (!entry) continue
    const [days, from, to] = [entry.daysArray(), entry.fromArray(), entry.toArray()]
    const parts = Array.from(days ?? [], (bits, part) => ({ days: bits, from: from?.[part] ?? 0, to: to?.[part] ?? 0 }))
    hours.set(entry.campaign(), { timeZone: entry.timeZone() ?? 'UTC', parts })
  }
  return hours
}
