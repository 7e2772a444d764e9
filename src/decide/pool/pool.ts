import type { SlateItem } from '../slate/slate-item.ts'

/** What a slate is composed from, and of which tiers it does not hold everything, as bits. */
export interface Pool {
  readonly items: readonly SlateItem[]
  readonly cutTiers: number
}
