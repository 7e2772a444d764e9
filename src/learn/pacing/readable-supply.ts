/** Chances that a campaign may take between two instants, by forecast: `until` before `from` gives 0. */
export type SupplyBetween = (fromMs: number, untilMs: number) => number

/** What chances are counted by: those forecast, or one for each second where there is no forecast. */
export interface ReadableSupply {
  readonly basis: 'forecast' | 'flat'
  readonly between: SupplyBetween
}

/**
 * The forecast as the controller reads it. Where it gives nothing for all of the time ahead, or no number, chances are
 * taken as even over time, one a second: the yield learns the scale, only the shape of the day is missing.
 *
 * @param from,until the time ahead, milliseconds since 1970 UTC
 */
export function readableSupply(forecast: SupplyBetween, from: number, until: number): ReadableSupply {
  const between: SupplyBetween = (start, end) => {
    const chances = end > start ? forecast(start, end) : 0
    return Number.isFinite(chances) && chances > 0 ? chances : 0
  }
  const ahead = forecast(from, until)
  if (Number.isFinite(ahead) && ahead > 0) return { basis: 'forecast', between }
  return { basis: 'flat', between: (start, end) => Math.max(0, end - start) / 1000 }
}

/**
 * When so many chances have passed, by forecast: found by halves, never too late, and early by at most a second and a
 * 64th of the time until then.
 *
 * @returns `until` where they do not pass before it
 */
export function passedBy(supply: SupplyBetween, chances: number, from: number, until: number): number {
  if (!(supply(from, until) > chances)) return until
  let [low, high] = [from, until]
  while (high - low > 1000 + (low - from) / 64) {
    const middle = (low + high) / 2
    if (supply(from, middle) > chances) high = middle
    else low = middle
  }
  return Math.floor(low)
}
