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
