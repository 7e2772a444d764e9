import type { Redis } from '@upstash/redis/cloudflare'
import { type LearnedReportAnswer, learnedReport } from '../../contracts/ops/answers/learned/learned-report.ts'
import type { LearnedRunId } from '../../model/learned/learned-run.ts'
import { type AuditEntry, queueAudit } from '../reports/audit-log.ts'
import { sendRepeatable, sendTransaction } from '../store/checked-pipeline.ts'
import { keys } from '../store/keys.ts'
import { asText } from '../store/replies.ts'

/** What a run did; null: no report of it is kept, or it cannot be read, and can be sent again. */
export async function readLearnedReport(redis: Redis, id: LearnedRunId): Promise<LearnedReportAnswer | null> {
  const [reply] = await sendRepeatable(redis, (queue) => queue.hget(keys.learned.reports, id))
  const json = asText(reply)
  if (json === null) return null
  try {
    return learnedReport.parse(JSON.parse(json))
  } catch {
    return null
  }
}

/** Keeps the report of a run that is stored. */
export async function writeLearnedReport(
  redis: Redis,
  id: LearnedRunId,
  report: LearnedReportAnswer,
  entry: AuditEntry,
): Promise<void> {
  await sendTransaction(redis, (queue) => {
    queue.hset(keys.learned.reports, { [id]: JSON.stringify(report) })
    queueAudit(queue, entry)
  })
}
