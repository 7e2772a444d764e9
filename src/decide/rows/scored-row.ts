import { assetOf, campaignOf } from '../../model/columns/column-value.ts'
import type { SnapshotHot } from '../../model/columns/snapshot.ts'

/** A candidate with its score in whole units. */
export interface ScoredRow {
  readonly row: number
  readonly units: number
}

/** A candidate's asset and campaign. */
export function pairOf(hot: SnapshotHot, row: number): { readonly asset: number; readonly campaign: number } {
  return { asset: assetOf(hot, row), campaign: campaignOf(hot, row) }
}
