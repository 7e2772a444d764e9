/**
 * How long ago something was, in milliseconds. A clock that went back since cannot tell: then it was as long ago as can
 * be, so that what is looked at by its age is looked at now, and not when the clock has caught up.
 */
export function ageOf(since: number, now: number): number {
  return since <= now ? now - since : Number.POSITIVE_INFINITY
}

/** Clocks of two machines may differ by so much, in milliseconds. */
const SKEW_MS = 5 * 60_000

/** The same of an instant that another machine's clock said: a little in the future it is now. */
export function ageElsewhere(at: number, now: number): number {
  return at <= now + SKEW_MS ? Math.max(0, now - at) : Number.POSITIVE_INFINITY
}

/** A while in which something is left alone, in milliseconds since 1970 UTC. */
export interface Pause {
  readonly from: number
  readonly until: number
}

/** Whether it is still on: it is over after its own length, and when the clock stands before it began. */
export function isOn({ from, until }: Pause, now: number): boolean {
  return from <= now && now < until
}

/** No pause at all. */
export const NO_PAUSE: Pause = { from: Number.POSITIVE_INFINITY, until: Number.NEGATIVE_INFINITY }
