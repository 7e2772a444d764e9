import { Builder, type Offset } from 'flatbuffers'
import type { SnapshotHot } from '../../model/columns/snapshot.ts'
import { SNAPSHOT_FORMAT } from '../format.ts'
import { GroupBuilder } from './generated/group.ts'
import { HotBuilder } from './generated/hot.ts'
import { HoursBuilder } from './generated/hours.ts'

type Add = (builder: Builder, offset: Offset) => void

/** FlatBuffers requires vectors to be written before their table starts, so each is created first and added later. */
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

/** Encodes the `hot` shard as FlatBuffers. */
export function encodeHot(hot: SnapshotHot): Uint8Array {
  const builder = new Builder(roomFor(hot))
  const columns = new Columns(builder)
  const strings = (values: readonly string[]) => values.map((value) => builder.createSharedString(value))
  columns.text(HotBuilder.addRegion, hot.region)
  columns.column(HotBuilder.createTerritoriesVector, HotBuilder.addTerritories, strings(hot.territories))
  columns.column(HotBuilder.createRatingPlacesVector, HotBuilder.addRatingPlaces, strings(hot.ratingPlaces))
  columns.column(HotBuilder.createDescriptorsVector, HotBuilder.addDescriptors, strings(hot.descriptors))
  columns.column(HotBuilder.createClockLabelsVector, HotBuilder.addClockLabels, strings(hot.clockLabels))
  columns.column(HotBuilder.createExclusionLabelsVector, HotBuilder.addExclusionLabels, strings(hot.exclusionLabels))
  columns.column(HotBuilder.createLanguagesVector, HotBuilder.addLanguages, strings(hot.languages))
  columns.column(HotBuilder.createCandidateAssetVector, HotBuilder.addCandidateAsset, hot.candidateAsset)
  columns.column(HotBuilder.createCandidateCampaignVector, HotBuilder.addCandidateCampaign, hot.candidateCampaign)
  assetVectors(columns, hot)
  assetClassVectors(columns, hot)
  titleVectors(columns, hot)
  campaignVectors(columns, hot, builder)
  classVectors(columns, hot)
  columns.column(HotBuilder.createGenresVector, HotBuilder.addGenres, strings([...hot.genres.keys()]))
  columns.column(HotBuilder.createGenreTasteVector, HotBuilder.addGenreTaste, joined([...hot.genres.values()]))
  columns.column(HotBuilder.createGroupsVector, HotBuilder.addGroups, groupTables(builder, hot))
  HotBuilder.startHot(builder)
  HotBuilder.addFormat(builder, SNAPSHOT_FORMAT)
  columns.addAll()
  builder.finish(HotBuilder.endHot(builder))
  return builder.asUint8Array().slice()
}

/** Bytes for all columns: a buffer that grows is copied each time, and ends up to twice as large. */
function roomFor(hot: SnapshotHot): number {
  const columns = [hot, hot.assets, hot.titles, hot.campaigns, hot.windows, hot.offers, hot.ratings]
  const vectors = columns.flatMap((each) => Object.values(each).filter((value) => ArrayBuffer.isView(value)))
  const groups = hot.groups.flatMap(({ assets, campaigns }) => [assets, campaigns])
  return [...vectors, ...groups].reduce((sum, { byteLength }) => sum + byteLength + 16, 1 << 16)
}

/** Concatenates vectors. */
export function joined(vectors: readonly Int8Array[]): Int8Array {
  return Int8Array.from(vectors.flatMap((vector) => [...vector]))
}

function assetVectors(columns: Columns, { assets }: SnapshotHot): void {
  columns.column(HotBuilder.createAssetIdHashVector, HotBuilder.addAssetIdHash, assets.idHash)
  columns.column(HotBuilder.createAssetIdCheckVector, HotBuilder.addAssetIdCheck, assets.idCheck)
  columns.column(HotBuilder.createAssetTitleVector, HotBuilder.addAssetTitle, assets.title)
  columns.column(HotBuilder.createAssetWindowVector, HotBuilder.addAssetWindow, assets.window)
  columns.column(HotBuilder.createAssetAccessVector, HotBuilder.addAssetAccess, assets.access)
  columns.column(HotBuilder.createAssetFormVector, HotBuilder.addAssetForm, assets.form)
  columns.column(HotBuilder.createAssetContentVector, HotBuilder.addAssetContent, assets.content)
  columns.column(HotBuilder.createAssetFormatVector, HotBuilder.addAssetFormat, assets.format)
  columns.column(HotBuilder.createAssetSpeechVector, HotBuilder.addAssetSpeech, assets.speech)
  columns.column(HotBuilder.createAssetDurationMsVector, HotBuilder.addAssetDurationMs, assets.durationMs)
  columns.column(HotBuilder.createAssetTasteVector, HotBuilder.addAssetTaste, assets.taste)
}

function assetClassVectors(columns: Columns, { classes }: SnapshotHot): void {
  const { access, form, content, format, speech } = classes
  columns.column(HotBuilder.createAccessOfferVector, HotBuilder.addAccessOffer, access.offer)
  columns.column(HotBuilder.createAccessWorldwideVector, HotBuilder.addAccessWorldwide, access.worldwide)
  columns.column(HotBuilder.createFormKindVector, HotBuilder.addFormKind, form.kind)
  columns.column(HotBuilder.createFormAspectVector, HotBuilder.addFormAspect, form.aspect)
  columns.column(HotBuilder.createFormFlashRiskVector, HotBuilder.addFormFlashRisk, form.flashRisk)
  columns.column(HotBuilder.createContentRatingVector, HotBuilder.addContentRating, content.rating)
  columns.column(HotBuilder.createContentTitleRatingVector, HotBuilder.addContentTitleRating, content.titleRating)
  columns.column(HotBuilder.createContentBandVector, HotBuilder.addContentBand, content.band)
  columns.column(HotBuilder.createContentDescriptorsVector, HotBuilder.addContentDescriptors, content.descriptors)
  columns.column(HotBuilder.createFormatLeastHeightVector, HotBuilder.addFormatLeastHeight, format.leastHeight)
  columns.column(HotBuilder.createSpeechLanguagesVector, HotBuilder.addSpeechLanguages, speech.languages)
}

function titleVectors(columns: Columns, { titles }: SnapshotHot): void {
  columns.column(HotBuilder.createTitleIdHashVector, HotBuilder.addTitleIdHash, titles.idHash)
  columns.column(HotBuilder.createTitleIdCheckVector, HotBuilder.addTitleIdCheck, titles.idCheck)
  columns.column(HotBuilder.createTitleParentVector, HotBuilder.addTitleParent, titles.parent)
  columns.column(HotBuilder.createTitleOfferVector, HotBuilder.addTitleOffer, titles.offer)
  columns.column(HotBuilder.createTitleRatingVector, HotBuilder.addTitleRating, titles.rating)
  columns.column(HotBuilder.createTitleReleasedAtVector, HotBuilder.addTitleReleasedAt, titles.releasedAt)
  columns.column(HotBuilder.createTitleFranchiseVector, HotBuilder.addTitleFranchise, titles.franchise)
  columns.column(HotBuilder.createTitleClusterVector, HotBuilder.addTitleCluster, titles.cluster)
}

function campaignVectors(columns: Columns, { campaigns }: SnapshotHot, builder: Builder): void {
  columns.column(HotBuilder.createCampaignIdHashVector, HotBuilder.addCampaignIdHash, campaigns.idHash)
  columns.column(HotBuilder.createCampaignIdCheckVector, HotBuilder.addCampaignIdCheck, campaigns.idCheck)
  columns.column(HotBuilder.createCampaignWindowVector, HotBuilder.addCampaignWindow, campaigns.window)
  columns.column(HotBuilder.createCampaignSurfacesVector, HotBuilder.addCampaignSurfaces, campaigns.surfaces)
  columns.column(HotBuilder.createCampaignPriorityVector, HotBuilder.addCampaignPriority, campaigns.priority)
  columns.column(HotBuilder.createCampaignKidsVector, HotBuilder.addCampaignKids, campaigns.kids)
  columns.column(HotBuilder.createCampaignDevicesVector, HotBuilder.addCampaignDevices, campaigns.devices)
  columns.column(
    HotBuilder.createCampaignEntitlementsVector,
    HotBuilder.addCampaignEntitlements,
    campaigns.entitlements,
  )
  columns.column(HotBuilder.createCampaignCapCountVector, HotBuilder.addCampaignCapCount, campaigns.capCount)
  columns.column(
    HotBuilder.createCampaignCapWindowSecondsVector,
    HotBuilder.addCampaignCapWindowSeconds,
    campaigns.capWindowSeconds,
  )
  columns.column(HotBuilder.createCampaignCapScopeVector, HotBuilder.addCampaignCapScope, campaigns.capScope)
  columns.column(HotBuilder.createCampaignOwnerVector, HotBuilder.addCampaignOwner, campaigns.owner)
  columns.column(
    HotBuilder.createCampaignExclusionLabelsVector,
    HotBuilder.addCampaignExclusionLabels,
    campaigns.exclusionLabels,
  )
  columns.column(HotBuilder.createCampaignHoursVector, HotBuilder.addCampaignHours, hourTables(builder, campaigns))
}

function hourTables(builder: Builder, campaigns: SnapshotHot['campaigns']): Offset[] {
  return [...campaigns.hours].map(([campaign, { timeZone, parts }]) =>
    HoursBuilder.createHours(
      builder,
      campaign,
      builder.createSharedString(timeZone),
      HoursBuilder.createDaysVector(
        builder,
        Uint8Array.from(parts, (part) => part.days),
      ),
      HoursBuilder.createFromVector(
        builder,
        Uint16Array.from(parts, (part) => part.from),
      ),
      HoursBuilder.createToVector(
        builder,
        Uint16Array.from(parts, (part) => part.to),
      ),
    ),
  )
}

function classVectors(columns: Columns, { windows, offers, ratings }: SnapshotHot): void {
  columns.column(HotBuilder.createWindowCellsVector, HotBuilder.addWindowCells, windows.cells)
  columns.column(HotBuilder.createWindowOffsetsVector, HotBuilder.addWindowOffsets, windows.offsets)
  columns.column(HotBuilder.createWindowStartVector, HotBuilder.addWindowStart, windows.start)
  columns.column(HotBuilder.createWindowEndVector, HotBuilder.addWindowEnd, windows.end)
  columns.column(HotBuilder.createOfferCellsVector, HotBuilder.addOfferCells, offers.cells)
  columns.column(HotBuilder.createOfferOffsetsVector, HotBuilder.addOfferOffsets, offers.offsets)
  columns.column(HotBuilder.createOfferPromoteFromVector, HotBuilder.addOfferPromoteFrom, offers.promoteFrom)
  columns.column(HotBuilder.createOfferStartVector, HotBuilder.addOfferStart, offers.start)
  columns.column(HotBuilder.createOfferEndVector, HotBuilder.addOfferEnd, offers.end)
  columns.column(HotBuilder.createOfferTypesVector, HotBuilder.addOfferTypes, offers.types)
  columns.column(HotBuilder.createOfferEmbargoUntilVector, HotBuilder.addOfferEmbargoUntil, offers.embargoUntil)
  columns.column(HotBuilder.createRatingAgeVector, HotBuilder.addRatingAge, ratings.age)
  columns.column(HotBuilder.createRatingStateVector, HotBuilder.addRatingState, ratings.state)
  columns.column(HotBuilder.createRatingKindVector, HotBuilder.addRatingKind, ratings.kind)
  columns.column(HotBuilder.createRatingTextVector, HotBuilder.addRatingText, ratings.text)
  columns.column(HotBuilder.createRatingClockLabelVector, HotBuilder.addRatingClockLabel, ratings.clockLabel)
  columns.column(HotBuilder.createRatingLeastAgeVector, HotBuilder.addRatingLeastAge, ratings.leastAge)
}

function groupTables(builder: Builder, hot: SnapshotHot): Offset[] {
  return hot.groups.map((group) =>
    GroupBuilder.createGroup(
      builder,
      builder.createString(group.key),
      GroupBuilder.createAssetsVector(builder, group.assets),
      GroupBuilder.createCampaignsVector(builder, group.campaigns),
    ),
  )
}
