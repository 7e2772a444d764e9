import type { CapCount } from '../decide/eligibility/gates/pair-gates.ts'
import { MAX_PROFILE_CAPS, type ViewerProfile } from '../model/nouns/profile.ts'

/** A window is remembered in so many parts. */
const PARTS = 8

type Tallies = ViewerProfile['caps']
type Tally = Tallies[number]

/** One showing that a cap counts. */
export interface CappedShowing {
  readonly key: number
  readonly windowSeconds: number
  /** Seconds since 1970 UTC. */
  readonly at: number
}

/**
 * The tallies with more showings. A tally keeps, for each eighth of its window, how many showings there were and when
 * the first was; a part is dropped when the window after its first showing is over. Any order of the same showings gives
 * the same tallies, which one count that starts again would not.
 *
 * @param now seconds since 1970 UTC
 */
export function withShowings(before: Tallies, showings: readonly CappedShowing[], now: number): Tallies {
  const tallies = new Map(before.map((tally) => [tally[0], tally]))
  for (const showing of showings) {
    // A part lives as long as its first showing counts: one that counts no more must not end it.
    if (now >= showing.at + showing.windowSeconds) continue
    const [, , parts] = tallies.get(showing.key) ?? [0, 0, []]
    tallies.set(showing.key, [showing.key, showing.windowSeconds, withShowing(parts, showing)])
  }
  const running = [...tallies.values()].flatMap((tally): Tally[] => {
    const parts = runningParts(tally, now)
    return parts.length === 0 ? [] : [[tally[0], tally[1], parts]]
  })
  return running.sort(longestFirst).slice(0, MAX_PROFILE_CAPS)
}

function withShowing(parts: Tally[2], { at, windowSeconds }: CappedShowing): Tally[2] {
  const part = partOf(at, windowSeconds)
  const known = parts.find(([first]) => partOf(first, windowSeconds) === part)
  const others = parts.filter((each) => each !== known)
  const next: Tally[2][number] = known === undefined ? [at, 1] : [Math.min(known[0], at), known[1] + 1]
  return [...others, next].sort(([one], [other]) => one - other)
}

function partOf(at: number, windowSeconds: number): number {
  return Math.floor((at * PARTS) / windowSeconds)
}

function runningParts([, windowSeconds, parts]: Tally, now: number): Tally[2] {
  return parts.filter(([first]) => now < first + windowSeconds)
}

/** When nothing of a tally counts any more, seconds since 1970 UTC. */
function endOf([, windowSeconds, parts]: Tally): number {
  return Math.max(...parts.map(([first]) => first)) + windowSeconds
}

function longestFirst(one: Tally, other: Tally): number {
  return endOf(other) - endOf(one) || one[0] - other[0]
}

/**
 * What the tallies say to a decision: all showings of windows that are not over, counted from the first of them.
 *
 * @param now milliseconds since 1970 UTC
 */
export function countsOf(tallies: Tallies, now: number): readonly CapCount[] {
  return tallies.flatMap((tally): CapCount[] => {
    const parts = runningParts(tally, now / 1000)
    if (parts.length === 0) return []
    const since = Math.min(...parts.map(([first]) => first)) * 1000
    const count = parts.reduce((sum, [, showings]) => sum + showings, 0)
    return [{ key: tally[0], count, since, until: since + tally[1] * 1000 }]
  })
}
