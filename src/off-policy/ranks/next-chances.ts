import type { BeliefGrid } from './belief-grid.ts'

/** Cumulative chances below this are this, as logarithms: what they multiply is nothing either way. */
const LEAST = 1e-300
/** An order of less chance than this is never met, and what would follow it is not known. */
const LEAST_ORDER = 1e-200

/**
 * Makes a function from beliefs that stand at the top, in this order, to the chance of each belief to come next. The chance of
 * an order is a nested integral: the last is below those above it, and all others below the last.
 */
export function nextChances(grid: BeliefGrid): (above: readonly number[]) => Float64Array {
  const logBelow = grid.below.map((values) => values.map((chance) => Math.log(Math.max(LEAST, chance))))
  const logAll = new Float64Array(grid.points)
  for (const values of logBelow)
    for (let point = 0; point < grid.points; point++) logAll[point] = (logAll[point] ?? 0) + (values[point] ?? 0)
  // What takes a belief out of the product of all, and puts its density there.
  const inPlace = grid.density.map((density, belief) =>
    density.map((value, point) => value / Math.max(LEAST, grid.below[belief]?.[point] ?? 0)),
  )

  /** At each point, the chance that these are above it, in this order. */
  const ordered = (above: readonly number[]): Float64Array => {
    let chances = new Float64Array(grid.points).fill(1)
    for (const belief of above) {
      const density = grid.density[belief]
      chances = Float64Array.from(grid.fromAbove(chances.map((chance, point) => chance * (density?.[point] ?? 0))))
    }
    return chances
  }
  return (above) => {
    const gone = new Set(above)
    const others = ordered(above).map((chance, point) => {
      const left = above.reduce((sum, belief) => sum - (logBelow[belief]?.[point] ?? 0), logAll[point] ?? 0)
      return chance * (grid.weights[point] ?? 0) * Math.exp(left)
    })
    const next = Float64Array.from(inPlace, (values, belief) => {
      if (gone.has(belief)) return 0
      let sum = 0
      for (let point = 0; point < grid.points; point++) sum += (others[point] ?? 0) * (values[point] ?? 0)
      return sum
    })
    const order = next.reduce((sum, chance) => sum + chance, 0)
    return next.map((chance) => (order < LEAST_ORDER ? 0 : chance / order))
  }
}
