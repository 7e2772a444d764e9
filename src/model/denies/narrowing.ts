import type { AssetId, CampaignId, TitleId } from '../fields/identifier.ts'
import type { Asset } from '../nouns/asset.ts'
import type { Campaign } from '../nouns/campaign.ts'
import type { TerritoryCode } from '../nouns/region.ts'
import type { Title } from '../nouns/title.ts'

/**
 * What a change of one record withdraws: until a snapshot is compiled that knows of the change, the whole record is
 * not served where and while the change narrows it. It may withdraw more than the change did, never less.
 */
export interface Narrowing {
  readonly target: AssetId | TitleId | CampaignId
  /**
   * Codes, the unknown place among them where it reaches there, and `EEA_ABROAD` for viewers who are in another
   * country than the one of their rights; null: everywhere.
   */
  readonly territories: readonly TerritoryCode[] | null
  /** Half-open `[from, until)`, milliseconds since 1970 UTC; null: open. */
  readonly from: number | null
  readonly until: number | null
}

/** A stored record, and what is to be stored in its place. */
export type RecordChange =
  | { readonly type: 'title'; readonly before: Title; readonly after: Title }
  /** `about`: the title that the asset takes ratings from where it has none; null: none, or not stored. */
  | { readonly type: 'asset'; readonly before: Asset; readonly after: Asset; readonly about: Title | null }
  | { readonly type: 'campaign'; readonly before: Campaign; readonly after: Campaign }
