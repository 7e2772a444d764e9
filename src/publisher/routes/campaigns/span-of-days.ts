import { DAYS, daysQuery } from '../../../contracts/ops/requests/days.ts'
import { DAY_MS, dayOf } from '../../../schedule/reports/counters/held-days.ts'
import { OpsProblem } from '../../ops-problem.ts'
import { type OpsContext, readQuery } from '../ops-context.ts'

/** The days (`YYYY-MM-DD`, UTC) that a query asks for, in order; 400 for a span that is no span, or too long. */
export function spanOfDays(context: OpsContext): readonly string[] {
  const { from, to } = readQuery(context, daysQuery, 'A bad day')
  const last = Date.parse(to ?? dayOf(context.get('publisher').now()))
  const first = from === undefined ? last - (DAYS.default - 1) * DAY_MS : Date.parse(from)
  const length = (last - first) / DAY_MS + 1
  if (length < 1) throw bad(`${dayOf(first)} is after to, ${dayOf(last)}.`)
  if (length > DAYS.max) throw bad(`These are ${length} days; ask for at most ${DAYS.max} at once.`)
  return Array.from({ length }, (_, index) => dayOf(first + index * DAY_MS))
}

function bad(detail: string): OpsProblem {
  return new OpsProblem(400, 'A bad span of days', detail, 'from')
}
