import type { Engine } from '../../decide/engine/engine.ts'
import type { Snapshot } from '../../model/columns/snapshot.ts'
import type { RegionId } from '../../model/nouns/region.ts'
import type { PublishCheck } from '../../model/policies/publish-policy.ts'
import type { Rules } from '../../model/policies/rules.ts'
import type { ScheduledCampaign } from '../columns/campaign-terms.ts'
import type { PairDenies } from '../diff/comparison.ts'

/** Why the bytes to be announced could not be opened. */
export interface Unreadable {
  readonly unreadable: string
}

/** A snapshot about to be announced, what it was compiled from, and what it would replace. */
export interface Proposal {
  readonly region: RegionId
  readonly sealed: {
    /** The entries of the head, as its pointer would list them. */
    readonly entries: readonly { readonly name: string; readonly bytes: number }[]
    /** Every value that would be stored. */
    readonly values: readonly { readonly bytes: { readonly length: number } }[]
  }
  /** The snapshot opened from the bytes of `sealed`, with its text. */
  readonly next: Snapshot | Unreadable
  /** The live snapshot, opened without the text of its assets; null if nothing is live, or it cannot be read. */
  readonly live: Snapshot | null
  /** True if everything that decisions depend on equals the live snapshot byte for byte: only text differs. */
  readonly sameDecisions: boolean
  /** The region's schedule as it was compiled. */
  readonly campaigns: readonly ScheduledCampaign[]
  /** How many candidates the compiler left out. */
  readonly rejected: number
  /** Whether the region was told to go back to the run before: that waits for nobody. */
  readonly isTakenBack: boolean
  /** The rules that were checked and compiled with. */
  readonly rules: Rules
  /** Milliseconds since 1970 UTC. */
  readonly now: number
  readonly denies: PairDenies
  /** The engine to decide the panel with. */
  readonly engine: Engine
}

/** A proposal whose bytes could be opened. */
export interface OpenProposal extends Proposal {
  readonly next: Snapshot
}

/** One thing that a check objects to. */
export interface Finding {
  /** Equal situations give equal text, so that an override can name exactly this one. */
  readonly text: string
  /** Twelve hexadecimal digits, a hash of check and text: what an override names. */
  readonly code: string
}

/** One check, and what it found. */
export interface CheckResult {
  readonly check: PublishCheck
  readonly passed: boolean
  /** What was checked, and the result. */
  readonly detail: string
  /** All findings; empty if it passed without an override. */
  readonly findings: readonly Finding[]
  /** Of `changed-decisions`: the share of the panel's answers that what was learned changed, in percent. */
  readonly learnedPercent?: number
}
