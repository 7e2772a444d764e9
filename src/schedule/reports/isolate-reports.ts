import type { TelemetryMessage } from '../../model/messages/queue-message.ts'
import type { RegionId } from '../../model/nouns/region.ts'
import { noteServing } from '../feeds/stores/servable.ts'
import { sendPipeline, sendRepeatable } from '../store/checked-pipeline.ts'
import type { ScheduleContext } from '../store/connect.ts'
import { keys } from '../store/keys.ts'
import { asFields } from '../store/replies.ts'

/** Isolates come and go by the thousand, so reports are kept by quarters of an hour, and each quarter lapses as a whole. */
const QUARTER_MS = 15 * 60_000
/** Nobody reads a quarter that is older than the last one. */
const KEPT_SECONDS = 3 * 900

const quarterOf = (at: number): number => Math.floor(at / QUARTER_MS)

/** Stores an isolate's last report, for the status page. The supply that it has counted is kept elsewhere. */
export async function keepReport(
  { redis, now }: Pick<ScheduleContext, 'redis' | 'now'>,
  { supply: _, ...report }: TelemetryMessage,
): Promise<void> {
  const key = keys.seen(report.region, quarterOf(now()))
  await sendPipeline(redis, (queue) => {
    queue.hset(key, { [report.isolate]: JSON.stringify(report) })
    queue.expire(key, KEPT_SECONDS)
  })
  await noteServing(redis, report.region, report.sequence, report.at)
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
