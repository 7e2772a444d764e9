import { readAudit } from '../../schedule/audit-log.ts'
import { OpsProblem } from '../ops-problem.ts'
import { type OpsContext, onlyParameters } from './ops-context.ts'

const LIMIT_DEFAULT = 100
const LIMIT_MAX = 1_000

/** `GET /ops/v1/audit[?limit=]`: who did what, newest first. */
export async function audit(context: OpsContext): Promise<Response> {
  onlyParameters(context, ['limit'])
  const limit = Number(context.req.query('limit') ?? LIMIT_DEFAULT)
  if (!Number.isInteger(limit) || limit < 1 || limit > LIMIT_MAX) {
    throw new OpsProblem(400, 'A bad limit', `limit is a whole number from 1 to ${LIMIT_MAX}.`, 'limit')
  }
  return context.json({ entries: await readAudit(context.get('publisher').redis, limit) })
}
