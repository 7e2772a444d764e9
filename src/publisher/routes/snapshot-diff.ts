import type { SnapshotChanges } from '../../contracts/ops/answers/changes.ts'
import { diffSnapshots } from '../inquiries/diff-service.ts'
import { answer } from './answer.ts'
import { type OpsContext, onlyParameters, regionOf } from './ops-context.ts'

/**
 * `GET /ops/v1/regions/{r}/snapshots/{id}/diff/{other}`: the difference from the first to the other, in records and in
 * decisions. Both are ids, or `live`, `previous`, `draft`.
 */
export async function snapshotDiff(context: OpsContext): Promise<Response> {
  onlyParameters(context, [])
  const [from, to] = [context.req.param('id') ?? '', context.req.param('other') ?? '']
  const changes = await diffSnapshots(context.get('publisher'), regionOf(context), { from, to })
  return answer<SnapshotChanges>(context).with(changes)
}
