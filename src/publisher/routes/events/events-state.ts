import type { EventsState } from '../../../contracts/ops/answers/events/events-state.ts'
import { deadTotals } from '../../../schedule/reports/dead-messages.ts'
import { answer } from '../answer.ts'
import { type OpsContext, onlyParameters } from '../ops-context.ts'
import { deadStateOf } from './dead-messages.ts'

/** `GET /ops/v1/events`: how what devices report is taken in. */
export async function eventsStateNow(context: OpsContext): Promise<Response> {
  onlyParameters(context, [])
  const { redis, now } = context.get('publisher')
  const at = now()
  const dead = deadStateOf(await deadTotals(redis), at)
  return answer<EventsState>(context).with({ asOf: new Date(at).toISOString(), dead })
}
