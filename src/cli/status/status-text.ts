import type { LoggedOutcome } from '../../contracts/ops/answers/publish.ts'
import type { AllRegions, RegionStatus } from '../../contracts/ops/answers/regions.ts'
import { age, count, type Output, paint, plain } from '../frame/output.ts'
import { refusalText } from '../publish/refusal-text.ts'

/** Longest text of a refusal in the table, in characters; `ff status dach` shows all of it. */
const OUTCOME_LENGTH = 100

/** Every finding of a refused publish, each as `check: detail`. */
export function refusedText({ refusals, reason }: LoggedOutcome): string {
  const words = (refusals ?? []).map(refusalText).join('; ')
  return words || plain(reason)
}

/** A short text for the last receipt or the last refusal, whichever is newer. */
export function lastOutcome(output: Output, { lastReceipt, lastRefusal }: RegionStatus): string {
  if (lastRefusal && (!lastReceipt || lastRefusal.at > lastReceipt.at)) {
    const words = refusedText(lastRefusal)
    const why = words.length > OUTCOME_LENGTH ? `${words.slice(0, OUTCOME_LENGTH)}…` : words
    return paint(output, 'red', why ? `refused: ${why}` : 'refused')
  }
  if (!lastReceipt) return '–'
  return plain(lastReceipt.outcome)
}

/** An instant to the minute: `2026-11-23 10:00 UTC`. */
export function minuteOf(instant: string | null | undefined): string {
  return instant ? `${instant.slice(0, 16).replace('T', ' ')} UTC` : '–'
}

/** What is special about a region now: a pin, a canary, or a sick state. */
export function marksOf(output: Output, { pinned, canary, health }: RegionStatus): string[] {
  return [
    ...(health.why ? [paint(output, 'red', `${health.state.toUpperCase()}: ${plain(health.why)}`)] : []),
    ...(pinned
      ? [paint(output, 'yellow', `pinned until ${minuteOf(pinned.until)} by ${plain(pinned.actor) || '–'}`)]
      : []),
    ...(canary ? [paint(output, 'yellow', `canary ${canary.percent} % until ${minuteOf(canary.until)}`)] : []),
  ]
}

/** How many isolates reported each value last: `fresh 12, stale 1`. */
function tally(values: readonly unknown[]): string {
  const counts = new Map<string, number>()
  for (const value of values) counts.set(plain(value) || '–', (counts.get(plain(value) || '–') ?? 0) + 1)
  return [...counts].map(([word, times]) => `${word} ${times}`).join(', ')
}

export function rungsSeen({ seen }: RegionStatus): string {
  return seen.length > 0 ? tally(seen.map(({ rung }) => rung)) : '–'
}

export function sequencesSeen({ seen }: RegionStatus): string {
  return tally(seen.map(({ sequence }) => sequence))
}

/** Whether a person must look: the region's snapshot was lost, or half of its candidates are not served any more. */
export function isSick({ health }: RegionStatus): boolean {
  return SICK.includes(health.state)
}

const SICK: readonly string[] = ['lost', 'unknown', 'empty', 'halved']

/** A warning about what is missing from a status while the scheduling store does not answer. */
export function storeWarnings(output: Output, regions: readonly RegionStatus[]): readonly string[] {
  if (regions.every(({ takedowns }) => takedowns.storeAnswers)) return []
  const words =
    'the scheduling store does not answer: what was announced is still served, and takedowns work; ' +
    'the last outcomes, the reports of isolates, stale feeds, dead messages and lost notices are unknown'
  return ['', paint(output, 'yellow', words)]
}

/** Whether somebody has to look: a sick region, a stale feed, a dead message, a lost notice, old shares. A store that is silent tells of none. */
export function isAlarming({ regions, staleFeeds, deadMessages, notices, pacing }: AllRegions): boolean {
  const isUntold = (deadMessages?.count ?? 0) > 0 || (notices?.lost ?? 0) > 0
  return regions.some(isSick) || (staleFeeds ?? []).length > 0 || isUntold || pacing?.late === true
}

/** Feeds that are older than they should be, a line each. */
export function staleFeedLines(output: Output, feeds: AllRegions['staleFeeds']): readonly string[] {
  if (feeds === null || feeds.length === 0) return []
  const lines = feeds.map(({ feed, owner, ageSeconds, objectiveSeconds }) => {
    const old = ageSeconds === null ? 'has never delivered anything' : `is ${age(ageSeconds)} old`
    const words = `the feed ${plain(feed)} of ${plain(owner)} ${old}; it should be at most ${age(objectiveSeconds)} old`
    return paint(output, 'red', `STALE: ${words} (ff feeds show ${plain(feed)})`)
  })
  return ['', ...lines]
}

/** Feeds of which something waits for a person, a line each. */
export function waitingFeedLines(output: Output, feeds: AllRegions['feeds']): readonly string[] {
  if (feeds === null || feeds.length === 0) return []
  const lines = feeds.map(({ feed, held, quarantined }) => {
    const name = plain(feed)
    const words = [
      ...(held === null ? [] : [`${plain(held)} is HELD (ff feeds deliveries ${name})`]),
      ...(quarantined === 0 ? [] : [`${count(quarantined)} in quarantine (ff quarantine list --feed ${name})`]),
    ]
    return paint(output, 'yellow', `the feed ${name}: ${words.join(', ')}`)
  })
  return ['', ...lines]
}

/** Messages that no consumer could take, in a line. */
export function deadMessageLines(output: Output, dead: AllRegions['deadMessages']): readonly string[] {
  if (dead === null || dead.count === 0) return []
  const full = dead.full ? '; no more are kept, and further ones lapse with the queue' : ''
  const words = `${count(dead.count)} messages of devices died, the oldest ${age(dead.oldestAgeSeconds)} ago${full}`
  return ['', paint(output, 'red', `DEAD: ${words} (ff events dead list)`)]
}

/** Shares of paced campaigns that nobody has set for long, in a line. */
export function pacingLines(output: Output, pacing: AllRegions['pacing']): readonly string[] {
  if (!pacing?.late) return []
  const words = `${count(pacing.campaigns)} paced campaigns have had no new share for ${age(pacing.ageSeconds)}; each keeps its last one until that ends`
  return ['', paint(output, 'red', `LATE: ${words}`)]
}
