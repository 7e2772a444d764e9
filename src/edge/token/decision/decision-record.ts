import type { PrivacyClass } from '../../../model/nouns/answer-vocabulary.ts'
import type { Device } from '../../../model/nouns/campaign-vocabulary.ts'
import type { RegionId, TerritoryCode } from '../../../model/nouns/region.ts'
import type { SurfaceId } from '../../../model/nouns/surface.ts'

/** What was decided for one position; events about it are weighted by this propensity. */
export interface DecidedItem {
  readonly placementId: string
  /** The surface of its placement; null in tokens of before. */
  readonly surface: SurfaceId | null
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
  /** It took a slot that is reserved for new assets; false in tokens of before. */
  readonly reserved: boolean
  /**
   * Which of the asset's own renditions the answer lists as `playback`, by index and in its order; null in tokens of
   * before.
   */
  readonly renditions: readonly number[] | null
}

/** A decision, as far as its events need it. Clients carry it encrypted, and cannot read it. */
export interface DecisionRecord {
  readonly decisionId: string
  readonly region: RegionId
  /** The snapshot's id. */
  readonly snapshot: string
  readonly sequence: number
  readonly privacy: PrivacyClass
  /** Whose rights applied; null in tokens of before. */
  readonly territory: TerritoryCode | null
  /** Class of the device; null: it did not say, or the token is of before. */
  readonly device: Device | null
  /** The viewer's pseudonym, 16 hex digits; null for minors, without `UNIT_KEYS`, and in tokens of before. */
  readonly unit: string | null
  /** The viewer belongs to the share that gets nothing of what is learned, and is in no experiment. */
  readonly holdout: boolean
  /** The subject of a consented viewer, for their profile and for nothing else; null for everybody else. */
  readonly subject: string | null
  /** Experiment key → arm: of the canary, and of experiments that could change this decision. */
  readonly arms: readonly (readonly [experiment: string, arm: string])[]
  readonly items: readonly DecidedItem[]
}

/** What tokens of before do not say of a decision. */
export const NOT_SAID = { territory: null, device: null, unit: null, holdout: false, subject: null } as const

/** What tokens of before do not say of an item. */
export const NOT_SAID_OF_ITEM = { surface: null, reserved: false, renditions: null } as const
