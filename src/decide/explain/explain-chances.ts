import type { Placement } from '../context/context.ts'
import { type Deciding, decidePlacement, type OnScreen } from '../decide-placement.ts'
import { chanceFrom } from '../draw/chance.ts'

/** How the chances of an explanation came to be. */
export interface ChancesMade {
  /** Places that they are of, backups included. */
  readonly places: number
  readonly draws: number
  /** Of so many places, from the first, they are computed; of the others they are counted in seeded draws. */
  readonly exactPlaces: 0 | 1
}

/** By candidate, the chance that it comes at each place. */
export interface PlaceChances extends ChancesMade {
  readonly of: ReadonlyMap<number, readonly number[]>
}

const ROUNDING = 1e-9

/**
 * The chance of each candidate at each place of a slate, whatever comes before it. At the first place it is the one that
 * it is drawn with: the first number of the draws is spread evenly, so that everybody who could come there does. Behind
 * it, how often it came.
 *
 * @param draws each from a stream of its own, the same ones every time
 */
export function placeChances(
  deciding: Deciding,
  placement: Placement,
  screen: OnScreen,
  { position, draws }: { readonly position: number; readonly draws: number },
): PlaceChances {
  const first = new Map<number, number>()
  const counted = new Map<number, number[]>()
  let places = 0
  for (let draw = 0; draw < draws; draw++) {
    const own = { assets: new Set(screen.assets), titles: new Set(screen.titles) }
    const { picks } = decidePlacement(deciding, placement, own, position, spread(draw, draws))
    places = Math.max(places, picks.length)
    for (const [place, { row, propensity }] of picks.entries()) {
      if (place === 0) first.set(row, propensity)
      const counts = counted.get(row) ?? []
      counts[place] = (counts[place] ?? 0) + 1
      counted.set(row, counts)
    }
  }
  const sum = [...first.values()].reduce((all, chance) => all + chance, 0)
  const exactPlaces = Math.abs(sum - 1) < ROUNDING ? 1 : 0
  const of = [...counted].map(([row, counts]): [number, readonly number[]] => {
    const chances = Array.from({ length: places }, (_, place) => (counts[place] ?? 0) / draws)
    if (exactPlaces === 1) chances[0] = first.get(row) ?? 0
    return [row, chances]
  })
  return { places, draws, exactPlaces, of: new Map(of) }
}

/** Numbers of one draw: the first is its share of all of them, the others are its own. */
function spread(draw: number, draws: number) {
  const others = chanceFrom(`explain|${draw}`)
  let asked = 0
  return () => (asked++ === 0 ? (draw + 0.5) / draws : others())
}
