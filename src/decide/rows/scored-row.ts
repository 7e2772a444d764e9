import type { SnapshotHot } from '../../model/columns/snapshot.ts'
import type { SlateItem } from '../slate/slate-item.ts'

/** A candidate with its score in whole units. */
export interface ScoredRow {
  readonly row: number
  readonly units: number
}

/** A pool, and of which tiers it does not hold everything, as bits. */
export interface Pool {
  readonly items: readonly SlateItem[]
  readonly cutTiers: number
}

/** A candidate's asset and campaign. */
export function pairOf(hot: SnapshotHot, row: number): { readonly asset: number; readonly campaign: number } {
  return { asset: hot.candidateAsset[row] ?? 0, campaign: hot.candidateCampaign[row] ?? 0 }
}
