import type { SupplyCell } from '../../../model/messages/queue-message.ts'
import { sumOfSupply } from '../../../model/messages/supply-counts.ts'
import { totalsField } from '../growing-totals.ts'
import { cellsOfText } from './supply-text.ts'

/** The field of an hour's totals in the hash of its day: `{hh}:{asked}`. What an hour was asked only grows. */
export function hourField(hour: number, cells: readonly SupplyCell[]): string {
  return totalsField(hourWord(hour), sumOfSupply(cells).asked)
}

/**
 * The totals of an hour; null: it was not folded.
 *
 * @param latest `latestTotals` of the hash of its day
 */
export function totalsOf(hour: number, latest: ReadonlyMap<string, string>): SupplyCell[] | null {
  const text = latest.get(hourWord(hour))
  return text === undefined ? null : cellsOfText(text)
}

function hourWord(hour: number): string {
  return new Date(hour).toISOString().slice(11, 13)
}
