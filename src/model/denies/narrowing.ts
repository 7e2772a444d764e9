import type { AssetId, CampaignId, TitleId } from '../fields/identifier.ts'
import type { Asset } from '../nouns/asset.ts'
import type { Campaign } from '../nouns/campaign.ts'
import type { TerritoryCode } from '../nouns/region.ts'
import type { Title } from '../nouns/title.ts'

/**
 * What a change of one record withdraws. Until a snapshot is compiled that includes the change, the whole record is not
 * served where and while the change narrows it. It may withdraw more than the change did, never less.
 */
export interface Narrowing {
  readonly target: AssetId | TitleId | CampaignId
  /**
   * Territory codes, including the unknown place if it is affected, and `EEA_ABROAD` for viewers in another country
   * than that of their rights; null: everywhere.
   */
  readonly territories: readonly TerritoryCode[] | null
  /** Half-open `[from, until)`, milliseconds since 1970 UTC; null: open. */
  readonly from: number | null
  readonly until: number | null
}

/** Whether the stored record, and the one that is to replace it, is withdrawn by its feed; left out: it is not. */
export interface ChangedWithdrawal {
  readonly isBefore?: boolean
  readonly isAfter?: boolean
}

/** A stored record, and the record that is to replace it. */
export type RecordChange =
  | { readonly type: 'title'; readonly before: Title; readonly after: Title; readonly withdrawal?: ChangedWithdrawal }
  | {
      readonly type: 'asset'
      readonly before: Asset
      readonly after: Asset
      /** The title that it inherits ratings from; null: none, or not stored. */
      readonly about: Title | null
      readonly withdrawal?: ChangedWithdrawal
    }
  | { readonly type: 'campaign'; readonly before: Campaign; readonly after: Campaign }
