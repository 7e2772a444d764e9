import type { AskedPlacement, Decision, DecisionsAnswer } from '../../../../client/device-types.ts'

/** What a screen of the lab shows, and the answer that said so. */
export interface ShownHere {
  /** Where it is, in words: `the television`. */
  readonly screen: string
  readonly surface: AskedPlacement['surface']
  /** Null: the edge gave none, so there is nothing to explain. */
  readonly answer: DecisionsAnswer | null
  /** Null: nothing plays. */
  readonly item: Decision | null
  /** The title in view, where it is decided in one batch with others; null: none. Left out: it is decided alone. */
  readonly beside?: string | null
}
