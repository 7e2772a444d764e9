import type { SupplyCell } from './queue-message.ts'

/** Placements that were asked for; `asked` is what was answered and what stayed empty, by reason. */
export type SupplyCounts = Pick<SupplyCell, 'asked' | 'answered' | 'empty'>

/** Nothing was asked for. */
export const NO_SUPPLY: SupplyCounts = { asked: 0, answered: 0, empty: {} }

/** Adds up counts of different placements. */
export function sumOfSupply(all: readonly SupplyCounts[]): SupplyCounts {
  const empty = new Map<string, number>()
  let [asked, answered] = [0, 0]
  for (const counts of all) {
    asked += counts.asked
    answered += counts.answered
    for (const [reason, times] of Object.entries(counts.empty)) empty.set(reason, (empty.get(reason) ?? 0) + times)
  }
  return { asked, answered, empty: Object.fromEntries(empty) }
}

/** Adds up cells of the same territory and surface, in the order of their names. */
export function sumOfCells(cells: readonly SupplyCell[]): SupplyCell[] {
  const groups = new Map<string, SupplyCell[]>()
  for (const cell of cells) {
    const name = `${cell.territory} ${cell.surface}`
    const group = groups.get(name)
    if (group === undefined) groups.set(name, [cell])
    else group.push(cell)
  }
  const named = [...groups].sort(([one], [other]) => (one < other ? -1 : 1))
  return named.flatMap(([, group]) => group.slice(0, 1).map((first) => ({ ...first, ...sumOfSupply(group) })))
}
