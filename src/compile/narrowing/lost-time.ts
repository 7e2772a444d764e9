import { type Interval, withoutBlackouts } from '../time/windows.ts'

/**
 * What of some windows is no longer in others, from now on: from the first instant that is lost to the last, so that
 * several gaps become one; null when nothing is lost. Milliseconds since 1970 UTC; `from` null: at once, `until`
 * null: for good.
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
