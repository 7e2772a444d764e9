import type { PrivacyClass } from '../../../model/nouns/answer-vocabulary.ts'
import type { RegionId } from '../../../model/nouns/region.ts'

/** What was decided for one position; events about it are weighted by this propensity. */
export interface DecidedItem {
  readonly placementId: string
  readonly position: number
  readonly assetId: string
  readonly campaignId: string
  /** Probability of this pick given the earlier ones, above 0 and at most 1. Six digits are kept. */
  readonly propensity: number
  /**
   * Whether it was drawn with this probability alone; otherwise estimates must not use it. Always false in former
   * tokens.
   */
  readonly drawn: boolean
  /** Its asset was chosen earlier and stays for its title for days, so estimates must not use it. */
  readonly sticky: boolean
}

/** A decision, as far as its events need it. Clients carry it encrypted, and cannot read it. */
export interface DecisionRecord {
  readonly decisionId: string
  readonly region: RegionId
  /** The snapshot's id. */
  readonly snapshot: string
  readonly sequence: number
  readonly privacy: PrivacyClass
  /** Experiment key → arm. */
  readonly arms: readonly (readonly [experiment: string, arm: string])[]
  readonly items: readonly DecidedItem[]
}
