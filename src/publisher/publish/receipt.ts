import type { Finding } from '../../compile/checks/proposal.ts'
import type { RegionId } from '../../model/nouns/region.ts'
import type { PublishChanges } from './changes-of.ts'

/** One check of what was about to be announced, and what it looked at. */
export interface ReportedCheck {
  readonly check: string
  readonly passed: boolean
  readonly detail: string
  /** What stands against it, one by one, each with the code that an override names. */
  readonly findings?: readonly Finding[]
}

/** What stood in the way of a publish. */
export interface PublishRefusal {
  readonly check: string
  readonly detail: string
  /** One by one, with the code that an override names; none where nothing can be overridden. */
  readonly findings?: readonly Finding[]
  /** Changes of the schedule since what is live was announced, in words. */
  readonly causes?: readonly string[]
}

/** What a publish wrote and verified, in bytes, counts and milliseconds. */
export interface PublishReceipt {
  readonly candidates: number
  readonly rejected: Readonly<Record<string, number>>
  readonly shards: number
  readonly bytes: number
  readonly shardsWritten: number
  readonly bytesWritten: number
  readonly shardsVerified: number
  /** The same content, announced anew because its pointer was growing old. */
  readonly renewed: boolean
  readonly scheduleRevision: number
  readonly durationMs: number
}

/** What is asked of one publish. */
export interface PublishOrder {
  /** The whole snapshot, or only the weights of the campaigns that are live: much less to read and to write. */
  readonly scope: 'snapshot' | 'weights'
  readonly dryRun: boolean
  /** Whether an unchanged snapshot is read back too, and mended: who publishes by hand has a reason to. */
  readonly mend: boolean
  /** Only a share of the viewers is to have it, for so long at most; null: all of them. */
  readonly canary: { readonly permille: number; readonly forMs: number } | null
  readonly actor: string
  readonly reason: string
}

/** How one region's publish ended. */
export interface PublishResult {
  readonly region: RegionId
  readonly outcome: 'published' | 'canary' | 'unchanged' | 'refused' | 'dry-run'
  readonly sequence: number | null
  readonly snapshot: string | null
  readonly checks: readonly ReportedCheck[]
  readonly refusals: readonly PublishRefusal[]
  readonly receipt: PublishReceipt | null
  /** A dry run alone: what would refuse it just now however sound it is, such as a pin or a wave. */
  readonly holds?: readonly PublishRefusal[]
  /** A dry run alone: what it would change; null where nothing is live to compare with. */
  readonly changes?: PublishChanges | null
}
