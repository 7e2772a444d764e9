import { AUDIT_PLACE, readAudit } from '../../schedule/reports/audit-log.ts'
import { OpsProblem } from '../ops-problem.ts'
import { type OpsContext, onlyParameters } from './ops-context.ts'

const LIMIT_DEFAULT = 100
const LIMIT_MAX = 1_000

/**
 * `GET /ops/v1/audit[?limit=&before=]`: who did what, in which role, the newest first. `before` is the `id` of an
 * entry: the page after it. The log is never trimmed.
 */
export async function audit(context: OpsContext): Promise<Response> {
  onlyParameters(context, ['limit', 'before'])
  const limit = Number(context.req.query('limit') ?? LIMIT_DEFAULT)
  if (!Number.isInteger(limit) || limit < 1 || limit > LIMIT_MAX) {
    throw new OpsProblem(400, 'A bad limit', `limit is a whole number from 1 to ${LIMIT_MAX}.`, 'limit')
  }
  const before = context.req.query('before') ?? null
  if (before !== null && !AUDIT_PLACE.test(before)) {
    throw new OpsProblem(400, 'A bad place', 'before is the id of an entry, like 2026-11/41.', 'before')
  }
  return context.json({ entries: await readAudit(context.get('publisher').redis, limit, before) })
}
