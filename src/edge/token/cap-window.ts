/** A cap's count and window share 16 bits in a session. The count has 10, and no campaign's cap exceeds 1000. */
export const GREATEST_COUNT = 1023
/** The window has 6 bits: enough for 90 days, the longest window of a cap. */
export const GREATEST_STEP = 63

/** The window of step 0, in seconds, and the number of steps in which a window doubles. */
const FIRST_SECONDS = 60
const STEPS_TO_TWICE = 3
/** As many as in sessions of before, whose longest window was 38 days. */
const STEPS_TO_TWICE_BEFORE = 4

/** The shortest step that covers a window: a cap is remembered up to 26 % too long, never too short. */
export function windowStep(windowSeconds: number): number {
  const step = Math.ceil(STEPS_TO_TWICE * Math.log2(Math.max(1, windowSeconds / FIRST_SECONDS)) - 1e-9)
  return Math.min(step, GREATEST_STEP)
}

/** The step of a window that a session of before remembered. */
export function stepOfBefore(step: number): number {
  return windowStep(FIRST_SECONDS * 2 ** (step / STEPS_TO_TWICE_BEFORE))
}

/** When a cap can be forgotten, in seconds since 1970 UTC. */
export function capEndSeconds(cap: { readonly windowStartSeconds: number; readonly windowStep: number }): number {
  return cap.windowStartSeconds + Math.ceil(FIRST_SECONDS * 2 ** (cap.windowStep / STEPS_TO_TWICE))
}
