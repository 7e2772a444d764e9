import type { CapCounts } from '../eligibility/count-caps.ts'
import type { Span } from '../eligibility/gate-planes.ts'
import type { GateInput } from '../eligibility/gates/gate.ts'
import type { Plane } from '../engine/engine.ts'
import type { SlateItem } from '../slate/slate-item.ts'
import type { Away } from './away.ts'

/** Rows that the engine may look through, and from when to when they are the same. */
export interface Available {
  readonly plane: Plane
  readonly span: Span
}

/** What a placement looks up: when, of what, and where the engine may look if that is not enough. */
export interface Looking {
  readonly input: GateInput
  /** Null: nowhere, as long as what is ranked may do. */
  readonly available: Available | null
  /** Left out, beside what is penalised. */
  readonly away: Away
  readonly counts: CapCounts
}

/** The best of a part, and whether there may be more. */
export interface Best {
  readonly items: readonly SlateItem[]
  readonly cut: boolean
}

/** Where a pool's rows come from. */
export interface Ranking {
  /**
   * The best of a part but those that are away, and those that the session has seen as often as their campaigns allow.
   * Null where the engine has to be asked, and it was not said of which rows.
   */
  best(part: number, wanted: number, looking: Looking): Best | null
}
