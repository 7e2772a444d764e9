import { z } from 'zod'
import type { RegionId } from '../../model/nouns/region.ts'
import { lastReports } from '../../schedule/reports/isolate-reports.ts'
import type { ScheduleContext } from '../../schedule/store/connect.ts'

/** An isolate without a report for this long counts as gone. */
const SEEN_WITHIN_MS = 15 * 60_000

const report = z.looseObject({
  at: z.number(),
  sequence: z.number(),
  rung: z.string(),
  /** Why it refused what was announced; null: it accepted it. */
  refusal: z.string().nullable().default(null),
})

/** The last report of each isolate that serves a region, newest first. */
export async function seenIsolates(publisher: Pick<ScheduleContext, 'redis' | 'now'>, region: RegionId) {
  const reports = (await lastReports(publisher, region)).map((json) => report.parse(JSON.parse(json)))
  return reports.filter(({ at }) => publisher.now() - at < SEEN_WITHIN_MS).sort((a, b) => b.at - a.at)
}
