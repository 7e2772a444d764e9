/** What was asked for and what was seen on a day, on a surface of a region. */
export interface SeenDay {
  readonly placements: number
  /** Impressions, or starts, of all campaigns. */
  readonly events: number
}

/** Impressions (or starts) of all campaigns per placement that was asked for, whatever that was answered. */
export interface SeenRate {
  readonly rate: number
  /** How much it differs from day to day, as a share of it. */
  readonly error: number
}

/** With fewer events nothing is said. */
const LEAST_EVENTS = 20
/** It is never known better than this. */
const LEAST_ERROR = 0.02

/** The rate of some days; null: too little was seen. */
export function seenRate(days: readonly SeenDay[]): SeenRate | null {
  const known = days.filter(({ placements }) => placements > 0)
  const [placements, events] = [sumOf(known, 'placements'), sumOf(known, 'events')]
  if (events < LEAST_EVENTS) return null
  const rate = events / placements
  const squares = known.map((day) => day.placements * (day.events / day.placements / rate - 1) ** 2)
  const spread = Math.sqrt(squares.reduce((sum, each) => sum + each, 0) / placements)
  return { rate, error: Math.max(LEAST_ERROR, spread, 1 / Math.sqrt(events)) }
}

function sumOf(days: readonly SeenDay[], key: keyof SeenDay): number {
  return days.reduce((sum, day) => sum + day[key], 0)
}
