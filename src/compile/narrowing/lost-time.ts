import { type Interval, withoutBlackouts } from '../time/windows.ts'

/**
 * The time that some windows lose from now on: from the first lost instant to the last, so that several gaps are
 * merged; null if nothing is lost. Milliseconds since 1970 UTC; `from` null: at once, `until` null: for good.
 */
export function lostTime(
  before: readonly Interval[],
  after: readonly Interval[],
  now: number,
): { readonly from: number | null; readonly until: number | null } | null {
  const lost = before.flatMap((window) => withoutBlackouts(window, after)).filter(({ end }) => end > now)
  if (lost.length === 0) return null
  const from = Math.min(...lost.map(({ start }) => start))
  const until = Math.max(...lost.map(({ end }) => end))
  return { from: from <= now ? null : from, until: until === Number.POSITIVE_INFINITY ? null : until }
}
