import type { Placement } from '../context/context.ts'
import { type Deciding, decidePlacement, type OnScreen } from '../decide-placement.ts'
import { chanceFrom } from '../draw/chance.ts'
import { byChance } from '../draw/choose.ts'

/** How the chances of an explanation were found. */
export interface ChancesMade {
  /** Number of slots covered, backups included. */
  readonly places: number
  readonly draws: number
  /**
   * For how many slots, from the first, the chances are computed exactly; for the others they are counted in seeded
   * draws.
   */
  readonly exactPlaces: 0 | 1
}

/** The chance of each candidate at each slot, by candidate. */
export interface SlotChances extends ChancesMade {
  readonly of: ReadonlyMap<number, readonly number[]>
}

const ROUNDING = 1e-9

/**
 * The marginal chance of each candidate at each slot of a slate. At the first slot it is the exact chance of the draw:
 * the first random number is stratified over the draws, so every possible winner comes up. At later slots it is the
 * share of the draws in which the candidate came there.
 *
 * @param draws number of draws, each from its own stream; the same streams every time
 */
export function slotChances(
  deciding: Deciding,
  placement: Placement,
  screen: OnScreen,
  { position, draws }: { readonly position: number; readonly draws: number },
): SlotChances {
  const first = new Map<number, number>()
  const counted = new Map<number, number[]>()
  let places = 0
  for (let draw = 0; draw < draws; draw++) {
    const own = { assets: new Set(screen.assets), titles: new Set(screen.titles) }
    const { picks } = decidePlacement(deciding, placement, own, position, byChance(spread(draw, draws)))
    places = Math.max(places, picks.length)
    for (const [slot, { row, propensity }] of picks.entries()) {
      if (slot === 0) first.set(row, propensity)
      const counts = counted.get(row) ?? []
      counts[slot] = (counts[slot] ?? 0) + 1
      counted.set(row, counts)
    }
  }
  const sum = [...first.values()].reduce((all, chance) => all + chance, 0)
  const exactPlaces = Math.abs(sum - 1) < ROUNDING ? 1 : 0
  const of = [...counted].map(([row, counts]): [number, readonly number[]] => {
    const chances = Array.from({ length: places }, (_, slot) => (counts[slot] ?? 0) / draws)
    if (exactPlaces === 1) chances[0] = first.get(row) ?? 0
    return [row, chances]
  })
  return { places, draws, exactPlaces, of: new Map(of) }
}

/** Random numbers of one draw: the first is stratified over all draws, the others come from the draw's own stream. */
function spread(draw: number, draws: number) {
  const others = chanceFrom(`explain|${draw}`)
  let asked = 0
  return () => (asked++ === 0 ? (draw + 0.5) / draws : others())
}
