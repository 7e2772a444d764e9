import { type Output, paint, plain } from '../frame/output.ts'
import type { RegionStatus } from '../ops/status-answers.ts'
import { refusalWords } from '../publish/refusal-words.ts'

/** Longest words of a refusal in the table; `ff status dach` has all of it. */
const OUTCOME_LENGTH = 100

type LogEntry = NonNullable<RegionStatus['lastRefusal']>

/** Every finding of a refused publish, each as `check: detail`. */
export function refusedWords({ refusals, reason }: LogEntry): string {
  const words = (refusals ?? []).map(refusalWords).join('; ')
  return words || plain(reason)
}

/** The newer of the last receipt and the last refusal, in a few words. */
export function lastOutcome(output: Output, { lastReceipt, lastRefusal }: RegionStatus): string {
  if (lastRefusal && (!lastReceipt || plain(lastRefusal.at) > plain(lastReceipt.at))) {
    const words = refusedWords(lastRefusal)
    const why = words.length > OUTCOME_LENGTH ? `${words.slice(0, OUTCOME_LENGTH)}…` : words
    return paint(output, 'red', why ? `refused: ${why}` : 'refused')
  }
  if (!lastReceipt) return '–'
  return plain(lastReceipt.outcome) || 'published'
}

/** To the minute: `2026-11-23 10:00 UTC`. */
export function minuteOf(instant: string | null | undefined): string {
  return instant ? `${instant.slice(0, 16).replace('T', ' ')} UTC` : '–'
}

/** What holds a region back or runs beside it. */
export function marksOf(output: Output, { pinned, canary, health }: RegionStatus): string[] {
  return [
    ...(health?.why ? [paint(output, 'red', `${health.state.toUpperCase()}: ${plain(health.why)}`)] : []),
    ...(pinned
      ? [paint(output, 'yellow', `pinned until ${minuteOf(pinned.until)} by ${plain(pinned.actor) || '–'}`)]
      : []),
    ...(canary ? [paint(output, 'yellow', `canary ${canary.percent} % until ${minuteOf(canary.until)}`)] : []),
  ]
}

/** How many isolates were last seen on each value: `fresh 12, stale 1`. */
function tally(values: readonly unknown[]): string {
  const counts = new Map<string, number>()
  for (const value of values) counts.set(plain(value) || '–', (counts.get(plain(value) || '–') ?? 0) + 1)
  return [...counts].map(([word, count]) => `${word} ${count}`).join(', ')
}

export function rungsSeen({ seen }: RegionStatus): string {
  return seen && seen.length > 0 ? tally(seen.map(({ rung }) => rung)) : '–'
}

export function sequencesSeen({ seen }: RegionStatus): string {
  return tally((seen ?? []).map(({ sequence }) => sequence))
}

/** Whether somebody has to look: storage lost it, or half of its candidates serve no more. */
export function isSick({ health }: RegionStatus): boolean {
  return health !== null && health !== undefined && SICK.includes(health.state)
}

const SICK: readonly string[] = ['lost', 'unknown', 'empty', 'halved']

/** What a status does not say while the scheduling store is silent. */
export function storeWarnings(output: Output, regions: readonly RegionStatus[]): readonly string[] {
  if (regions.every(({ takedowns }) => takedowns?.storeAnswers !== false)) return []
  const words =
    'the scheduling store does not answer: what was announced is served all the same, and takedowns work; ' +
    'what happened last, and what isolates report, is not known'
  return ['', paint(output, 'yellow', words)]
}
