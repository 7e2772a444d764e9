import { Builder, type Offset } from 'flatbuffers'
import type { SnapshotHot } from '../model/snapshot.ts'
import { SNAPSHOT_FORMAT } from './format.ts'
import { Group } from './generated/group.ts'
import { Hot } from './generated/hot.ts'
import { Hours } from './generated/hours.ts'

type Add = (builder: Builder, offset: Offset) => void

/** Vectors must be written before their table starts: each is created at once and added later. */
class Columns {
  private readonly added: { readonly add: Add; readonly offset: Offset }[] = []

  constructor(private readonly builder: Builder) {}

  column<Data>(create: (builder: Builder, data: Data) => Offset, add: Add, data: Data): void {
    this.added.push({ add, offset: create(this.builder, data) })
  }

  text(add: Add, value: string): void {
    this.added.push({ add, offset: this.builder.createString(value) })
  }

  addAll(): void {
    for (const { add, offset } of this.added) add(this.builder, offset)
  }
}

/** The `hot` shard as FlatBuffers. */
export function encodeHot(hot: SnapshotHot): Uint8Array {
  const builder = new Builder(roomFor(hot))
  const columns = new Columns(builder)
  const strings = (values: readonly string[]) => values.map((value) => builder.createSharedString(value))
  columns.text(Hot.addRegion, hot.region)
  columns.column(Hot.createTerritoriesVector, Hot.addTerritories, strings(hot.territories))
  columns.column(Hot.createRatingPlacesVector, Hot.addRatingPlaces, strings(hot.ratingPlaces))
  columns.column(Hot.createDescriptorsVector, Hot.addDescriptors, strings(hot.descriptors))
  columns.column(Hot.createClockLabelsVector, Hot.addClockLabels, strings(hot.clockLabels))
  columns.column(Hot.createExclusionLabelsVector, Hot.addExclusionLabels, strings(hot.exclusionLabels))
  columns.column(Hot.createLanguagesVector, Hot.addLanguages, strings(hot.languages))
  columns.column(Hot.createCandidateAssetVector, Hot.addCandidateAsset, hot.candidateAsset)
  columns.column(Hot.createCandidateCampaignVector, Hot.addCandidateCampaign, hot.candidateCampaign)
  assetVectors(columns, hot)
  assetClassVectors(columns, hot)
  titleVectors(columns, hot)
  campaignVectors(columns, hot, builder)
  classVectors(columns, hot)
  columns.column(Hot.createGenresVector, Hot.addGenres, strings([...hot.genres.keys()]))
  columns.column(Hot.createGenreTasteVector, Hot.addGenreTaste, joined([...hot.genres.values()]))
  columns.column(Hot.createGroupsVector, Hot.addGroups, groupTables(builder, hot))
  Hot.startHot(builder)
  Hot.addFormat(builder, SNAPSHOT_FORMAT)
  columns.addAll()
  builder.finish(Hot.endHot(builder))
  return builder.asUint8Array().slice()
}

/** Bytes for all columns at once: a buffer that grows is there twice each time, and ends up to twice as large. */
function roomFor(hot: SnapshotHot): number {
  const columns = [hot, hot.assets, hot.titles, hot.campaigns, hot.windows, hot.offers, hot.ratings]
  const vectors = columns.flatMap((each) => Object.values(each).filter((value) => ArrayBuffer.isView(value)))
  const groups = hot.groups.flatMap(({ assets, campaigns }) => [assets, campaigns])
  return [...vectors, ...groups].reduce((sum, { byteLength }) => sum + byteLength + 16, 1 << 16)
}

/** Vectors one after another. */
function joined(vectors: readonly Int8Array[]): Int8Array {
  return Int8Array.from(vectors.flatMap((vector) => [...vector]))
}

function assetVectors(columns: Columns, { assets }: SnapshotHot): void {
  columns.column(Hot.createAssetIdHashVector, Hot.addAssetIdHash, assets.idHash)
  columns.column(Hot.createAssetIdCheckVector, Hot.addAssetIdCheck, assets.idCheck)
  columns.column(Hot.createAssetTitleVector, Hot.addAssetTitle, assets.title)
  columns.column(Hot.createAssetWindowVector, Hot.addAssetWindow, assets.window)
  columns.column(Hot.createAssetAccessVector, Hot.addAssetAccess, assets.access)
  columns.column(Hot.createAssetFormVector, Hot.addAssetForm, assets.form)
  columns.column(Hot.createAssetContentVector, Hot.addAssetContent, assets.content)
  columns.column(Hot.createAssetFormatVector, Hot.addAssetFormat, assets.format)
  columns.column(Hot.createAssetSpeechVector, Hot.addAssetSpeech, assets.speech)
  columns.column(Hot.createAssetDurationMsVector, Hot.addAssetDurationMs, assets.durationMs)
  columns.column(Hot.createAssetTasteVector, Hot.addAssetTaste, assets.taste)
}

function assetClassVectors(columns: Columns, { classes }: SnapshotHot): void {
  const { access, form, content, format, speech } = classes
  columns.column(Hot.createAccessOfferVector, Hot.addAccessOffer, access.offer)
  columns.column(Hot.createAccessWorldwideVector, Hot.addAccessWorldwide, access.worldwide)
  columns.column(Hot.createFormKindVector, Hot.addFormKind, form.kind)
  columns.column(Hot.createFormAspectVector, Hot.addFormAspect, form.aspect)
  columns.column(Hot.createFormFlashRiskVector, Hot.addFormFlashRisk, form.flashRisk)
  columns.column(Hot.createContentRatingVector, Hot.addContentRating, content.rating)
  columns.column(Hot.createContentTitleRatingVector, Hot.addContentTitleRating, content.titleRating)
  columns.column(Hot.createContentBandVector, Hot.addContentBand, content.band)
  columns.column(Hot.createContentDescriptorsVector, Hot.addContentDescriptors, content.descriptors)
  columns.column(Hot.createFormatLeastHeightVector, Hot.addFormatLeastHeight, format.leastHeight)
  columns.column(Hot.createSpeechLanguagesVector, Hot.addSpeechLanguages, speech.languages)
}

function titleVectors(columns: Columns, { titles }: SnapshotHot): void {
  columns.column(Hot.createTitleIdHashVector, Hot.addTitleIdHash, titles.idHash)
  columns.column(Hot.createTitleIdCheckVector, Hot.addTitleIdCheck, titles.idCheck)
  columns.column(Hot.createTitleParentVector, Hot.addTitleParent, titles.parent)
  columns.column(Hot.createTitleOfferVector, Hot.addTitleOffer, titles.offer)
  columns.column(Hot.createTitleRatingVector, Hot.addTitleRating, titles.rating)
  columns.column(Hot.createTitleReleasedAtVector, Hot.addTitleReleasedAt, titles.releasedAt)
  columns.column(Hot.createTitleFranchiseVector, Hot.addTitleFranchise, titles.franchise)
  columns.column(Hot.createTitleClusterVector, Hot.addTitleCluster, titles.cluster)
}

function campaignVectors(columns: Columns, { campaigns }: SnapshotHot, builder: Builder): void {
  columns.column(Hot.createCampaignIdHashVector, Hot.addCampaignIdHash, campaigns.idHash)
  columns.column(Hot.createCampaignIdCheckVector, Hot.addCampaignIdCheck, campaigns.idCheck)
  columns.column(Hot.createCampaignWindowVector, Hot.addCampaignWindow, campaigns.window)
  columns.column(Hot.createCampaignSurfacesVector, Hot.addCampaignSurfaces, campaigns.surfaces)
  columns.column(Hot.createCampaignPriorityVector, Hot.addCampaignPriority, campaigns.priority)
  columns.column(Hot.createCampaignKidsVector, Hot.addCampaignKids, campaigns.kids)
  columns.column(Hot.createCampaignDevicesVector, Hot.addCampaignDevices, campaigns.devices)
  columns.column(Hot.createCampaignEntitlementsVector, Hot.addCampaignEntitlements, campaigns.entitlements)
  columns.column(Hot.createCampaignCapCountVector, Hot.addCampaignCapCount, campaigns.capCount)
  columns.column(Hot.createCampaignCapWindowSecondsVector, Hot.addCampaignCapWindowSeconds, campaigns.capWindowSeconds)
  columns.column(Hot.createCampaignCapScopeVector, Hot.addCampaignCapScope, campaigns.capScope)
  columns.column(Hot.createCampaignOwnerVector, Hot.addCampaignOwner, campaigns.owner)
  columns.column(Hot.createCampaignExclusionLabelsVector, Hot.addCampaignExclusionLabels, campaigns.exclusionLabels)
  columns.column(Hot.createCampaignHoursVector, Hot.addCampaignHours, hourTables(builder, campaigns))
}

function hourTables(builder: Builder, campaigns: SnapshotHot['campaigns']): Offset[] {
  return [...campaigns.hours].map(([campaign, { timeZone, parts }]) =>
    Hours.createHours(
      builder,
      campaign,
      builder.createSharedString(timeZone),
      Hours.createDaysVector(
        builder,
        Uint8Array.from(parts, (part) => part.days),
      ),
      Hours.createFromVector(
        builder,
        Uint16Array.from(parts, (part) => part.from),
      ),
      Hours.createToVector(
        builder,
        Uint16Array.from(parts, (part) => part.to),
      ),
    ),
  )
}

function classVectors(columns: Columns, { windows, offers, ratings }: SnapshotHot): void {
  columns.column(Hot.createWindowCellsVector, Hot.addWindowCells, windows.cells)
  columns.column(Hot.createWindowOffsetsVector, Hot.addWindowOffsets, windows.offsets)
  columns.column(Hot.createWindowStartVector, Hot.addWindowStart, windows.start)
  columns.column(Hot.createWindowEndVector, Hot.addWindowEnd, windows.end)
  columns.column(Hot.createOfferCellsVector, Hot.addOfferCells, offers.cells)
  columns.column(Hot.createOfferOffsetsVector, Hot.addOfferOffsets, offers.offsets)
  columns.column(Hot.createOfferPromoteFromVector, Hot.addOfferPromoteFrom, offers.promoteFrom)
  columns.column(Hot.createOfferStartVector, Hot.addOfferStart, offers.start)
  columns.column(Hot.createOfferEndVector, Hot.addOfferEnd, offers.end)
  columns.column(Hot.createOfferTypesVector, Hot.addOfferTypes, offers.types)
  columns.column(Hot.createOfferEmbargoUntilVector, Hot.addOfferEmbargoUntil, offers.embargoUntil)
  columns.column(Hot.createRatingAgeVector, Hot.addRatingAge, ratings.age)
  columns.column(Hot.createRatingStateVector, Hot.addRatingState, ratings.state)
  columns.column(Hot.createRatingKindVector, Hot.addRatingKind, ratings.kind)
  columns.column(Hot.createRatingTextVector, Hot.addRatingText, ratings.text)
  columns.column(Hot.createRatingClockLabelVector, Hot.addRatingClockLabel, ratings.clockLabel)
  columns.column(Hot.createRatingLeastAgeVector, Hot.addRatingLeastAge, ratings.leastAge)
}

function groupTables(builder: Builder, hot: SnapshotHot): Offset[] {
  return hot.groups.map((group) =>
    Group.createGroup(
      builder,
      builder.createString(group.key),
      Group.createAssetsVector(builder, group.assets),
      Group.createCampaignsVector(builder, group.campaigns),
    ),
  )
}
