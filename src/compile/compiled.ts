import type { OtherLearning } from '../model/columns/other-learning.ts'
import type { SnapshotHot, SnapshotWeights } from '../model/columns/snapshot.ts'
import type { AssetId, CampaignId } from '../model/fields/identifier.ts'
import type { TerritoryCode } from '../model/nouns/region.ts'
import type { RegionRules } from '../model/policies/rules.ts'
import type { ScheduledCampaign } from './columns/campaign-terms.ts'
import type { RecordRefusal } from './record-refusals.ts'

/** A candidate that the compiler left out, and why. */
export interface CompileRejection extends RecordRefusal {
  readonly assetId: AssetId
  readonly campaignId: CampaignId
  /** Where that is so, if it is not so everywhere that the campaign goes. Left out: it does not depend on the place. */
  readonly territories?: readonly TerritoryCode[]
}

/**
 * The text of a snapshot in column order, each entry as JSON: `[AssetText, TitleText | null]`, `CampaignText`,
 * `RatingText`. The entries of assets are where the compiler was told to put them.
 */
export interface CompiledText<Entries> {
  readonly assets: Entries
  readonly campaigns: readonly string[]
  readonly ratings: readonly string[]
}

/** The result of compiling a region's schedule: the columns, and the candidates left out. */
export interface Compiled<Entries = unknown> {
  readonly hot: SnapshotHot
  readonly text: CompiledText<Entries>
  readonly weights: SnapshotWeights
  /** The part of the rules that the region's edge needs, and the offsets of its zones from UTC. */
  readonly rules: RegionRules
  readonly rejected: readonly CompileRejection[]
  /** Every campaign of the region's schedule, in the order in which it was added. */
  readonly campaigns: readonly ScheduledCampaign[]
  /** Columns of scores that arms of experiments have beside the snapshot's own; left out: nobody is in an arm. */
  readonly armColumns?: number
  /** What arms of experiments have in place of what was learned; left out: nothing. */
  readonly otherLearning?: readonly OtherLearning[]
}
