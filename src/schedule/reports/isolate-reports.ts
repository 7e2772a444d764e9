import type { AnswerCounts } from '../../model/messages/canary-counts.ts'
import type { CanaryReport, TelemetryMessage } from '../../model/messages/queue-message.ts'
import type { RegionId } from '../../model/nouns/region.ts'
import { noteServing } from '../feeds/stores/servable.ts'
import { queueHealth } from '../health/keep-health.ts'
import { sendPipeline, sendRepeatable } from '../store/checked-pipeline.ts'
import type { ScheduleContext } from '../store/connect.ts'
import { keys } from '../store/keys.ts'
import { asFields } from '../store/replies.ts'

/** Isolates come and go by the thousand, so reports are kept by quarters of an hour, and each quarter lapses as a whole. */
const QUARTER_MS = 15 * 60_000
/** Nobody reads a quarter that is older than the last one. */
const KEPT_SECONDS = 3 * 900

const quarterOf = (at: number): number => Math.floor(at / QUARTER_MS)

/** Far more reasons than there are, and far longer texts than edges write. */
const REASONS_MAX = 64
const REASON_LENGTH = 64
const REFUSAL_LENGTH = 500

/** Stores an isolate's last report, for the status page, and counts it. The supply that it has is kept elsewhere. */
export async function keepReport(
  { redis, now }: Pick<ScheduleContext, 'redis' | 'now'>,
  report: TelemetryMessage,
): Promise<void> {
  const key = keys.seen(report.region, quarterOf(now()))
  await sendPipeline(redis, (queue) => {
    queue.hset(key, { [report.isolate]: JSON.stringify(boundedReport(report)) })
    queue.expire(key, KEPT_SECONDS)
    queueHealth(queue, report, now())
  })
  // The clock of an isolate may be ahead.
  await noteServing(redis, report.region, report.sequence, Math.min(report.at, now()))
}

/** What the status page shows of a report, and nothing else that is in it: what is stored of one isolate is bounded. */
function boundedReport(report: TelemetryMessage): Omit<TelemetryMessage, 'supply'> {
  const { type, isolate, region, sequence, snapshot, rung, at, counts, rejects, unreadableSessions, canary } = report
  const { listSignedAt } = report
  const { decisions, noDecisions, fallbacks } = counts
  const reasons = Object.entries(rejects).slice(0, REASONS_MAX)
  return {
    ...{ type, isolate, region, sequence, snapshot, rung, at, counts: { decisions, noDecisions, fallbacks } },
    rejects: Object.fromEntries(reasons.map(([reason, times]) => [reason.slice(0, REASON_LENGTH), times])),
    ...(unreadableSessions !== undefined && { unreadableSessions }),
    refusal: report.refusal?.slice(0, REFUSAL_LENGTH) ?? null,
    ...(listSignedAt !== undefined && { listSignedAt }),
    ...(canary !== undefined && { canary: boundedCanary(canary) }),
  }
}

function boundedCanary(canary: TelemetryMessage['canary']): CanaryReport | null {
  if (!canary) return null
  const { startedAs, counts, refusal } = canary
  const only = ({ decisions, empty, fallbacks, errors }: AnswerCounts) => ({ decisions, empty, fallbacks, errors })
  return {
    startedAs,
    counts: { control: only(counts.control), canary: only(counts.canary) },
    refusal: refusal?.slice(0, REFUSAL_LENGTH) ?? null,
  }
}

/** The last report of each isolate that served a region in the last quarter of an hour or a little longer, unordered. */
export async function lastReports(
  { redis, now }: Pick<ScheduleContext, 'redis' | 'now'>,
  region: RegionId,
): Promise<readonly TelemetryMessage[]> {
  const quarter = quarterOf(now())
  const replies = await sendRepeatable(redis, (queue) => {
    queue.hgetall(keys.seen(region, quarter - 1))
    queue.hgetall(keys.seen(region, quarter))
  })
  const last = new Map(replies.flatMap((reply) => [...asFields(reply ?? [])]))
  // The values were written by `keepReport`.
  return [...last.values()].map((json) => JSON.parse(json) as TelemetryMessage)
}
