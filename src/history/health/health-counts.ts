import type { Rung } from '../../model/nouns/answer-vocabulary.ts'

/** How often each word was said, such as a reason. */
export type WordCounts = Readonly<Record<string, number>>

/** What one isolate reported once. */
export interface HealthReport {
  readonly isolate: string
  /** When it was made, milliseconds since 1970 UTC. */
  readonly at: number
  readonly decisions: number
  /** Decisions that had nothing to play. */
  readonly empty: number
  /** Decisions by the rung that answered them. */
  readonly rungs: Readonly<Partial<Record<Rung, number>>>
  /** Empty decisions by their reason. */
  readonly reasons: WordCounts
  /** Why it did not accept the newest snapshot or list; null: it did. */
  readonly refusal: string | null
}

/** What the isolates of a region served in a span of time. */
export interface HealthCounts {
  /** How many reports it was added up from: it only grows, so of two sums the one with more is the later. */
  readonly reports: number
  readonly decisions: number
  /** Decisions that had nothing to play. */
  readonly empty: number
  /** Decisions by the rung that answered them. */
  readonly rungs: Readonly<Record<Rung, number>>
  /** Empty decisions by their reason. */
  readonly reasons: WordCounts
  /** Isolates by why they did not accept the newest snapshot or list, as each said last. */
  readonly refusals: WordCounts
  /** How many isolates reported. */
  readonly isolates: number
}

/** Words that are kept by name: far more than there are. What is beyond them counts as `OTHER_WORDS`. */
const WORDS_MAX = 40

/** What the seldom words count as, once there are too many of them. */
export const OTHER_WORDS = 'other'

/** What the reports of one span come to; null: there are none. */
export function healthOfReports(reports: readonly HealthReport[]): HealthCounts | null {
  if (reports.length === 0) return null
  const last = new Map<string, HealthReport>()
  for (const report of reports) {
    const known = last.get(report.isolate)
    if (known === undefined || known.at <= report.at) last.set(report.isolate, report)
  }
  const refused = [...last.values()].flatMap(({ refusal }) => (refusal === null ? [] : [{ [refusal]: 1 }]))
  return {
    reports: reports.length,
    decisions: total(reports.map(({ decisions }) => decisions)),
    empty: total(reports.map(({ empty }) => empty)),
    rungs: rungsOf(reports),
    reasons: joined(
      reports.map(({ reasons }) => reasons),
      (one, other) => one + other,
    ),
    refusals: joined(refused, (one, other) => one + other),
    isolates: last.size,
  }
}

/**
 * What spans that follow each other come to, as one; null: there are none. Isolates are those of the span with most of
 * them, and so are those that refuse, because who reported in two spans is counted in both.
 */
export function healthOfSpans(spans: readonly HealthCounts[]): HealthCounts | null {
  if (spans.length === 0) return null
  return {
    reports: total(spans.map(({ reports }) => reports)),
    decisions: total(spans.map(({ decisions }) => decisions)),
    empty: total(spans.map(({ empty }) => empty)),
    rungs: rungsOf(spans),
    reasons: joined(
      spans.map(({ reasons }) => reasons),
      (one, other) => one + other,
    ),
    refusals: joined(
      spans.map(({ refusals }) => refusals),
      Math.max,
    ),
    isolates: Math.max(...spans.map(({ isolates }) => isolates)),
  }
}

function rungsOf(parts: readonly Pick<HealthReport, 'rungs'>[]): HealthCounts['rungs'] {
  const count = (rung: Rung) => total(parts.map(({ rungs }) => rungs[rung] ?? 0))
  return { fresh: count('fresh'), stale: count('stale'), cached: count('cached'), baseline: count('baseline') }
}

function total(numbers: readonly number[]): number {
  return numbers.reduce((sum, each) => sum + each, 0)
}

function joined(parts: readonly WordCounts[], join: (one: number, other: number) => number): WordCounts {
  const counts = new Map<string, number>()
  for (const part of parts) {
    for (const [word, times] of Object.entries(part)) {
      const known = counts.get(word)
      counts.set(word, known === undefined ? times : join(known, times))
    }
  }
  const sorted = [...counts].sort(([one, most], [other, more]) => more - most || (one < other ? -1 : 1))
  const seldom = total(sorted.slice(WORDS_MAX).map(([, times]) => times))
  const kept = new Map(sorted.slice(0, WORDS_MAX))
  if (seldom > 0) kept.set(OTHER_WORDS, (kept.get(OTHER_WORDS) ?? 0) + seldom)
  return Object.fromEntries(kept)
}
