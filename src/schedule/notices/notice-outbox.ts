import { sendRepeatable, sendRepeatableTransaction } from '../store/checked-pipeline.ts'
import type { ScheduleContext } from '../store/connect.ts'
import { keys } from '../store/keys.ts'
import { takeLock } from '../store/lock.ts'
import { asNumber, asText, asWords } from '../store/replies.ts'

/** What the webhook is told. Fields of its kind stand beside these. */
export interface Notice {
  /** The same for the same event, so that a receiver can drop repeats. */
  readonly id: string
  readonly kind:
    | 'approval-wanted'
    | 'approval-voided'
    | 'campaign-ended'
    | 'shortfall'
    | 'slot-dry'
    | 'purge'
    | 'feeds'
    | 'sample-ratio'
    | 'learned-canary'
  /** When it happened, in UTC. */
  readonly at: string
  /** For people, as chat tools show it. */
  readonly text: string
  readonly [field: string]: unknown
}

/** A notice that waits to be sent. */
export interface WaitingNotice {
  readonly notice: Notice
  /** Milliseconds since 1970. */
  readonly addedAt: number
  /** How often it was sent in vain. */
  readonly tries: number
}

/** How many notices wait at most. */
export const NOTICES_MAX = 10_000
/** How long an id is known after its notice was sent. */
const KNOWN_MS = 30 * 86_400_000
/** Longer than the webhook is waited for. */
const CLAIM_MS = 60_000

type Context = Pick<ScheduleContext, 'redis' | 'now'>

/** Puts a notice into the outbox, once. `full`: too many wait, so this one is dropped. */
export async function addNotice({ redis, now }: Context, notice: Notice): Promise<'added' | 'known' | 'full'> {
  const [sentAt, length] = await sendRepeatable(redis, (queue) => {
    queue.zscore(keys.noticesSent, notice.id)
    queue.hlen(keys.notices)
  })
  if (sentAt !== null) return 'known'
  if (asNumber(length) >= NOTICES_MAX) return 'full'
  const waiting: WaitingNotice = { notice, addedAt: now(), tries: 0 }
  await sendRepeatableTransaction(redis, (queue) => {
    queue.hsetnx(keys.notices, notice.id, JSON.stringify(waiting))
    queue.zadd(keys.noticesDue, { nx: true }, { score: waiting.addedAt, member: notice.id })
  })
  return 'added'
}

/** The ids of notices whose turn has come, the longest due first. */
export async function dueNotices({ redis, now }: Context, most: number): Promise<readonly string[]> {
  const [reply] = await sendRepeatable(redis, (queue) =>
    queue.zrange(keys.noticesDue, 0, now(), { byScore: true, offset: 0, count: most }),
  )
  return asWords(reply)
}

/** Takes a notice to send it; null: somebody else is sending it, or has sent it. */
export async function claimNotice(context: ScheduleContext, id: string): Promise<WaitingNotice | null> {
  if (!(await takeLock(context, keys.noticeClaim(id), context.newToken(), CLAIM_MS))) return null
  const [reply] = await sendRepeatable(context.redis, (queue) => queue.hget(keys.notices, id))
  const json = asText(reply)
  // Written by `addNotice` or `putOffNotice`.
  return json === null ? null : (JSON.parse(json) as WaitingNotice)
}

/** Notes that a notice is over: it was sent, or never will be. Its id is known for 30 days. */
export async function closeNotice({ redis, now }: Context, id: string): Promise<void> {
  const at = now()
  await sendRepeatableTransaction(redis, (queue) => {
    queue.zadd(keys.noticesSent, { score: at, member: id })
    queue.hdel(keys.notices, id)
    queue.zrem(keys.noticesDue, id)
    queue.del(keys.noticeClaim(id))
    queue.zremrangebyscore(keys.noticesSent, 0, at - KNOWN_MS)
  })
}

/** Notes that a notice could not be sent, and when it is sent again. */
export async function putOffNotice({ redis }: Context, waiting: WaitingNotice, nextAt: number): Promise<void> {
  const { id } = waiting.notice
  await sendRepeatableTransaction(redis, (queue) => {
    queue.hset(keys.notices, { [id]: JSON.stringify(waiting) })
    queue.zadd(keys.noticesDue, { score: nextAt, member: id })
    queue.del(keys.noticeClaim(id))
  })
}

/** Up to when ends of campaigns were told, milliseconds since 1970; null: nobody has looked yet. */
export async function noticesLookedAt({ redis }: Pick<Context, 'redis'>): Promise<number | null> {
  const [reply] = await sendRepeatable(redis, (queue) => queue.get(keys.noticesLooked))
  const text = asText(reply)
  return text === null ? null : Number(text)
}

/** Notes up to when ends of campaigns were told. */
export async function noteNoticesLooked({ redis }: Pick<Context, 'redis'>, at: number): Promise<void> {
  await sendRepeatable(redis, (queue) => queue.set(keys.noticesLooked, String(at)))
}

/** Whether a region's slots are to be looked at on this day (UTC): true once for each, whoever asks first. */
export async function beginDryLook(context: ScheduleContext, region: string, day: string): Promise<boolean> {
  return takeLock(context, keys.noticesLinted(region, day), '1', 2 * 86_400_000)
}

/** Whether shortfalls are to be looked for in this hour (UTC): true once for each, whoever asks first. */
export async function beginShortfallLook(context: ScheduleContext, hour: string): Promise<boolean> {
  return takeLock(context, keys.noticesShortfall(hour), '1', 2 * 86_400_000)
}
