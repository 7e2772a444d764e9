import { healthReportOf } from '../../history/health/health-report.ts'
import type { TelemetryMessage } from '../../model/messages/queue-message.ts'
import { ageElsewhere } from '../../model/nouns/age.ts'
import type { CommandQueue } from '../store/checked-pipeline.ts'
import { keys } from '../store/keys.ts'
import { healthKeptFrom, reportsKey, spanName, spanOf } from './health-spans.ts'
import { textOfReport } from './health-text.ts'

/** Reports of isolates lapse this long after the last one of their span came; by then they are folded. */
const REPORTS_MS = 3 * 3_600_000

/**
 * Queues what a report says of the health of its region, under the isolate and the instant: however often it comes, it
 * counts once. One that is older than what is kept, or of a clock that is far ahead, is left out.
 *
 * @param now milliseconds since 1970 UTC
 */
export function queueHealth(queue: CommandQueue, message: TelemetryMessage, now: number): void {
  const isAhead = ageElsewhere(message.at, now) === Number.POSITIVE_INFINITY
  if (isAhead || message.at < healthKeptFrom(now)) return
  const report = healthReportOf(message)
  // By its own instant alone: when it comes again, it must come to the same place.
  const span = spanOf(message.region, message.at)
  queue.hset(reportsKey(span), { [`${report.isolate} ${report.at}`]: textOfReport(report) })
  queue.pexpire(reportsKey(span), REPORTS_MS)
  // After the report: what is folded between the two is folded again.
  queue.sadd(keys.healthDirty, spanName(span))
}
