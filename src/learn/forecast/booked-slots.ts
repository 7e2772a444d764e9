/** A goal that others are to leave room for, and the slots in which it can be delivered. */
export interface SlotBooking {
  /** Impressions that are to be delivered in these slots. */
  readonly goal: number
  /** Slot → impressions that there are in it while the campaign is open. */
  readonly chances: ReadonlyMap<number, number>
}

/** How often what is too much in one slot is moved to others. */
const ROUNDS = 60

/**
 * Spreads goals over slots: first in proportion to what each slot has, then away from slots that have not enough, as far
 * as the campaigns have others. What is too much in a slot in the end nobody can move.
 *
 * @param capacities impressions that there are in each slot
 * @returns what each booking takes of each slot, in the order of the bookings
 */
export function spreadOverSlots(
  bookings: readonly SlotBooking[],
  capacities: Float64Array,
): readonly ReadonlyMap<number, number>[] {
  const prices = new Float64Array(capacities.length).fill(1)
  for (let round = 0; ; round += 1) {
    const loads = new Float64Array(capacities.length)
    const taken = bookings.map((booking) => {
      const own = spread(booking, prices)
      for (const [slot, load] of own) loads[slot] = (loads[slot] ?? 0) + load
      return own
    })
    if (round === ROUNDS || loads.every((load, slot) => load <= (capacities[slot] ?? 0))) return taken
    for (const [slot, load] of loads.entries()) {
      const capacity = capacities[slot] ?? 0
      if (load > capacity) prices[slot] = Math.max(1e-9, ((prices[slot] ?? 0) * capacity) / load)
    }
  }
}

function spread({ goal, chances }: SlotBooking, prices: Float64Array): ReadonlyMap<number, number> {
  let sum = 0
  for (const [slot, each] of chances) sum += each * (prices[slot] ?? 0)
  return new Map([...chances].map(([slot, each]) => [slot, sum > 0 ? (goal * each * (prices[slot] ?? 0)) / sum : 0]))
}
