import type { Engine } from '../../decide/engine/engine.ts'
import type { Snapshot } from '../../model/columns/snapshot.ts'
import type { RegionId } from '../../model/nouns/region.ts'
import type { PublishCheck } from '../../model/policies/publish-policy.ts'
import type { Rules } from '../../model/policies/rules.ts'
import type { ScheduledCampaign } from '../columns/campaign-terms.ts'
import type { PairDenies } from '../diff/comparison.ts'

/** Why the very bytes that are to be announced could not be opened. */
export interface Unreadable {
  readonly unreadable: string
}

/** What is about to be announced, what it came from, and what it would replace. */
export interface Proposal {
  readonly region: RegionId
  readonly sealed: {
    /** The head, as its pointer would name it. */
    readonly entries: readonly { readonly name: string; readonly bytes: number }[]
    /** Every value that would be stored. */
    readonly values: readonly { readonly bytes: { readonly length: number } }[]
  }
  /** Opened from the very bytes of `sealed`, with its text. */
  readonly next: Snapshot | Unreadable
  /** What is live, opened without the words of its assets; null where nothing is, or nothing that can be read. */
  readonly live: Snapshot | null
  /** All that decides is, byte for byte, what is live: only words differ. */
  readonly sameDecisions: boolean
  /** The region's schedule as it was compiled. */
  readonly campaigns: readonly ScheduledCampaign[]
  /** How many candidates the compiler left out. */
  readonly rejected: number
  /** The rules that were checked and compiled with. */
  readonly rules: Rules
  /** Milliseconds since 1970 UTC. */
  readonly now: number
  readonly denies: PairDenies
  /** What the panel is decided with. */
  readonly engine: Engine
}

/** A proposal whose bytes could be opened. */
export interface OpenProposal extends Proposal {
  readonly next: Snapshot
}

/** One thing that a check refuses. */
export interface Finding {
  /** Equal situations give equal words, so that an override can name this one exactly. */
  readonly text: string
  /** Twelve hexadecimal digits over check and text: what an override names. */
  readonly code: string
}

/** One check, and what it found. */
export interface CheckResult {
  readonly check: PublishCheck
  readonly passed: boolean
  /** What was looked at, and how it came out. */
  readonly detail: string
  /** All that stands against it; none where it passed without an override. */
  readonly findings: readonly Finding[]
}
