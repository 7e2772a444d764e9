import type { Message } from '@cloudflare/workers-types'
import type { DeviceEventItem, EdgeMessage, TelemetryMessage } from '../model/queue-message.ts'
import type { RegionId } from '../model/region.ts'
import { countCanaryEvents, keepCanaryReport } from '../schedule/canary-counts.ts'
import { sendPipeline, sendTransaction } from '../schedule/checked-pipeline.ts'
import { keepDecision } from '../schedule/decision-lines.ts'
import { keys } from '../schedule/keys.ts'
import type { PublisherContext } from './publisher-context.ts'

/** A decision's token counts events for seven days; the sets that count them once live a little longer. */
const DEDUPE_SECONDS = 9 * 86_400
const STATS_SECONDS = 100 * 86_400

/** Field of `stats:{r}:{day}` that counts an asset's impressions. */
const impressionsField = (assetId: string): string => `impressions:${assetId}`

/**
 * Counts impressions into `stats:{r}:{day}`. At least once is all that a queue promises, so each is a
 * member of a set, and the counter is the set's size: however often and in whatever order a message
 * comes, the count is the same.
 */
export async function countImpressions(
  publisher: PublisherContext,
  region: RegionId,
  items: readonly DeviceEventItem[],
): Promise<void> {
  const groups = new Map<string, { day: string; assetId: string; members: Set<string> }>()
  for (const item of items) {
    if (item.event !== 'impression') continue
    const day = new Date(item.occurredAt).toISOString().slice(0, 10)
    const key = keys.impressions(region, day, item.assetId)
    const group = groups.get(key) ?? { day, assetId: item.assetId, members: new Set<string>() }
    groups.set(key, group)
    group.members.add(`${item.decisionId}:${item.position}`)
  }
  for (const [key, { day, assetId, members }] of groups) {
    const [first, ...rest] = members
    if (first === undefined) continue
    const replies = await sendTransaction(publisher.redis, (queue) => {
      queue.sadd(key, first, ...rest)
      queue.expire(key, DEDUPE_SECONDS)
      queue.scard(key)
    })
    await writeCount(publisher, { key, stats: keys.stats(region, day), assetId, size: Number(replies[2]) })
  }
}

/**
 * Writes the set's size as the counter. Another batch may have grown the set and written meanwhile, so the
 * size is looked at once more behind the write: whoever writes last sees the last size.
 */
async function writeCount(
  publisher: PublisherContext,
  { key, stats, assetId, size }: { key: string; stats: string; assetId: string; size: number },
): Promise<void> {
  for (let counted = size; ; ) {
    const replies = await sendTransaction(publisher.redis, (queue) => {
      queue.hset(stats, { [impressionsField(assetId)]: String(counted) })
      queue.expire(stats, STATS_SECONDS)
      queue.scard(key)
    })
    const now = Number(replies[2])
    if (now === counted) return
    counted = now
  }
}

/** Remembers an isolate's last report, for the status page, and what it has counted of a canary. */
export async function rememberTelemetry(publisher: PublisherContext, report: TelemetryMessage): Promise<void> {
  await sendPipeline(publisher.redis, (queue) => {
    queue.hset(keys.seen(report.region), { [report.isolate]: JSON.stringify(report) })
    queue.expire(keys.seen(report.region), 3_600)
  })
  if (report.canary) {
    await keepCanaryReport(publisher.redis, report.region, { isolate: report.isolate, report: report.canary })
  }
}

async function take(publisher: PublisherContext, message: EdgeMessage): Promise<void> {
  if (message.type === 'telemetry') await rememberTelemetry(publisher, message)
  else if (message.type === 'decision') await keepDecision(publisher.redis, message, publisher.now())
  else {
    await countImpressions(publisher, message.region, message.items)
    await countCanaryEvents(publisher.redis, message.region, message.items)
  }
}

/** Takes one batch of the edge's messages; each is acknowledged, or tried again, by itself. */
export async function consumeEvents(
  publisher: PublisherContext,
  messages: readonly Pick<Message<EdgeMessage>, 'body' | 'ack' | 'retry'>[],
): Promise<void> {
  for (const message of messages) {
    try {
      await take(publisher, message.body)
      message.ack()
    } catch {
      message.retry()
    }
  }
}
