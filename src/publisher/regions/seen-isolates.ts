import type { IsolateReport } from '../../contracts/ops/answers/regions.ts'
import type { RegionId } from '../../model/nouns/region.ts'
import { lastReports } from '../../schedule/reports/isolate-reports.ts'
import type { ScheduleContext } from '../../schedule/store/connect.ts'

/** An isolate without a report for this long counts as gone. */
const SEEN_WITHIN_MS = 15 * 60_000

/** The last report of each isolate that serves a region, newest first. */
export async function seenIsolates(
  publisher: Pick<ScheduleContext, 'redis' | 'now'>,
  region: RegionId,
): Promise<readonly IsolateReport[]> {
  const reports = await lastReports(publisher, region)
  return reports.filter(({ at }) => publisher.now() - at < SEEN_WITHIN_MS).sort((a, b) => b.at - a.at)
}
