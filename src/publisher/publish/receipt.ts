import type { Finding } from '../../compile/checks/proposal.ts'
import type { RegionId } from '../../model/nouns/region.ts'
import type { PublishChanges } from './changes-of.ts'

/** A check of the proposed snapshot, with its findings. */
export interface ReportedCheck {
  readonly check: string
  readonly passed: boolean
  readonly detail: string
  /** Each finding against the snapshot, with the code that an override names. */
  readonly findings?: readonly Finding[]
}

/** Why a publish was refused. */
export interface PublishRefusal {
  readonly check: string
  readonly detail: string
  /** Each finding, with the code that an override names; left out when nothing can be overridden. */
  readonly findings?: readonly Finding[]
  /** Changes of the schedule since the live snapshot was announced, as text. */
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
  /** The same content, announced again because its pointer was getting old. */
  readonly renewed: boolean
  readonly scheduleRevision: number
  readonly durationMs: number
}

/** The settings of one publish. */
export interface PublishOrder {
  /** The whole snapshot, or only the weights of its live campaigns, which is much less to read and to write. */
  readonly scope: 'snapshot' | 'weights'
  readonly dryRun: boolean
  /** Whether an unchanged snapshot is read back too, and repaired: a person who publishes by hand may need that. */
  readonly mend: boolean
  /** A canary for this share of viewers and at most this long; null: all viewers. */
  readonly canary: { readonly permille: number; readonly forMs: number } | null
  readonly actor: string
  readonly reason: string
}

/** The result of one region's publish. */
export interface PublishResult {
  readonly region: RegionId
  readonly outcome: 'published' | 'canary' | 'unchanged' | 'refused' | 'dry-run'
  readonly sequence: number | null
  readonly snapshot: string | null
  readonly checks: readonly ReportedCheck[]
  readonly refusals: readonly PublishRefusal[]
  readonly receipt: PublishReceipt | null
  /** Dry run only: what else would stop the publish now, such as a pin or a wave. */
  readonly holds?: readonly PublishRefusal[]
  /** Dry run only: what the publish would change; null when nothing is live to compare with. */
  readonly changes?: PublishChanges | null
}
