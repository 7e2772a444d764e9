import type { CellFamilyName } from './cell.ts'

const DAY_MS = 86_400_000
/** The values of `source`, and above them one that stands for a network that is not known. */
const NOT_KNOWN = 4096
const SOURCES = 2 * NOT_KNOWN

/** What is known of when and where an event happened. */
export interface MarkedEvent {
  /** Milliseconds since 1970 UTC. */
  readonly occurredAt: number
  readonly source: number | null
}

/**
 * The score of a mark, of which the least stays: when the event happened, in milliseconds. Marks of results lie by day,
 * and within a day by network, so that the marks of one network are counted without reading any; whoever uses two
 * networks belongs to one of them.
 */
export function markScore(family: CellFamilyName, { occurredAt, source }: MarkedEvent): number {
  if (family !== 'assets') return occurredAt
  return Math.floor(occurredAt / DAY_MS) * SOURCES + (source ?? NOT_KNOWN)
}

/** The scores of the marks of a day: from, and below. @param start when the day begins, milliseconds since 1970 UTC */
export function scoresOfDay(family: CellFamilyName, start: number): readonly [from: number, below: number] {
  const of = (at: number) => (family === 'assets' ? (at / DAY_MS) * SOURCES : at)
  return [of(start), of(start + DAY_MS)]
}

/** The network of a mark of results, and when its day began; null: a network that is not known has no bound. */
export function sourceOfScore(score: number): { readonly source: number; readonly start: number } | null {
  const source = score % SOURCES
  return source === NOT_KNOWN ? null : { source, start: ((score - source) / SOURCES) * DAY_MS }
}
