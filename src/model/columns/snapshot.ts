import type { MediaHosts } from '../fields/media-alias.ts'
import type { RegionId, TerritoryCode } from '../nouns/region.ts'
import type { PlaceCode } from '../policies/place-policies.ts'
import type { RegionRules } from '../policies/rules.ts'
import type { LeftOutColumns } from './left-out.ts'
import type { OtherLearning } from './other-learning.ts'
import type { SnapshotText } from './snapshot-text.ts'

/** Index that stands for "none" in `Uint32Array` columns. */
export const NO_INDEX = 0xffff_ffff

/** `RatingClasses.state`. */
export const RATING_STATE = { rated: 0, unrated: 1, refused: 2 } as const

/**
 * Windows by territory. Class `c` in territory `t` (index in `SnapshotHot.territories`) has the set `cells[c * T + t]`,
 * which many share. Set `s` is open in `[start[i], end[i])` for `i` in `[offsets[s], offsets[s + 1])`; none at all
 * means: not for this territory. Milliseconds since 1970 UTC; an open end is `Infinity`.
 */
export interface WindowClasses {
  readonly cells: Uint32Array
  readonly offsets: Uint32Array
  readonly start: Float64Array
  readonly end: Float64Array
}

/** Offers per class and territory, addressed as `WindowClasses`. */
export interface OfferClasses extends WindowClasses {
  /** Start of promotion of the title; equals `start` by default. */
  readonly promoteFrom: Float64Array
  /** Bits over `OFFER_TYPES`. */
  readonly types: Uint8Array
  /** By set: nothing is shown before this instant; 0 without embargo. */
  readonly embargoUntil: Float64Array
}

/**
 * The rating column for viewers who keep their home rights in another country: the strictest of what a set
 * of ratings is in any EEA territory that knows it. Regulation (EU) 2017/1128.
 */
export const EEA_ABROAD = '@eea'

/** The rating column of a country whose parts have their own scales, for viewers whose part is unknown. */
export function somewhereIn(country: TerritoryCode): PlaceCode {
  return `${country}-*`
}

/** Resolved ratings, by class × place of `SnapshotHot.ratingPlaces`. */
export interface RatingClasses {
  /** Gate age in years. If unrated: the age below which nobody may see it, whatever the rules say; mostly 0. */
  readonly age: Uint8Array
  /** The lowest age, in years, that any source gives: an upper bound for pages. Meaningful when `state` is `rated`. */
  readonly leastAge: Uint8Array
  readonly state: Uint8Array
  /** Index into `RATING_KINDS`. */
  readonly kind: Uint8Array
  /** Index into `RatingText` of the `text` shard; `0xffff` when unrated. */
  readonly text: Uint16Array
  /** 1 + index into `SnapshotHot.clockLabels` if a clock names this label; 0 otherwise. */
  readonly clockLabel: Uint8Array
}

/**
 * The attributes that gates read, shared by all assets that have them in common. A hundred thousand assets have some
 * hundreds of classes of each kind, so a gate is asked some hundreds of times per context instead of once per asset.
 */
export interface AssetClasses {
  /** Rights: offers and worldwide clearance. */
  readonly access: {
    /** Class of the title's offers, or `NO_INDEX` without a title. */
    readonly offer: Uint32Array
    /** 1: cleared worldwide. */
    readonly worldwide: Uint8Array
  }
  /** Kind and shape of the video. */
  readonly form: {
    /** Index into `ASSET_KINDS`. */
    readonly kind: Uint8Array
    /** Index into `ASPECTS`. */
    readonly aspect: Uint8Array
    readonly flashRisk: Uint8Array
  }
  /** Audience: ratings, band and descriptors. */
  readonly content: {
    /** Rating class of the asset's own ratings, else those of its title. */
    readonly rating: Uint32Array
    /** Rating class of the title's ratings, or `NO_INDEX` without a title. */
    readonly titleRating: Uint32Array
    /** 0 none, then 1 + index into `BANDS`. */
    readonly band: Uint8Array
    /** Bit 0: it has a descriptor; then bits over `SnapshotHot.descriptors`. */
    readonly descriptors: Uint32Array
  }
  /** Codecs and sizes: class × codec (`CODECS`), the lowest height in pixels on offer, 0 without that codec. */
  readonly format: { readonly leastHeight: Uint16Array }
  /** Rows of bits over `SnapshotHot.languages`: audible or readable languages. */
  readonly speech: { readonly languages: Uint32Array }
}

/** One entry for each asset of the region, in the order of `idHash`, so that an asset can be found by its hash. */
export interface AssetColumns {
  readonly idHash: Uint32Array
  /** `idCheck` of the ids; likewise of titles and campaigns. */
  readonly idCheck: Uint32Array
  /** Index into title columns, or `NO_INDEX`. */
  readonly title: Uint32Array
  /** Window class of `territories`, `validFrom`, `validUntil`. */
  readonly window: Uint16Array
  /** Classes of `AssetClasses`. */
  readonly access: Uint16Array
  readonly form: Uint16Array
  readonly content: Uint16Array
  readonly format: Uint16Array
  readonly speech: Uint16Array
  readonly durationMs: Uint32Array
  /** Asset × `TASTE_DIMENSIONS`. */
  readonly taste: Int8Array
}

/** One entry for each title of the region, in the order of `idHash`. */
export interface TitleColumns {
  readonly idHash: Uint32Array
  readonly idCheck: Uint32Array
  /**
   * Index of the parent: the series of a season, the season or series of an episode; `NO_INDEX` without. Orders apply
   * to all titles below.
   */
  readonly parent: Uint32Array
  readonly offer: Uint32Array
  readonly rating: Uint32Array
  /** Release, milliseconds since 1970 UTC; `NaN` when unknown. */
  readonly releasedAt: Float64Array
  /** 0 none, else a number that titles of one franchise or series share. */
  readonly franchise: Uint32Array
  /** 0 none, else a number that titles of one set of genres share. */
  readonly cluster: Uint16Array
}

/** One part of the day; minutes since midnight, `to` below `from` crosses midnight. */
export interface DayPart {
  /** Bit 0 Monday … bit 6 Sunday. */
  readonly days: number
  readonly from: number
  readonly to: number
}

/** One entry for each campaign that has candidates, in the order of their ids. */
export interface CampaignColumns {
  readonly idHash: Uint32Array
  readonly idCheck: Uint32Array
  readonly window: Uint32Array
  /** Bits over `SURFACE_IDS`. */
  readonly surfaces: Uint8Array
  /** Index into `PRIORITIES`. */
  readonly priority: Uint8Array
  /** 0 any, 1 only, 2 never. */
  readonly kids: Uint8Array
  /** Bits over `DEVICES`; 0 every device. */
  readonly devices: Uint8Array
  /** Bits over `OFFER_TYPES`; 0 everybody. */
  readonly entitlements: Uint8Array
  /** Frequency cap: count (0 none), window in seconds, and scope 0 asset, 1 title, 2 campaign. */
  readonly capCount: Uint16Array
  readonly capWindowSeconds: Uint32Array
  readonly capScope: Uint8Array
  /** 0 none, else a number that campaigns of one owner share. */
  readonly owner: Uint16Array
  /** Rows of bits over `SnapshotHot.exclusionLabels`. */
  readonly exclusionLabels: Uint32Array
  /** Day parts of a campaign that has some, by campaign index, with the zone they are read in (`territory` or IANA). */
  readonly hours: ReadonlyMap<number, { readonly timeZone: string; readonly parts: readonly DayPart[] }>
}

/** The assets and campaigns that a takedown of a `tag:`, `owner:` or `feed:` reaches. */
export interface TakedownGroup {
  readonly key: string
  readonly assets: Uint32Array
  readonly campaigns: Uint32Array
}

/** The `hot` shard: everything that a gate or a ranking term reads. */
export interface SnapshotHot {
  readonly region: RegionId
  readonly territories: readonly TerritoryCode[]
  /**
   * Places with a rating column: the territories, parts of countries with their own scale, `somewhereIn`, `EEA_ABROAD`.
   */
  readonly ratingPlaces: readonly PlaceCode[]
  /** Descriptors that some rule names, in bit order from bit 1 on. */
  readonly descriptors: readonly string[]
  /** `territory label` of ratings that a clock names, such as `MX C`. */
  readonly clockLabels: readonly string[]
  /** Languages that have a bit, in bit order. */
  readonly languages: readonly string[]
  readonly candidateAsset: Uint32Array
  readonly candidateCampaign: Uint32Array
  /** Exclusion labels of campaigns, by key, in bit order. */
  readonly exclusionLabels: readonly string[]
  readonly assets: AssetColumns
  readonly classes: AssetClasses
  readonly titles: TitleColumns
  readonly campaigns: CampaignColumns
  readonly windows: WindowClasses
  readonly offers: OfferClasses
  readonly ratings: RatingClasses
  readonly groups: readonly TakedownGroup[]
  /** The taste vector of each genre, by its name. */
  readonly genres: ReadonlyMap<string, Int8Array>
}

/**
 * The `weights` shard: small, and rewritten more often than the rest. `weight` and what begins with `pacing` are by
 * campaign.
 */
export interface SnapshotWeights {
  readonly weight: Float32Array
  /** Share of its opportunities that the campaign takes, 0 to 1, in 64ths; 1: unpaced. */
  readonly pacing: Float32Array
  /**
   * The share that it would have to take to reach its goal: more than 1 if all of its opportunities are too few, and
   * then its weight counts so many times, up to 8. 1 for an unpaced campaign.
   */
  readonly pacingNeed: Float32Array
  /**
   * When its share becomes 0, because nobody has computed another since: milliseconds since 1970 UTC; `Infinity`: never.
   */
  readonly pacingEnds: Float64Array
  /** Assets that were shown, ascending; all others count as average. */
  readonly knownAssets: Uint32Array
  /** Impressions of each of them. */
  readonly impressions: Uint32Array
  /** Known asset × surface (`SURFACE_IDS`): units of the engagement term, in 32nds. */
  readonly engagement: Int8Array
  /** Where the files of aliases are (`/@alias/…`), in the order of the aliases. */
  readonly mediaHosts: MediaHosts
  /** Which renditions are not offered to which classes of devices. */
  readonly leftOut: LeftOutColumns
}

/** One region's snapshot, opened. */
export interface Snapshot {
  /** Content address: SHA-256, lower-case hex. */
  readonly id: string
  readonly hot: SnapshotHot
  readonly text: SnapshotText
  readonly weights: SnapshotWeights
  readonly rules: RegionRules
  /** What arms and the holdout have instead of what this snapshot learned; missing: nothing. */
  readonly otherLearning?: readonly OtherLearning[]
}
