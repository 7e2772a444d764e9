/** How far ahead of an even course a frontloaded goal begins: 1.4 times the even rate, falling to 0.6 at the end. */
const AHEAD_AT_BEGINNING = 1.4

/**
 * The factor on the even rate that keeps a frontloaded goal on its course: 1.4 at the beginning, near 1 at the end.
 * The rate falls from 1.4 to 0.6 of the even one, linearly in the chances that passed, so that after a share `p` of
 * them `1.4 p − 0.4 p²` of the goal is delivered: solved here for what is delivered, which needs no memory and follows
 * a goal that is changed in the middle. Source: Google Ad Manager, delivery "frontloaded": +40 % at the beginning.
 *
 * @param delivered share of the goal, 0 to 1
 */
export function frontloadFactor(delivered: number): number {
  const bend = AHEAD_AT_BEGINNING - 1
  const done = Math.min(1, Math.max(0, delivered))
  const rate = Math.sqrt(AHEAD_AT_BEGINNING ** 2 - 4 * bend * done)
  const passed = (AHEAD_AT_BEGINNING - rate) / (2 * bend)
  return done >= 1 ? 1 : (rate * (1 - passed)) / (1 - done)
}
