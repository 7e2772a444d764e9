import type { Redis } from '@upstash/redis/cloudflare'
import { AUDIT_PLACE } from '../../contracts/ops/requests/logs.ts'
import {
  type CommandQueue,
  sendPipeline,
  sendRepeatable,
  sendRepeatableTransaction,
  sendTransaction,
} from '../store/checked-pipeline.ts'
import { keys } from '../store/keys.ts'
import { asNumber, asWords } from '../store/replies.ts'

/** Who did what to what. `before` and `after` are the changed values; null when there was or is nothing. */
export interface AuditEntry {
  /** Milliseconds since 1970. */
  readonly at: number
  /** Who did it: an email address, a service token's common name, `break-glass`, `cron`. */
  readonly actor: string
  /** The role that allowed it; null: not done for a person (cron, a feed). */
  readonly role: string | null
  /** Like `ingest`, `campaign.approve`, `takedown.add`. */
  readonly action: string
  /** An id, a region, a batch. */
  readonly target: string
  readonly before: unknown
  readonly after: unknown
}

/** An entry with its position, such as `2026-11/41`: the month (UTC) and the index in it, from 0. It never changes. */
export interface PlacedAuditEntry extends AuditEntry {
  readonly id: string
}

/**
 * Queues an entry, to be written in the same MULTI as the change that it describes. The log is append-only: one list
 * for each month, which is never trimmed and never expires.
 */
export function queueAudit(queue: CommandQueue, entry: AuditEntry): void {
  const month = new Date(entry.at).toISOString().slice(0, 7)
  queue.rpush(keys.audit(month), JSON.stringify(entry))
  queue.sadd(keys.auditMonths, month)
}

/** Writes an entry on its own. */
export async function appendAudit(redis: Redis, entry: AuditEntry): Promise<void> {
  await sendPipeline(redis, (queue) => queueAudit(queue, entry))
}

/** Entries in a request to the store. */
const AT_ONCE = 100

/** Writes many entries on their own, in their order. */
export async function appendAudits(redis: Redis, entries: readonly AuditEntry[]): Promise<void> {
  for (let from = 0; from < entries.length; from += AT_ONCE) {
    await sendPipeline(redis, (queue) => {
      for (const entry of entries.slice(from, from + AT_ONCE)) queueAudit(queue, entry)
    })
  }
}

const SETTLED_SECONDS = 30 * 86_400

/** Writes an entry that was kept elsewhere under a name while the store was down: once, however often it is tried. */
export async function settleAudit(redis: Redis, name: string, entry: AuditEntry): Promise<void> {
  const [known] = await sendRepeatable(redis, (queue) => queue.sismember(keys.auditSettled, name))
  if (known === 1) return
  await sendTransaction(redis, (queue) => {
    queue.sadd(keys.auditSettled, name)
    queue.expire(keys.auditSettled, SETTLED_SECONDS)
    queueAudit(queue, entry)
  })
}

/**
 * The last entries, the newest first, from as many months as needed.
 *
 * @param before only entries that are older than the one at this position; null: from the newest on
 */
export async function readAudit(
  redis: Redis,
  limit: number,
  before: string | null = null,
): Promise<PlacedAuditEntry[]> {
  const [reply] = await sendRepeatable(redis, (queue) => queue.smembers(keys.auditMonths))
  const [, startMonth = '9999-12', startIndex] = AUDIT_PLACE.exec(before ?? '') ?? []
  const months = asWords(reply)
    .filter((month) => month <= startMonth)
    .sort()
    .reverse()
  const found: PlacedAuditEntry[] = []
  for (const month of months) {
    if (found.length >= limit) break
    const end = month === startMonth && startIndex !== undefined ? Number(startIndex) : null
    found.push(...(await readMonth(redis, month, limit - found.length, end)))
  }
  return found
}

/** @param end the index of the first entry that is no longer wanted; null: up to the end of the month */
async function readMonth(redis: Redis, month: string, limit: number, end: number | null): Promise<PlacedAuditEntry[]> {
  if (end === 0) return []
  const [first, last] = end === null ? [-limit, -1] : [Math.max(0, end - limit), end - 1]
  const [length, reply] = await sendRepeatableTransaction(redis, (queue) => {
    queue.llen(keys.audit(month))
    queue.lrange(keys.audit(month), first, last)
  })
  const words = asWords(reply)
  const from = end === null ? asNumber(length) - words.length : first
  // The values were written by `queueAudit`.
  const entries = words.map((json, index) => ({ id: `${month}/${from + index}`, ...(JSON.parse(json) as AuditEntry) }))
  return entries.reverse()
}
