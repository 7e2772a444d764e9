import type { EventsState, IntakeDay } from '../../../contracts/ops/answers/events/events-state.ts'
import { type IntakeCounts, readIntake } from '../../../schedule/reports/counters/intake.ts'
import { deadTotals } from '../../../schedule/reports/dead-messages.ts'
import { answer } from '../answer.ts'
import { type OpsContext, onlyParameters } from '../ops-context.ts'
import { deadStateOf } from './dead-messages.ts'

const DAY_MS = 86_400_000
const SHOWN_DAYS = 7

/** `GET /ops/v1/events`: how what devices report is taken in. */
export async function eventsStateNow(context: OpsContext): Promise<Response> {
  onlyParameters(context, [])
  const { redis, now } = context.get('publisher')
  const at = now()
  const days = Array.from({ length: SHOWN_DAYS }, (_, ago) => new Date(at - ago * DAY_MS).toISOString().slice(0, 10))
  const intake = await readIntake(redis, days)
  return answer<EventsState>(context).with({
    asOf: new Date(at).toISOString(),
    intake: intake.map(({ day, counts }) => intakeOf(day, counts)),
    dead: deadStateOf(await deadTotals(redis), at),
  })
}

function intakeOf(day: string, counts: IntakeCounts): IntakeDay {
  const many = (name: string): number => counts.get(name) ?? 0
  return {
    ...{ day, accepted: many('accepted'), sampled: many('sampled'), late: many('late') },
    ...{ refused: byField(counts, 'refused:'), doubted: byField(counts, 'doubted:') },
    ...{ badPropensity: many('badPropensity'), poison: many('poison'), retried: many('retried') },
  }
}

function byField(counts: IntakeCounts, start: string): Record<string, number> {
  const some = [...counts].filter(([name]) => name.startsWith(start))
  return Object.fromEntries(some.map(([name, count]) => [name.slice(start.length), count]))
}
