/** Counts and windows of caps share 16 bits in a session: 10 for the count, of which no campaign asks for more than 1000. */
export const GREATEST_COUNT = 1023
/** And 6 for the window: the longest step is longer than a session lives. */
export const GREATEST_STEP = 63

/** The first step, and how many steps it takes to twice as long. */
const FIRST_SECONDS = 60
const STEPS_TO_TWICE = 4

/** The step that is no shorter than a window: a cap is remembered up to a fifth too long, never too short. */
export function windowStep(windowSeconds: number): number {
  const step = Math.ceil(STEPS_TO_TWICE * Math.log2(Math.max(1, windowSeconds / FIRST_SECONDS)) - 1e-9)
  return Math.min(step, GREATEST_STEP)
}

/** When a cap may be forgotten, seconds since 1970 UTC. */
export function capEndSeconds(cap: { readonly windowStartSeconds: number; readonly windowStep: number }): number {
  return cap.windowStartSeconds + Math.ceil(FIRST_SECONDS * 2 ** (cap.windowStep / STEPS_TO_TWICE))
}
