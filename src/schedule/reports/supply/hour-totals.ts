import type { SupplyCell } from '../../../model/messages/queue-message.ts'
import { sumOfSupply } from '../../../model/messages/supply-counts.ts'
import { cellsOfText } from './supply-text.ts'

/**
 * The field of an hour's totals in the hash of its day: `{hh}:{asked}`. What an hour was asked only grows, so of two
 * totals the one with more is the later, and a fold that began early and ends late replaces nothing.
 */
export function totalsField(hour: number, cells: readonly SupplyCell[]): string {
  return `${hourWord(hour)}:${sumOfSupply(cells).asked}`
}

/** Fields of other totals of the hour, with fewer placements. */
export function outdatedTotals(hour: number, field: string, fields: Iterable<string>): readonly string[] {
  const word = `${hourWord(hour)}:`
  return [...fields].filter((each) => each.startsWith(word) && askedOf(each) < askedOf(field))
}

/** The totals of an hour; null: it was not folded. */
export function totalsOf(hour: number, fields: ReadonlyMap<string, string>): SupplyCell[] | null {
  const word = `${hourWord(hour)}:`
  const known = [...fields].filter(([field]) => field.startsWith(word))
  const [last] = known.sort(([one], [other]) => askedOf(other) - askedOf(one))
  return last === undefined ? null : cellsOfText(last[1])
}

function hourWord(hour: number): string {
  return new Date(hour).toISOString().slice(11, 13)
}

function askedOf(field: string): number {
  return Number(field.slice(3))
}
