import { firstRefusal } from '../decide/eligibility/gate-order.ts'
import { NO_INDEX, type SnapshotHot } from '../model/columns/snapshot.ts'
import type { RatingText } from '../model/columns/snapshot-text.ts'
import type { AssetId } from '../model/fields/identifier.ts'
import { type MediaHosts, NO_MEDIA_HOSTS } from '../model/fields/media-alias.ts'
import type { Asset } from '../model/nouns/asset.ts'
import type { Campaign } from '../model/nouns/campaign.ts'
import type { Rating } from '../model/nouns/rating.ts'
import type { RegionId } from '../model/nouns/region.ts'
import type { Title } from '../model/nouns/title.ts'
import type { Rules } from '../model/policies/rules.ts'
import type { ResolvedRating } from '../rules/lookup/resolve-rating.ts'
import { AssetClassTables } from './columns/asset-classes.ts'
import { AssetRows } from './columns/asset-rows.ts'
import { campaignTerms, type ScheduledCampaign } from './columns/campaign-terms.ts'
import { ClassTable } from './columns/class-table.ts'
import {
  type CampaignRow,
  campaignColumns,
  exclusionLabels,
  type TitleRow,
  titleColumns,
} from './columns/column-builder.ts'
import { descriptorBits, descriptorWords } from './columns/descriptor-bits.ts'
import { tasteMetadata } from './columns/embedding.ts'
import { genreTastes } from './columns/genre-tastes.ts'
import { OfferTable } from './columns/offer-table.ts'
import { placeOffers } from './columns/offers.ts'
import { greatestRatedAge, type RatingPlace, ratingPlaces, ratingsUnder } from './columns/rating-places.ts'
import { clockLabels, ratingColumns } from './columns/ratings.ts'
import { PairRows } from './columns/row-order.ts'
import { TakedownGroups } from './columns/takedown-groups.ts'
import { METADATA_TASTES, type TasteSource } from './columns/taste-source.ts'
import { assetText, type EntryList } from './columns/text.ts'
import { TitleRows } from './columns/title-rows.ts'
import type { Compiled, CompiledText, CompileRejection } from './compiled.ts'
import { OtherColumns, type OtherSource } from './learned/other-columns.ts'
import {
  MISSING_ASSET,
  MISSING_TITLE,
  type RecordRefusal,
  refuseAsset,
  refuseCampaign,
  refuseWithdrawn,
  refuseWithoutHost,
} from './record-refusals.ts'
import { SecondPersonAges } from './second-person-ages.ts'
import { type FinishInputs, servedRules } from './served-rules.ts'
import { type CompiledPlace, placesOf } from './time/place.ts'
import { RecordWindows } from './time/record-windows.ts'
import { type Interval, windowColumns } from './time/windows.ts'
import { type EvidenceOfAssets, weightColumns } from './weights/weights.ts'

/**
 * Compiles one region's schedule into columns, record by record. Titles come before their first asset, with all above
 * them; assets in the order of their rows (`rowOrder`); then campaigns in the order of their ids. Equal sequences give
 * equal bytes. Records are not kept: what is needed of them goes into classes, columns and the list of texts at once.
 */
export class RegionCompiler<Entries extends EntryList> {
  private readonly places: readonly CompiledPlace[]
  private readonly windowClasses = new ClassTable<readonly (readonly Interval[])[]>()
  private readonly offerClasses = new OfferTable()
  private readonly ratingClasses = new ClassTable<readonly ResolvedRating[]>()
  private readonly assetClasses = new AssetClassTables()
  private readonly languages = new ClassTable<string>()
  private readonly titles: TitleRows
  private readonly assets = new AssetRows()
  private readonly others: OtherColumns
  private readonly campaigns: CampaignRow[] = []
  private readonly groups = new TakedownGroups()
  /** Assets that are no candidates of any campaign, by row, and why. */
  private readonly unusable = new Map<number, RecordRefusal>()
  /** Withdrawn assets, which are in no column: nothing of them is served. */
  private readonly withdrawn = new Map<AssetId, RecordRefusal>()
  private readonly pairs = new PairRows()
  private readonly rejected: CompileRejection[] = []
  private readonly scheduled: ScheduledCampaign[] = []
  private readonly windows: RecordWindows
  private readonly ratingPlaces: readonly RatingPlace[]
  private readonly secondPerson: SecondPersonAges
  private readonly descriptors: readonly string[]

  constructor(
    private readonly rules: Rules,
    private readonly region: RegionId,
    /** Instant of compilation, milliseconds since 1970 UTC: it decides what is long over, and the years of zone offsets. */
    private readonly now: number,
    /** Receives the text of the assets. */
    private readonly entries: Entries,
    /** Where the files of aliases are; an asset with a file of another alias is no candidate. */
    private readonly mediaHosts: MediaHosts = NO_MEDIA_HOSTS,
    /** Where its taste vectors come from. Points that were learned are in `rules` already. */
    private readonly tastes: TasteSource = METADATA_TASTES,
    /** What arms of experiments have in place of that. */
    others: readonly OtherSource[] = [],
  ) {
    this.others = new OtherColumns(others)
    this.places = placesOf(rules, region)
    this.windows = new RecordWindows(rules)
    this.secondPerson = new SecondPersonAges(rules, this.windows.expand)
    const codes = this.places.map(({ code }) => code)
    this.ratingPlaces = ratingPlaces(rules, region, codes)
    this.descriptors = descriptorWords(rules)
    this.titles = new TitleRows({
      offers: this.offerClasses,
      place: (record) => this.places.map((place) => placeOffers(record, place, this.windows.expand)),
      rating: (ratings, above) => this.ratingClass([], ratings, above),
    })
  }

  /** @param withdrawnAt since when its feed has withdrawn it, in milliseconds since 1970 UTC; left out: it has not */
  addTitle(record: Title, withdrawnAt?: number): void {
    this.titles.add(record, withdrawnAt)
  }

  /**
   * @param withdrawnAt as for titles
   * @throws RangeError for an asset that is not in the order of rows
   */
  addAsset(record: Asset, withdrawnAt?: number): void {
    const title = this.titles.numberOf(record.titleId)
    const withdrawn = withdrawnAt === undefined ? this.titles.withdrawn(title) : { id: record.id, at: withdrawnAt }
    if (withdrawn !== null) {
      this.withdrawn.set(record.id, refuseWithdrawn(withdrawn))
      return
    }
    const { worldwide, territories, validFrom, validUntil, timeZone } = record
    const windowKey = JSON.stringify([worldwide || territories, validFrom, validUntil, timeZone])
    const window = this.windowClasses.indexOf(windowKey, () =>
      this.places.map((place) => this.windows.ofAsset(record, place)),
    )
    const row = this.assets.ids.length
    const about = this.titles.row(title)
    const rating = this.ratingClass(record.ratings, this.titles.ratingsOf(title), about?.rating ?? NO_INDEX)
    const classes = this.assetClasses.classify(record, {
      rating,
      offer: about?.offer ?? NO_INDEX,
      titleRating: about?.rating ?? NO_INDEX,
      descriptors: descriptorBits(this.descriptors, record.descriptors),
      languages: this.languagesOf(record),
    })
    const age = greatestRatedAge(this.ratingClasses.values[rating] ?? [])
    const metadata = tasteMetadata(record, about?.record ?? null, age)
    this.assets.add(record, { ...classes, title, window, taste: this.tastes.vectorOf(record.id, metadata) })
    this.others.add(record.id, metadata)
    const lost = refuseWithoutHost(record, this.mediaHosts)
    if (lost !== null) this.unusable.set(row, lost)
    if (record.titleId !== null && title === NO_INDEX) this.unusable.set(row, MISSING_TITLE)
    this.groups.addAsset(record, row)
    this.entries.push(`[${JSON.stringify(assetText(record))},${about?.text ?? 'null'}]`)
  }

  /** @param isSeconded whether two persons have approved what it says; if one has, it gets no video that takes two */
  addCampaign(record: Campaign, assets: readonly AssetId[], isSeconded = true): void {
    const windowKey = JSON.stringify([record.territories, record.start, record.end, record.timeZone, record.blackouts])
    const window = this.windowClasses.indexOf(`campaign ${windowKey}`, () =>
      this.places.map((place) => this.windows.ofCampaign(record, place)),
    )
    const { region, now } = this
    const refusal = refuseCampaign(record, this.windowClasses.values[window] ?? [], { region, now })
    const terms = campaignTerms(record)
    this.scheduled.push({ campaignId: record.id, terms, refused: refusal?.reason ?? null })
    const [campaign, before] = [this.campaigns.length, this.pairs.length]
    const alone = isSeconded ? null : this.secondPerson.under(record)
    for (const assetId of new Set(assets)) {
      const asset = this.assets.rowOf(assetId)
      const ofOne = alone?.(this.assetClasses.ratingOf(this.assets.cell('content', asset ?? NO_INDEX))) ?? null
      const why = firstRefusal(firstRefusal(refusal, ofOne), this.withdrawn.get(assetId) ?? this.refuseMember(asset))
      if (why === null && asset !== undefined) this.pairs.push(asset, campaign)
      else this.rejected.push({ assetId, campaignId: record.id, ...(why ?? MISSING_ASSET) })
    }
    if (this.pairs.length === before) return
    this.groups.addCampaign(record, campaign)
    this.campaigns.push({ record, window, terms })
  }

  /**
   * @param evidence engagement of assets here
   * @param besides left out renditions, shares, experiments; left out: there are none
   */
  finish(evidence: EvidenceOfAssets = new Map(), { experiments, ...besides }: FinishInputs = {}): Compiled<Entries> {
    const ratingTexts = new ClassTable<RatingText>()
    const labels = clockLabels(this.rules, this.ratingPlaces)
    const exclusions = exclusionLabels(this.campaigns)
    const { titles, placeOf, parent } = this.titles.inColumnOrder()
    const columns = this.assets.finish(placeOf)
    const about = (asset: number): TitleRow | undefined => titles[columns.title[asset] ?? NO_INDEX]
    const genresOf = (asset: number): readonly string[] => about(asset)?.record.genres ?? []
    const pairs = this.pairs.inOrder(this.campaigns, this.assets.ids, (asset) => about(asset)?.releasedAt ?? Number.NaN)
    const hot: SnapshotHot = {
      region: this.region,
      territories: this.places.map((place) => place.code),
      ratingPlaces: this.ratingPlaces.map(({ code }) => code),
      descriptors: this.descriptors,
      clockLabels: labels,
      exclusionLabels: exclusions,
      languages: this.languages.values,
      candidateAsset: pairs.asset,
      candidateCampaign: pairs.campaign,
      assets: columns,
      classes: this.assetClasses.finish(this.languages.values.length),
      titles: titleColumns(titles, parent),
      campaigns: campaignColumns(this.campaigns, exclusions),
      windows: windowColumns(this.windowClasses.values),
      offers: this.offerClasses.finish(),
      ratings: ratingColumns(this.ratingClasses.values, this.ratingPlaces, labels, ratingTexts),
      groups: this.groups.finish(),
      genres: genreTastes(genresOf, columns.taste),
    }
    const text: CompiledText<Entries> = {
      assets: this.entries,
      campaigns: this.campaigns.map(({ record, terms }) => JSON.stringify({ campaignId: record.id, terms })),
      ratings: ratingTexts.values.map((words) => JSON.stringify(words)),
    }
    const [{ engagement }, { mediaHosts }] = [this.rules.ranking.personal, this]
    const weights = weightColumns(this.campaigns, this.assets.ids, evidence, engagement, { mediaHosts, ...besides })
    const { region, now, tastes } = this
    const ruled = servedRules(this.rules, region, { hot, now, tastes, experiments })
    const otherLearning = this.others.finish(genresOf)
    return {
      ...{ hot, text, weights, ...ruled, rejected: this.rejected, campaigns: this.scheduled },
      ...(otherLearning !== undefined && { otherLearning }),
    }
  }

  /** @param above rating class of the title above; if that is refused, so is an asset without ratings of its own */
  private ratingClass(own: readonly Rating[], title: readonly Rating[], above: number): number {
    const cells = this.ratingClasses.values[above] ?? []
    const refused = cells.some(({ state }) => state === 'refused')
    return this.ratingClasses.indexOf(JSON.stringify([own, title, refused ? above : null]), () => {
      this.secondPerson.note(own, title)
      return ratingsUnder(this.ratingPlaces, { own, title }, cells)
    })
  }

  private refuseMember(asset: number | undefined): RecordRefusal | null {
    const id = asset === undefined ? undefined : this.assets.ids[asset]
    if (asset === undefined || id === undefined) return MISSING_ASSET
    const unusable = this.unusable.get(asset)
    if (unusable !== undefined) return unusable
    const window = this.assets.cell('window', asset) ?? NO_INDEX
    const worldwide = this.assetClasses.isWorldwide(this.assets.cell('access', asset) ?? NO_INDEX)
    return refuseAsset({ id, worldwide }, this.windowClasses.values[window] ?? [], this.region)
  }

  private languagesOf({ audio, captions }: Asset): readonly number[] {
    const numbers = [...audio, ...captions].map(({ language }) => this.languages.indexOf(language, () => language))
    return [...new Set(numbers)].sort((left, right) => left - right)
  }
}
