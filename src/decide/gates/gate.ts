import type { TrustSpace } from '../../model/place-policies.ts'
import type { GateReason } from '../../model/reason.ts'
import type { SurfaceRule } from '../../model/rules.ts'
import type { Snapshot } from '../../model/snapshot.ts'
import type { Clocks } from '../clocks.ts'
import type { Context } from '../context.ts'
import type { Denies } from '../denies.ts'

/** What every gate sees: the snapshot, who and where, the surface, and what is taken down. */
export interface GateInput {
  readonly snapshot: Snapshot
  readonly context: Context
  /** Index of the context's territory in the snapshot, or −1 when the snapshot has no column for it. */
  readonly territory: number
  /** Indexes of the context's rating places in the snapshot; −1 for one without a column. */
  readonly ratingColumns: readonly number[]
  readonly surface: SurfaceRule
  readonly denies: Denies
  readonly clocks: Clocks
  /** Gate age of the title that the placement stands beside, in years; null: beside none. */
  readonly pageAge: number | null
  /** The space apart that a kids profile is in; null: in none. */
  readonly trustSpace: TrustSpace | null
  /** Bits of `AssetColumns.descriptors` that keep an asset from this viewer. */
  readonly refusedDescriptors: number
  /** Gate age, in years, from which an asset owes a descriptor here; null: it never does. */
  readonly descriptorFromAge: number | null
}

/** Why a gate refused, in words that a rule author recognises. */
export interface Evidence {
  /** The rule or record field that refused. */
  readonly rule: string
  /** Where that rule stands. */
  readonly source: string
  /** The value that failed, beside the bound where there is one. */
  readonly value: string
}

/**
 * One eligibility test over an asset, a campaign, or a pair of them. `refuses` is asked for every index
 * of the snapshot, so it does little; `evidence` is asked only when somebody wants to know why.
 */
export interface Gate {
  readonly reason: GateReason
  refuses(input: GateInput, index: number): boolean
  evidence(input: GateInput, index: number): Evidence
}
