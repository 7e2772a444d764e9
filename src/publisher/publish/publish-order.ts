import type { ServingRun } from '../../schedule/learned/serving-runs.ts'

/** A learned run that a region is tried with. */
export type ServingInstead = Pick<ServingRun, 'run' | 'isTakenBack'>

/** The settings of one publish. */
export interface PublishOrder {
  /** The whole snapshot, or only the weights of its live campaigns, which is much less to read and to write. */
  readonly scope: 'snapshot' | 'weights'
  readonly dryRun: boolean
  /** Dry run only: the learned run to compile with, in place of the one that the region is to serve. */
  readonly serving?: ServingInstead
  /** Whether an unchanged snapshot is read back too, and repaired: a person who publishes by hand may need that. */
  readonly mend: boolean
  /** A canary for this share of viewers and at most this long; null: all viewers. */
  readonly canary: { readonly permille: number; readonly forMs: number } | null
  readonly actor: string
  readonly reason: string
}
