import { KEPT_STEPS_MAX, type PacingStep } from './pacing-state.ts'
import type { SupplyBetween } from './readable-supply.ts'

/** The steps with the newest one ended: another share follows, or its own time was over before. */
export function endedSteps(steps: readonly PacingStep[], now: number, supply: SupplyBetween): readonly PacingStep[] {
  const last = steps.at(-1)
  if (last === undefined || last.from >= now) return steps.filter(({ from }) => from < now)
  const until = Math.max(last.from, Math.min(last.until, now))
  const ended = steps.slice()
  ended[ended.length - 1] = { ...last, until, supply: supply(last.from, until) }
  return ended
}

/**
 * The steps that a later one may need, and the newest: those of the window, those that the counters do not know yet.
 *
 * @param since when the window began in which the yield was measured
 */
export function keptSteps(steps: readonly PacingStep[], newest: PacingStep, since: number): PacingStep[] {
  const first = steps.findIndex(({ until }) => until > since)
  let kept = first < 0 ? [] : steps.slice(first)
  const last = kept.at(-1)
  // Steps without supply differ in nothing: hours in which it does not play, or is paused, are one.
  if (last?.supply === 0 && kept.at(-2)?.supply === 0) kept.pop()
  kept.push(newest)
  while (kept.length > KEPT_STEPS_MAX) kept = halved(kept)
  return kept
}

/** Each two steps of the older half as one: sums stay, only their course is coarser. */
function halved(steps: readonly PacingStep[]): PacingStep[] {
  const half = Math.floor(steps.length / 4) * 2
  const together = Array.from({ length: half / 2 }, (_, pair) => steps.slice(2 * pair, 2 * pair + 2)).flatMap(joined)
  return [...together, ...steps.slice(half)]
}

function joined([first, second]: PacingStep[]): PacingStep[] {
  if (first === undefined || second === undefined) return first === undefined ? [] : [first]
  const supply = first.supply + second.supply
  const chances = first.share * first.supply + second.share * second.supply
  const needed = first.share * first.supply * first.need + second.share * second.supply * second.need
  const share = supply > 0 ? chances / supply : 0
  return [{ ...first, until: second.until, supply, share, need: chances > 0 ? needed / chances : 1 }]
}
