import type { AuditLog } from '../../contracts/ops/answers/audit.ts'
import { auditQuery } from '../../contracts/ops/requests/logs.ts'
import { readAudit } from '../../schedule/reports/audit-log.ts'
import { answer } from './answer.ts'
import { type OpsContext, readQuery } from './ops-context.ts'

/**
 * `GET /ops/v1/audit[?limit=&before=]`: who did what, in which role, the newest first. `before` is the `id` of an
 * entry: the page after it. The log is never trimmed.
 */
export async function audit(context: OpsContext): Promise<Response> {
  const { limit, before = null } = readQuery(context, auditQuery, { limit: 'A bad limit', before: 'A bad place' })
  return answer<AuditLog>(context).with({ entries: await readAudit(context.get('publisher').redis, limit, before) })
}
