import type { SlateItem } from '../slate/slate-item.ts'

/** The candidates that a slate is composed from, and the tiers (as bits) that it does not hold completely. */
export interface Pool {
  readonly items: readonly SlateItem[]
  readonly cutTiers: number
}
