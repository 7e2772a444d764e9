import type { WeighedRows } from './weighed-rows.ts'

/** The mean reward at each position of a log. */
export interface PlaceMeans {
  readonly at: (position: number) => number
  /**
   * How each row moves an estimate through these means.
   * @param leaning how much of the estimate is the mean of each position
   */
  readonly influence: (leaning: Float64Array) => (row: number) => number
  /** Greatest position, plus one. */
  readonly places: number
}

/** The means over all rows that count. */
export function placeMeans(all: WeighedRows): PlaceMeans {
  const places = all.position.reduce((most, position) => Math.max(most, position + 1), 0)
  const [rows, rewards] = [new Float64Array(places), new Float64Array(places)]
  for (let row = 0; row < all.count; row++) {
    const position = all.position[row] ?? 0
    rows[position] = (rows[position] ?? 0) + 1
    rewards[position] = (rewards[position] ?? 0) + (all.reward[row] ?? 0)
  }
  const at = (position: number): number => (rewards[position] ?? 0) / Math.max(1, rows[position] ?? 0)
  const influence = (leaning: Float64Array) => (row: number) => {
    const position = all.position[row] ?? 0
    const own = (all.reward[row] ?? 0) - at(position)
    return ((leaning[position] ?? 0) * own) / (rows[position] ?? 1)
  }
  return { at, influence, places }
}
