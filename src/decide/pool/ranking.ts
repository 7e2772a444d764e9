import type { CapCounts } from '../eligibility/count-caps.ts'
import type { Span } from '../eligibility/gate-planes.ts'
import type { GateInput } from '../eligibility/gates/gate.ts'
import type { Plane } from '../engine/engine.ts'
import type { SlateItem } from '../slate/slate-item.ts'
import type { Away } from './away.ts'

/** The rows that the engine may search. */
export interface Available {
  /** Those of this decision: without what pacing holds back. */
  readonly plane: Plane
  /** Those of every decision like this one, whatever its bucket. */
  readonly shared: Plane
  /** The span of time in which `shared` is the same. */
  readonly span: Span
}

/**
 * A placement's look-up in a ranking: the gates' view, what is left out, and the rows that the engine may search if the
 * cache does not suffice.
 */
export interface Looking {
  readonly input: GateInput
  /** Null: do not query the engine; use only what is cached. */
  readonly available: Available | null
  /** Excluded in addition to what is penalised. */
  readonly away: Away
  readonly counts: CapCounts
}

/** The best rows of a part, and whether there may be more. */
export interface Best {
  readonly items: readonly SlateItem[]
  readonly cut: boolean
}

/** The source of a pool's rows. */
export interface Ranking {
  /**
   * The best rows of a part, without those excluded and those whose cap the session has reached. Null if the engine has
   * to be queried and `available` is null.
   */
  best(part: number, wanted: number, looking: Looking): Best | null
}
