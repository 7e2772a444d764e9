import type { DeviceEventItem } from '../../model/messages/queue-message.ts'
import type { RegionId } from '../../model/nouns/region.ts'
import { sendRepeatable, sendTransaction } from '../store/checked-pipeline.ts'
import type { ScheduleContext } from '../store/connect.ts'
import { keys } from '../store/keys.ts'

const DAY_MS = 86_400_000
/** A decision token accepts events for seven days, and a queue keeps a message for four: no valid event is older. */
const COUNTED_MS = 11 * DAY_MS
/** How long an impression is known as counted: together with all others of its day, whatever their time of day. */
const DEDUPE_MS = COUNTED_MS + 2 * DAY_MS
const STATS_SECONDS = 100 * 86_400

/** Field of `stats:{r}:{day}` with an asset's number of impressions. */
const impressionsField = (assetId: string): string => `impressions:${assetId}`

/** What counting needs. */
type Counting = Pick<ScheduleContext, 'redis' | 'now'>

const dayOf = (instant: number): string => new Date(instant).toISOString().slice(0, 10)

/**
 * Counts impressions into `stats:{r}:{day}`. A queue only promises delivery at least once, and a device may report an
 * impression again with another time. So each impression is a member of a sorted set, scored by the time that arrived
 * first, and a day's counter is the number of members in that day. Repeated or reordered messages give the same count.
 */
export async function countImpressions(
  context: Counting,
  region: RegionId,
  items: readonly DeviceEventItem[],
): Promise<void> {
  const byAsset = new Map<string, Map<string, number>>()
  for (const item of items) {
    if (item.event !== 'impression') continue
    // Of repeated impressions in a message, the first counts. An invalid time throws, and the message is retried.
    dayOf(item.occurredAt)
    const members = byAsset.get(item.assetId) ?? new Map<string, number>()
    byAsset.set(item.assetId, members)
    const member = `${item.decisionId}:${item.position}`
    if (!members.has(member)) members.set(member, item.occurredAt)
  }
  for (const [assetId, members] of byAsset) await countOne(context, { region, assetId }, members)
}

interface Counted {
  readonly region: RegionId
  readonly assetId: string
}

async function countOne(context: Counting, counted: Counted, members: ReadonlyMap<string, number>) {
  const key = keys.impressions(counted.region, counted.assetId)
  const now = context.now()
  const known = [...members].filter(([, at]) => at > now - COUNTED_MS).map(([member, score]) => ({ member, score }))
  const [first, ...rest] = known
  if (first === undefined) return
  const replies = await sendTransaction(context.redis, (queue) => {
    queue.zremrangebyscore(key, '-inf', now - DEDUPE_MS)
    queue.zadd(key, { nx: true }, first, ...rest)
    queue.pexpire(key, DEDUPE_MS)
    for (const { member } of known) queue.zscore(key, member)
  })
  const days = new Set(replies.slice(3).map((at) => dayOf(Number(at))))
  for (const day of days) await writeCount(context, counted, day)
}

/**
 * Writes the number of a day's members as its counter. Another batch may add members at the same time, so the number is
 * read again after the write: whoever writes last sees the final number.
 */
async function writeCount({ redis }: Counting, { region, assetId }: Counted, day: string): Promise<void> {
  const start = Date.parse(day)
  const bounds = [keys.impressions(region, assetId), start, `(${start + DAY_MS}`] as const
  const stats = keys.stats(region, day)
  const [size] = await sendRepeatable(redis, (queue) => queue.zcount(...bounds))
  for (let counted = Number(size); ; ) {
    const replies = await sendTransaction(redis, (queue) => {
      queue.hset(stats, { [impressionsField(assetId)]: String(counted) })
      queue.expire(stats, STATS_SECONDS)
      queue.zcount(...bounds)
    })
    const now = Number(replies[2])
    if (now === counted) return
    counted = now
  }
}
