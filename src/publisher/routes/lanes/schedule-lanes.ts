import type { ScheduleLanes } from '../../../contracts/ops/answers/lanes/schedule-lanes.ts'
import { lanesQuery } from '../../../contracts/ops/requests/lanes/schedule-lanes.ts'
import { requireAction } from '../../access/require-action.ts'
import { askedPlaces } from '../../lanes/lane-places.ts'
import { scheduleLanes } from '../../lanes/schedule-lanes.ts'
import { answer } from '../answer.ts'
import { campaignTag } from '../if-match.ts'
import { type OpsContext, readQuery } from '../ops-context.ts'

/**
 * `GET /ops/v1/schedule/calendar[?where=&surface=&from=&days=&clock=&q=&open=&findings=]`: lanes of surfaces in
 * territories, in the caller's regions.
 */
export async function lanes(context: OpsContext): Promise<Response> {
  const query = readQuery(context, lanesQuery, 'A bad parameter')
  const publisher = context.get('publisher')
  const readable = context.get('permission').regionsOf('schedule.read')
  const asked = askedPlaces(publisher.rules, query.where?.split(',') ?? null, readable)
  requireAction(context, 'schedule.read', asked.regions)
  const body = await scheduleLanes(publisher, {
    ...asked,
    readable,
    surface: query.surface ?? null,
    start: startOf(query.from),
    days: query.days,
    isLocal: query.clock === 'local',
    q: query.q ?? '',
    open: new Set(query.open?.split(',')),
    withFindings: query.findings,
    tagOf: campaignTag,
  })
  return answer<ScheduleLanes>(context).with(body)
}

function startOf(from: string | undefined) {
  if (from === undefined) return null
  return from.length === 'YYYY-MM-DD'.length ? { day: from } : { instant: Date.parse(from) }
}
