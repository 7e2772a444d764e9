import type { Snapshot } from '../../../model/columns/snapshot.ts'
import type { GateReason } from '../../../model/nouns/reason.ts'
import type { TrustSpace } from '../../../model/policies/place-policies.ts'
import type { SurfaceRule } from '../../../model/policies/rules.ts'
import type { Context } from '../../context/context.ts'
import type { Clocks } from '../../time/clocks.ts'
import type { Denies } from '../denies.ts'

/** How strong a page about one title may be: no stronger than that title, at any of the places that have a say. */
export interface PageBound {
  /** The least age, in years, that anything gives for the title: a bound is never over-estimated. */
  readonly age: number
  /** Index into `RATING_KINDS`, of the kind that promises most: of equal ages the kind that promises less is stronger. */
  readonly kind: number
  /** The title's cells of `RatingClasses`, one for each rating column of the context; empty where it is not rated. */
  readonly cells: readonly number[]
}

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
  /** The device said what it is, and cannot show this surface. */
  readonly cannotShow: boolean
  /** What the title that the placement stands beside allows; null: beside none. */
  readonly page: PageBound | null
  /** Adults too are shown nothing here that has no rating. */
  readonly unratedForNobody: boolean
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
  /** True only where it refuses no index whatever: then it is not asked of thousands, one by one. */
  isSilent?(input: GateInput): boolean
  refuses(input: GateInput, index: number): boolean
  /** The same, for many indexes of one input: what it reads of the input is read once, as an isolate's first answer asks it of thousands. */
  refusesEach?(input: GateInput): (index: number) => boolean
  evidence(input: GateInput, index: number): Evidence
}
