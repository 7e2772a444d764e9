import type { LeftOutSlot } from './logged-page.ts'

/** A row of a log, alone. */
export interface ReadRow {
  /** Null: the row is a page of its own. */
  readonly decision: string | null
  readonly unit: string | null
  /** As the log counts. */
  readonly position: number
  readonly action: string
  readonly propensity: number
  readonly reward: number
  readonly leftOut: LeftOutSlot | null
}

/** A row that cannot be used; with its decision and position, if they can be read, for the rows below it. */
export interface UnreadableRow {
  readonly problem: string
  readonly decision: string | null
  readonly position: number | null
}

/** What a line of a log says. */
export type ParsedRow = ReadRow | UnreadableRow

/** Smaller chances are no chances: such a weight would be above a million million. */
export const LEAST_PROPENSITY = 1e-12
/** Greater rewards are taken for faults: their squares, weighted, could not be summed. */
export const GREATEST_REWARD = 1e12
/** No page is longer. */
export const GREATEST_POSITION = 999

/** What is wrong with a propensity; null: nothing. */
export function propensityFault(value: number): string | null {
  if (Number.isNaN(value)) return 'no number'
  if (value <= 0) return 'not above 0: what has no chance cannot have been drawn'
  if (value > 1) return 'above 1, which no chance is'
  return value < LEAST_PROPENSITY ? `below ${LEAST_PROPENSITY}, too small to be a chance` : null
}

/** What is wrong with a reward; null: nothing. */
export function rewardFault(value: number): string | null {
  if (Number.isNaN(value)) return 'no number'
  return Math.abs(value) > GREATEST_REWARD ? `beyond ${GREATEST_REWARD}, which counts as a fault` : null
}

/** What is wrong with a position that is at least `first`; null: nothing. */
export function positionFault(value: number, first: 0 | 1): string | null {
  if (!Number.isInteger(value) || value < first) return `no whole number from ${first}`
  return value > GREATEST_POSITION ? `above ${GREATEST_POSITION}: no page is so long` : null
}
