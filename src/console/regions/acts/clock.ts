import type { IsolateReport, RegionStatus } from '../../../contracts/ops/answers/regions.ts'

/** What an isolate says of what it serves. */
type Serving = Pick<IsolateReport, 'sequence' | 'at' | 'refusal'>

/** What the clock is read from. */
type Announced = Pick<RegionStatus, 'sequence' | 'ageSeconds'> & { readonly seen: readonly Serving[] }

/** How far an announcement has come among the isolates that serve a region. */
export interface AnnouncementClock {
  /** Isolates that reported in the last 15 minutes. */
  readonly isolates: number
  /** Those that serve it, or what was announced after it. */
  readonly have: number
  /** Those that serve something older, and have not reported since it was announced. */
  readonly notHeardOf: number
  /** Those that serve something older, and said so since, with the reasons that they gave. */
  readonly behind: readonly Serving[]
  /** Seconds since it was announced; null: storage does not show it yet, or shows a later one. */
  readonly seconds: number | null
}

/**
 * Counts who has an announcement, from what each isolate said last.
 *
 * @param sequence of the announcement
 * @param now milliseconds since 1970
 */
export function clockOf(status: Announced, sequence: number, now: number): AnnouncementClock {
  const { seen, ageSeconds } = status
  const seconds = status.sequence === sequence ? ageSeconds : null
  const older = seen.filter((report) => report.sequence < sequence)
  const announcedAt = seconds === null ? Number.POSITIVE_INFINITY : now - (seconds + 1) * 1000
  const behind = older.filter(({ at }) => at > announcedAt)
  return {
    isolates: seen.length,
    have: seen.length - older.length,
    notHeardOf: older.length - behind.length,
    behind,
    seconds,
  }
}
