import type { Snapshot } from '../../../model/columns/snapshot.ts'
import type { GateReason } from '../../../model/nouns/reason.ts'
import type { TrustSpace } from '../../../model/policies/place-policies.ts'
import type { SurfaceRule } from '../../../model/policies/rules.ts'
import type { Context } from '../../context/context.ts'
import type { PacedBucket } from '../../pacing/paced-bucket.ts'
import type { Clocks } from '../../time/clocks.ts'
import type { Denies } from '../denies.ts'

/**
 * Upper bound for content on a page about one title: nothing stronger than that title, at any of the places that apply.
 */
export interface PageBound {
  /** The lowest age, in years, that any source gives for the title, so that the bound is never too high. */
  readonly age: number
  /**
   * Index into `RATING_KINDS` of the title's most reassuring kind. Of two kinds with equal ages, the less reassuring
   * one is the stronger.
   */
  readonly kind: number
  /** The title's cells of `RatingClasses`, one per rating column of the context; empty if the title is not rated. */
  readonly cells: readonly number[]
}

/** The input of every gate: the snapshot, who asks and from where, the surface, what is taken down and held back. */
export interface GateInput {
  readonly snapshot: Snapshot
  readonly context: Context
  /** Index of the context's territory in the snapshot, or −1 when the snapshot has no column for it. */
  readonly territory: number
  /** Indexes of the context's rating places in the snapshot; −1 for one without a column. */
  readonly ratingColumns: readonly number[]
  readonly surface: SurfaceRule
  readonly denies: Denies
  /** What pacing leaves open for this decision; null: every campaign. */
  readonly pacing: PacedBucket | null
  readonly clocks: Clocks
  /** True if the device said what it is, and it cannot show this surface. */
  readonly cannotShow: boolean
  /** The bound set by the title that the placement stands beside; null: it stands beside none. */
  readonly page: PageBound | null
  /** True if unrated content is refused here for everybody, adults included. */
  readonly unratedForNobody: boolean
  /** The closed space that a kids profile is in; null: none. */
  readonly trustSpace: TrustSpace | null
  /** Bits of `AssetColumns.descriptors` that refuse an asset to this viewer. */
  readonly refusedDescriptors: number
  /** Gate age, in years, from which an asset must have a descriptor here; null: never. */
  readonly descriptorFromAge: number | null
}

/** Evidence of a refusal, in words that the author of a rule recognises. */
export interface Evidence {
  /** The rule or record field that refused. */
  readonly rule: string
  /** The file or record that the rule is in. */
  readonly source: string
  /** The value that failed, with the bound if there is one. */
  readonly value: string
}

/**
 * One eligibility test over an asset, a campaign, or a pair of them. `refuses` is called for every index of the
 * snapshot, so it must be cheap; `evidence` is called only when somebody asks why.
 */
export interface Gate {
  readonly reason: GateReason
  /** True only if the gate refuses no index at all for this input. It is then not called for thousands of them. */
  isSilent?(input: GateInput): boolean
  refuses(input: GateInput, index: number): boolean
  /**
   * As `refuses`, for many indexes of one input: the input is read once. An isolate's first answer asks for thousands.
   */
  refusesEach?(input: GateInput): (index: number) => boolean
  evidence(input: GateInput, index: number): Evidence
}
