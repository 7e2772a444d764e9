/** What another campaign with a goal has booked. */
export interface Booking {
  /** Impressions that it is to reach in all its time. */
  readonly goal: number
  /** Placements that are expected in its open cells in all its time. */
  readonly chances: number
}

/**
 * The share of its chances that another campaign needs for its goal, and so will be let through by pacing: the rest is
 * free for others. It is spread evenly over its chances.
 *
 * @param taken what it takes of a chance that is open to it, 0 to 1, as long as nothing holds it back
 * @param seen impressions per placement
 * @returns 0 to 1; 1: it needs all that it can get
 */
export function reservedShare({ goal, chances }: Booking, { taken, seen }: { taken: number; seen: number }): number {
  const most = chances * taken * seen
  return most > goal ? goal / most : 1
}
