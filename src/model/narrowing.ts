import type { AssetId, CampaignId, TitleId } from './identifier.ts'
import type { TerritoryCode } from './region.ts'

/**
 * What a change of one record withdraws: until a snapshot is compiled that knows of the change, the whole record is
 * not served where and while the change narrows it. It may withdraw more than the change did, never less.
 */
export interface Narrowing {
  readonly target: AssetId | TitleId | CampaignId
  /** Codes, the unknown place among them where it reaches there; null: everywhere. */
  readonly territories: readonly TerritoryCode[] | null
  /** Half-open `[from, until)`, milliseconds since 1970 UTC; null: open. */
  readonly from: number | null
  readonly until: number | null
}
