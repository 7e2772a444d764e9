import type { TelemetryMessage } from '../../model/messages/queue-message.ts'
import type { RegionId } from '../../model/nouns/region.ts'
import { noteServing } from '../feeds/stores/servable.ts'
import { sendPipeline, sendRepeatable } from '../store/checked-pipeline.ts'
import type { ScheduleContext } from '../store/connect.ts'
import { keys } from '../store/keys.ts'
import { asFields } from '../store/replies.ts'

/** A region's reports are kept for an hour after the last one. */
const KEPT_SECONDS = 3_600

/** Stores an isolate's last report, for the status page. */
export async function keepReport({ redis }: Pick<ScheduleContext, 'redis'>, report: TelemetryMessage): Promise<void> {
  await sendPipeline(redis, (queue) => {
    queue.hset(keys.seen(report.region), { [report.isolate]: JSON.stringify(report) })
    queue.expire(keys.seen(report.region), KEPT_SECONDS)
  })
  await noteServing(redis, report.region, report.sequence, report.at)
}

/** The last report of each isolate that served a region, unordered. */
export async function lastReports(
  { redis }: Pick<ScheduleContext, 'redis'>,
  region: RegionId,
): Promise<readonly TelemetryMessage[]> {
  const [reply] = await sendRepeatable(redis, (queue) => queue.hgetall(keys.seen(region)))
  // The values were written by `keepReport`.
  return [...asFields(reply).values()].map((json) => JSON.parse(json) as TelemetryMessage)
}
