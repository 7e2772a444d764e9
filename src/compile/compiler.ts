import type { Asset } from '../model/asset.ts'
import type { Campaign } from '../model/campaign.ts'
import { PRIORITIES } from '../model/campaign-words.ts'
import type { AssetId, CampaignId, TitleId } from '../model/identifier.ts'
import type { Rating } from '../model/rating.ts'
import type { GateReason } from '../model/reason.ts'
import type { RegionId, TerritoryCode } from '../model/region.ts'
import type { Rules } from '../model/rules.ts'
import { ASSET_FLAG, NO_INDEX, type RatingText, type SnapshotHot, type SnapshotWeights } from '../model/snapshot.ts'
import type { Title } from '../model/title.ts'
import { expandTerritories } from '../rules/expand-territories.ts'
import type { ResolvedRating } from '../rules/resolve-rating.ts'
import { ClassTable } from './class-table.ts'
import {
  type AssetRow,
  assetColumns,
  assetRow,
  type CampaignRow,
  campaignColumns,
  type TitleRow,
  titleColumns,
  titleRow,
} from './column-builder.ts'
import { localWindow } from './local-time.ts'
import { offerColumns, type PlacedOffers, placeOffers } from './offers.ts'
import { type CompiledPlace, placesOf, zonesAt } from './place.ts'
import { ratingAt, ratingColumns } from './ratings.ts'
import { TakedownGroups } from './takedown-groups.ts'
import { type Interval, windowColumns, withoutBlackouts } from './windows.ts'

/** What ended longer ago than this is left out; everything younger stays, its windows decide at the edge. */
const FORGOTTEN_AFTER_MS = 400 * 86_400_000

/** A candidate that the compiler left out, and why. */
export interface CompileRejection {
  readonly assetId: AssetId
  readonly campaignId: CampaignId
  readonly reason: GateReason
  readonly rule: string
  readonly source: string
  readonly value: string
}

/** The words of a snapshot in column order, each entry as JSON: `AssetText`, `TitleText`, `CampaignText`, `RatingText`. */
export interface CompiledText {
  readonly assets: readonly string[]
  readonly titles: readonly string[]
  readonly campaigns: readonly string[]
  readonly ratings: readonly string[]
}

/** What the compiler makes of a region's schedule: kept (the columns) and rejected. */
export interface Compiled {
  readonly hot: SnapshotHot
  readonly text: CompiledText
  readonly weights: SnapshotWeights
  readonly rejected: readonly CompileRejection[]
}

/**
 * Turns one region's schedule into columns, record by record: titles, then assets, then campaigns, each
 * in the order of their ids, so that equal schedules give equal bytes. Records are not kept: what the
 * snapshot needs of them goes into classes and columns at once.
 */
export class RegionCompiler {
  private readonly places: readonly CompiledPlace[]
  private readonly windowClasses = new ClassTable<readonly (readonly Interval[])[]>()
  private readonly offerClasses = new ClassTable<readonly PlacedOffers[]>()
  private readonly ratingClasses = new ClassTable<readonly ResolvedRating[]>()
  private readonly languages = new ClassTable<string>()
  private readonly titles: TitleRow[] = []
  private readonly titleRatings: (readonly Rating[])[] = []
  private readonly assets: AssetRow[] = []
  private readonly campaigns: CampaignRow[] = []
  private readonly groups = new TakedownGroups()
  private readonly titleIndex = new Map<TitleId, number>()
  private readonly assetIndex = new Map<AssetId, number>()
  private readonly pairs: { readonly campaign: number; readonly asset: number }[] = []
  private readonly rejected: CompileRejection[] = []
  private readonly expansions = new Map<string, ReadonlySet<TerritoryCode>>()

  constructor(
    private readonly rules: Rules,
    private readonly region: RegionId,
    /** The instant of compilation, milliseconds since 1970 UTC; only decides what is long forgotten. */
    private readonly now: number,
  ) {
    this.places = placesOf(rules, region)
  }

  addTitle(record: Title): void {
    this.titleIndex.set(record.id, this.titles.length)
    this.titleRatings.push(record.ratings)
    this.titles.push(
      titleRow(record, {
        offer: this.offerClasses.indexOf(JSON.stringify(record.offers), () =>
          this.places.map((place) => placeOffers(record, place, this.expand)),
        ),
        rating: this.ratingClass([], record.ratings),
      }),
    )
  }

  addAsset(record: Asset): void {
    const title = record.titleId === null ? NO_INDEX : (this.titleIndex.get(record.titleId) ?? NO_INDEX)
    const windowKey = JSON.stringify([record.worldwide || record.territories, record.validFrom, record.validUntil])
    const window = this.windowClasses.indexOf(windowKey, () =>
      this.places.map((place) => this.assetWindow(record, place)),
    )
    const rating = this.ratingClass(record.ratings, this.titleRatings[title] ?? [])
    this.assetIndex.set(record.id, this.assets.length)
    this.groups.addAsset(record, this.assets.length)
    this.assets.push(assetRow(record, { title, window, rating, languages: this.languageBits(record) }))
  }

  /** Adds a campaign with the assets that it resolves to (by id, or by its selector). */
  addCampaign(record: Campaign, assets: readonly AssetId[]): void {
    const windowKey = JSON.stringify([record.territories, record.start, record.end, record.timeZone, record.blackouts])
    const window = this.windowClasses.indexOf(`campaign ${windowKey}`, () =>
      this.places.map((place) => this.campaignWindow(record, place)),
    )
    const windows = this.windowClasses.values[window] ?? []
    const refusal = this.refuseCampaign(record, windows)
    const campaign = this.campaigns.length
    const before = this.pairs.length
    for (const assetId of assets) {
      const asset = this.assetIndex.get(assetId)
      const why = refusal ?? this.refuseAsset(asset)
      if (why !== null || asset === undefined) this.reject(assetId, record.id, why ?? MISSING_ASSET)
      else this.pairs.push({ campaign, asset })
    }
    if (this.pairs.length === before) return
    this.groups.addCampaign(record, campaign)
    this.campaigns.push({ record, window })
  }

  finish(): Compiled {
    const ratingTexts = new ClassTable<RatingText>()
    const order = this.pairs.sort((a, b) => this.compareCampaigns(a.campaign, b.campaign) || a.asset - b.asset)
    const hot: SnapshotHot = {
      region: this.region,
      territories: this.places.map((place) => place.code),
      languages: this.languages.values,
      candidateAsset: Uint32Array.from(order, (pair) => pair.asset),
      candidateCampaign: Uint32Array.from(order, (pair) => pair.campaign),
      assets: assetColumns(this.assets),
      titles: titleColumns(this.titles),
      campaigns: campaignColumns(this.campaigns),
      windows: windowColumns(this.windowClasses.values),
      offers: offerColumns(this.offerClasses.values),
      ratings: ratingColumns(this.ratingClasses.values, ratingTexts),
      groups: this.groups.finish(),
    }
    const text: CompiledText = {
      assets: this.assets.map((row) => row.text),
      titles: this.titles.map((row) => row.text),
      campaigns: this.campaigns.map(({ record }) => JSON.stringify({ campaignId: record.id })),
      ratings: ratingTexts.values.map((words) => JSON.stringify(words)),
    }
    return { hot, text, weights: this.weights(), rejected: this.rejected }
  }

  private weights(): SnapshotWeights {
    return {
      weight: Float32Array.from(this.campaigns, ({ record }) => record.weight),
      pacing: new Float32Array(this.campaigns.length).fill(1),
    }
  }

  /** Strongest tier first, then the heavier, then by id: the order in which ties are broken. */
  private compareCampaigns(a: number, b: number): number {
    const left = this.campaigns[a]?.record
    const right = this.campaigns[b]?.record
    if (!left || !right || a === b) return 0
    const tier = PRIORITIES.indexOf(left.priority) - PRIORITIES.indexOf(right.priority)
    return tier || right.weight - left.weight || (left.id < right.id ? -1 : 1)
  }

  private refuseCampaign(record: Campaign, windows: readonly (readonly Interval[])[]): Refusal | null {
    const source = `campaign ${record.id}`
    if (record.status !== 'approved') {
      return { reason: 'not-approved', rule: 'campaign.status', source, value: record.status }
    }
    if (this.region === 'world' && !record.territories.includes('*')) {
      return { reason: 'territory', rule: 'campaign.territories', source, value: record.territories.join(' ') }
    }
    const ends = windows.flat().map((interval) => interval.end)
    if (ends.length === 0) {
      return { reason: 'territory', rule: 'campaign.territories', source, value: record.territories.join(' ') }
    }
    if (Math.max(...ends) < this.now - FORGOTTEN_AFTER_MS) {
      return { reason: 'ended', rule: 'campaign.end', source, value: String(record.end) }
    }
    return null
  }

  private refuseAsset(index: number | undefined): Refusal | null {
    const row = index === undefined ? undefined : this.assets[index]
    if (!row) return null
    const source = `asset ${row.id}`
    if (this.region === 'world' && (row.flags & ASSET_FLAG.worldwide) === 0) {
      return { reason: 'geo', rule: 'asset.worldwide', source, value: 'false' }
    }
    if ((this.windowClasses.values[row.window] ?? []).every((intervals) => intervals.length === 0)) {
      return { reason: 'territory', rule: 'asset.territories', source, value: `none of region ${this.region}` }
    }
    return null
  }

  private ratingClass(own: readonly Rating[], title: readonly Rating[]): number {
    return this.ratingClasses.indexOf(JSON.stringify([own, title]), () =>
      this.places.map((place) => ratingAt(this.rules, place, own, title)),
    )
  }

  private reject(assetId: AssetId, campaignId: CampaignId, refusal: Refusal): void {
    this.rejected.push({ assetId, campaignId, ...refusal })
  }

  private assetWindow(record: Asset, place: CompiledPlace): readonly Interval[] {
    if (!this.reaches(record.territories, place, record.worldwide)) return []
    const zones = zonesAt(place, 'territory')
    return withoutBlackouts(localWindow({ start: record.validFrom, end: record.validUntil }, zones), [])
  }

  private campaignWindow(record: Campaign, place: CompiledPlace): readonly Interval[] {
    if (!this.reaches(record.territories, place, false)) return []
    const zones = zonesAt(place, record.timeZone)
    // A blackout holds wherever any of the zones is inside it: widened, where windows are narrowed.
    const blackouts = record.blackouts.flatMap((blackout) => zones.map((zone) => localWindow(blackout, [zone])))
    return withoutBlackouts(localWindow(record, zones), blackouts)
  }

  private reaches(selectors: readonly string[], place: CompiledPlace, worldwide: boolean): boolean {
    if (worldwide || selectors.includes('*')) return true
    return this.expand(selectors).has(place.code)
  }

  private readonly expand = (selectors: readonly string[]): ReadonlySet<TerritoryCode> => {
    const key = selectors.join(' ')
    const known = this.expansions.get(key)
    if (known) return known
    const { territories } = expandTerritories(this.rules, selectors)
    this.expansions.set(key, territories)
    return territories
  }

  private languageBits(record: Asset): number {
    let bits = 0
    for (const { language } of [...record.audio, ...record.captions]) {
      const bit = this.languages.indexOf(language, () => language)
      if (bit < 32) bits |= 1 << bit
    }
    return bits >>> 0
  }
}

type Refusal = Omit<CompileRejection, 'assetId' | 'campaignId'>

const MISSING_ASSET: Refusal = {
  reason: 'not-approved',
  rule: 'campaign.assets',
  source: 'schedule',
  value: 'no such asset in the schedule',
}
