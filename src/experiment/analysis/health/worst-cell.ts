import type { ExposedCell } from '../moments/moments.ts'
import { splitTest } from './split-test.ts'

/** Where a split is worst: units of each arm there, and how unlikely they are. */
export interface WorstCell {
  /** Such as `{territory: 'DE'}`, or all that is known of one cell. */
  readonly where: Readonly<Record<string, string>>
  /** In the order of arms. */
  readonly units: readonly number[]
  readonly p: number
}

/** Fewer expected units in an arm than that make chi-squared unsure. */
const LEAST_EXPECTED = 5

/**
 * Where a split is worst, for each way of naming parts: cells by territory and device know other units than those by
 * rung. The least likely comes first.
 */
export function worstCells(cells: readonly ExposedCell[], weights: readonly number[]): readonly WorstCell[] {
  const ways = new Map<string, ExposedCell[]>()
  for (const cell of cells) {
    const names = JSON.stringify(Object.keys(cell.where).sort())
    const those = ways.get(names)
    if (those === undefined) ways.set(names, [cell])
    else those.push(cell)
  }
  return [...ways.values()].flatMap((those) => worstCell(those, weights) ?? []).sort((one, other) => one.p - other.p)
}

/**
 * The part of the units whose split is the least likely: one territory, one device, or one of all together. A part that
 * says it with one word comes before a smaller one as unlikely. Null: no part has the units to tell.
 */
export function worstCell(cells: readonly ExposedCell[], weights: readonly number[]): WorstCell | null {
  let worst: (WorstCell & { readonly squared: number }) | null = null
  const least = LEAST_EXPECTED / Math.min(...weights)
  for (const { where, units } of [...marginals(cells), ...cells]) {
    if (units.reduce((sum, number) => sum + number, 0) < least) continue
    const { squared, p } = splitTest(units, weights)
    if (worst === null || p < worst.p || (p === worst.p && squared > worst.squared))
      worst = { where, units, p, squared }
  }
  return worst === null ? null : { where: worst.where, units: worst.units, p: worst.p }
}

/** All cells that share one value, for each value. */
function marginals(cells: readonly ExposedCell[]): readonly ExposedCell[] {
  const sums = new Map<string, ExposedCell>()
  for (const { where, units } of cells) {
    for (const [name, value] of Object.entries(where)) {
      const key = JSON.stringify([name, value])
      const before = sums.get(key)?.units ?? []
      const added = units.map((number, index) => number + (before[index] ?? 0))
      sums.set(key, { where: { [name]: value }, units: added })
    }
  }
  return [...sums.values()]
}
