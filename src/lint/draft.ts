import type { CampaignId } from '../model/fields/identifier.ts'
import type { TerritoryCode } from '../model/nouns/region.ts'
import type { SurfaceId } from '../model/nouns/surface.ts'
import type { LintRuleId } from '../model/policies/lint-policy.ts'

/** What a check found at one territory and on one surface, before equal ones of many places are put together. */
export interface LintDraft {
  readonly rule: LintRuleId
  /** All of them, whatever is named in the end. */
  readonly campaigns: readonly CampaignId[]
  /** Null: it does not depend on the place. */
  readonly territory: TerritoryCode | null
  /** Null: it does not depend on the surface. */
  readonly surface: SurfaceId | null
  /** Milliseconds since 1970 UTC; null: it does not depend on the time. */
  readonly from: number | null
  /** Null: it has no end, or does not depend on the time. */
  readonly until: number | null
  /** The clock of the place, for the text. */
  readonly zone: string | null
  /** What is found, with `{campaigns}`, `{where}` and `{when}` to be filled in. */
  readonly text: string
}

/** Takes in what checks find. */
export type TellDraft = (draft: LintDraft) => void
