import type { PacingStatus } from '../../contracts/ops/answers/pacing-status.ts'
import { type PacingRun, readPacingRun } from '../../schedule/pacing/keep-pacing.ts'
import type { PublisherContext } from '../publisher-context.ts'

/** A run is due every 5 minutes; after three that did not come somebody has to look. */
const LATE_MS = 20 * 60_000

/** How pacing is doing. */
export async function pacingStatus({ redis, now }: Pick<PublisherContext, 'redis' | 'now'>): Promise<PacingStatus> {
  return pacingStatusOf(await readPacingRun(redis), now())
}

function pacingStatusOf(run: PacingRun | null, now: number): PacingStatus {
  if (run === null) return { ranAt: null, ageSeconds: null, campaigns: 0, late: false }
  const age = Math.max(0, now - run.at)
  return {
    ranAt: new Date(run.at).toISOString(),
    ageSeconds: Math.floor(age / 1000),
    campaigns: run.campaigns,
    late: run.campaigns > 0 && age > LATE_MS,
  }
}
