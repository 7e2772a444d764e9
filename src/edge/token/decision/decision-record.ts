import type { PrivacyClass } from '../../../decide/context/context.ts'
import type { RegionId } from '../../../model/nouns/region.ts'

/** What was decided for one position; an event about it counts with this propensity. */
export interface DecidedItem {
  readonly placementId: string
  readonly position: number
  readonly assetId: string
  readonly campaignId: string
  /** Probability of this pick given the earlier ones: above 0, at most 1. Six digits are kept. */
  readonly propensity: number
  /** It came by that chance alone; else no estimate may learn from it. Tokens of before do not say it of any. */
  readonly drawn: boolean
  /** Its asset was chosen for its title once for days: no estimate may learn from it. */
  readonly sticky: boolean
}

/** A decision as its events will need it: clients carry it, encrypted, and never see what it says. */
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
