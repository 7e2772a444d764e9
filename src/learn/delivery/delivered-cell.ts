import type { SurfaceId } from '../../model/nouns/surface.ts'

/** A territory and a surface on a day: what was delivered there, and what may be asked for. */
export interface DeliveredCell {
  /** `YYYY-MM-DD`, UTC. */
  readonly day: string
  /** Null: the events do not say. */
  readonly territory: string | null
  readonly surface: SurfaceId | null
  /** What was counted of what the goal counts: impressions, or starts. */
  readonly delivered: number
  readonly starts: number
  /** Placements that are expected in all of the day while the campaign is open; 0: it is not open. */
  readonly supply: number
  /** Those of them that are still to come. */
  readonly ahead: number
}

/** What a campaign is to reach. */
export interface BookedGoal {
  /** Whole, of what the goal counts. */
  readonly amount: number
  readonly pacing: 'even' | 'frontload' | 'asap'
}
