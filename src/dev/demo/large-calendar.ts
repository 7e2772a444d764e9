/** The day that a made-up schedule is written on. Fixed: the same seed gives the same schedule on any day. */
const WRITTEN_ON_MS = Date.UTC(2026, 10, 1)
const DAY_MS = 86_400_000

/** `YYYY-MM-DD`, so many days after the schedule was written; negative: before. */
export function dayAt(days: number): string {
  return new Date(WRITTEN_ON_MS + days * DAY_MS).toISOString().slice(0, 10)
}
