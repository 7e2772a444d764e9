import type { StoredPull } from '../../../schedule/feeds/stores/pull-store.ts'

/** A feed that is fetched. */
export interface PulledFeed {
  readonly feed: string
  /** Revision of its settings. */
  readonly revision: number
  readonly url: string
  readonly everyMinutes: number
}

/** Half the time between two runs of the cron: what is due before the next run is nearer to this one. */
const EARLY_MS = 150_000

/** Whether it is a feed's turn to be fetched: after its time, and at once after its settings have changed. */
export function isDue(feed: PulledFeed, last: StoredPull | null, now: number): boolean {
  if (last === null || last.revision !== feed.revision) return true
  return now - last.at >= feed.everyMinutes * 60_000 - EARLY_MS
}
