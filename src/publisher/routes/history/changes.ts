import type { RecordedChangeAnswer, RecordedChanges } from '../../../contracts/ops/answers/history/recorded-changes.ts'
import { changesQuery } from '../../../contracts/ops/requests/history/changes.ts'
import type { RecordedChange } from '../../../history/changes/change-of.ts'
import { requireAction } from '../../access/require-action.ts'
import { readChanges } from '../../inquiries/read-changes.ts'
import { OpsProblem } from '../../ops-problem.ts'
import { answer } from '../answer.ts'
import { type OpsContext, readQuery } from '../ops-context.ts'

const DAY_MS = 86_400_000
const TITLES = { from: 'A bad time', to: 'A bad time', region: 'No such region', before: 'A bad place' }

/**
 * `GET /ops/v1/changes[?from=&to=&region=&before=]`: what was changed in the regions that the caller may read, the newest
 * first; of the last day if nothing says when.
 */
export async function changes(context: OpsContext): Promise<Response> {
  const { from, to, region, before = null } = readQuery(context, changesQuery, TITLES)
  if (region !== undefined) requireAction(context, 'audit.read', [region])
  const publisher = context.get('publisher')
  const end = to === undefined ? publisher.now() : Date.parse(to)
  const start = from === undefined ? end - DAY_MS : Date.parse(from)
  if (start > end)
    throw new OpsProblem(400, TITLES.from, 'from is an instant before to, which is now if left out.', 'from')
  const regions = region === undefined ? context.get('permission').regionsOf('audit.read') : [region]
  const found = await readChanges(publisher, { from: start, to: end, regions, before })
  return answer<RecordedChanges>(context).with({ changes: found.changes.map(presented), more: found.more })
}

function presented({ id, at, regions, kind, actor, summary, href }: RecordedChange): RecordedChangeAnswer {
  const [only = null, ...others] = regions ?? []
  const region = others.length === 0 ? only : null
  return { id, at: new Date(at).toISOString(), region, kind, actor, summary, href }
}
