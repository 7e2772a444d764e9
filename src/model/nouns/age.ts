/**
 * Time since an instant, in milliseconds. If the clock went back since then, the result is infinite, so that whatever
 * depends on its age is handled now, and not when the clock has caught up.
 */
export function ageOf(since: number, now: number): number {
  return since <= now ? now - since : Number.POSITIVE_INFINITY
}

/** Tolerated clock difference between two machines, in milliseconds. */
const SKEW_MS = 5 * 60_000

/** As `ageOf`, for an instant of another machine's clock: an instant slightly in the future counts as now. */
export function ageElsewhere(at: number, now: number): number {
  return at <= now + SKEW_MS ? Math.max(0, now - at) : Number.POSITIVE_INFINITY
}

/** A pause: a span in which something is left alone, in milliseconds since 1970 UTC. */
export interface Pause {
  readonly from: number
  readonly until: number
}

/** Whether the pause is still on. It ends after its length, and also when the clock is before its start. */
export function isOn({ from, until }: Pause, now: number): boolean {
  return from <= now && now < until
}

/** No pause at all. */
export const NO_PAUSE: Pause = { from: Number.POSITIVE_INFINITY, until: Number.NEGATIVE_INFINITY }
