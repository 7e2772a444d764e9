import type { Redis } from '@upstash/redis/cloudflare'
import { type CommandQueue, sendPipeline, sendRepeatable } from './checked-pipeline.ts'
import { keys } from './keys.ts'
import { asWords } from './replies.ts'

const KEPT_ENTRIES = 10_000

/** Who did what to what. `before` and `after` are what changed, null where there was or is nothing. */
export interface AuditEntry {
  /** Milliseconds since 1970. */
  readonly at: number
  readonly actor: string
  /** Like `ingest`, `campaign.approve`, `takedown.add`. */
  readonly action: string
  /** An id, a region, a batch. */
  readonly target: string
  readonly before: unknown
  readonly after: unknown
}

/** Queues an entry, to be written in the same MULTI as what it tells of. */
export function queueAudit(queue: CommandQueue, entry: AuditEntry): void {
  queue.lpush(keys.auditLog, JSON.stringify(entry))
  queue.ltrim(keys.auditLog, 0, KEPT_ENTRIES - 1)
}

/** Writes an entry on its own. */
export async function appendAudit(redis: Redis, entry: AuditEntry): Promise<void> {
  await sendPipeline(redis, (queue) => queueAudit(queue, entry))
}

/** The last entries, newest first. */
export async function readAudit(redis: Redis, limit: number): Promise<AuditEntry[]> {
  const [reply] = await sendRepeatable(redis, (queue) => queue.lrange(keys.auditLog, 0, limit - 1))
  return asWords(reply).map((json) => JSON.parse(json) as AuditEntry)
}
