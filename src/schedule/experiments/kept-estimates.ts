import type { Redis } from '@upstash/redis/cloudflare'
import { type KeptEstimate, keptEstimate } from '../../contracts/ops/answers/experiments/estimates.ts'
import { type AuditEntry, queueAudit } from '../reports/audit-log.ts'
import { sendRepeatable, sendTransaction } from '../store/checked-pipeline.ts'
import { keys } from '../store/keys.ts'
import { asWords } from '../store/replies.ts'

/** So many are kept. */
const KEPT = 50

/** The estimates that are kept, the newest first. One that cannot be read can be sent again, and is left out. */
export async function readEstimates(redis: Redis): Promise<readonly KeptEstimate[]> {
  const [reply] = await sendRepeatable(redis, (queue) => queue.lrange(keys.experiments.estimates, 0, KEPT - 1))
  return asWords(reply).flatMap((json) => keptEstimate.safeParse(jsonOf(json)).data ?? [])
}

/** Keeps an estimate, and drops the oldest beyond fifty. */
export async function keepEstimate(redis: Redis, estimate: KeptEstimate, entry: AuditEntry): Promise<void> {
  await sendTransaction(redis, (queue) => {
    queue.lpush(keys.experiments.estimates, JSON.stringify(estimate))
    queue.ltrim(keys.experiments.estimates, 0, KEPT - 1)
    queueAudit(queue, entry)
  })
}

function jsonOf(json: string): unknown {
  try {
    return JSON.parse(json)
  } catch {
    return null
  }
}
