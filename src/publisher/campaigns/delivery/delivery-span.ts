import { DELIVERY_DAYS } from '../../../contracts/ops/requests/campaigns/delivery.ts'
import { DAYS } from '../../../contracts/ops/requests/days.ts'
import { DAY_MS, dayOf } from '../../../schedule/reports/counters/held-days.ts'
import { OpsProblem } from '../../ops-problem.ts'
import { type Flight, flightDays } from './campaign-flight.ts'

/** Days, `YYYY-MM-DD` in UTC, the first and the last. */
export interface DaySpan {
  readonly first: string
  readonly last: string
}

/**
 * The days that a report is about: those that are asked for, or the whole of the campaign's time as far as days are kept
 * and fit.
 *
 * @param flight null: the campaign is never open
 * @throws OpsProblem 400 for a span that is no span, or too long
 */
export function reportedDays(
  asked: { readonly from?: string | undefined; readonly to?: string | undefined },
  flight: Flight | null,
  now: number,
): DaySpan {
  const kept = Date.parse(dayOf(now)) - (DAYS.max - 1) * DAY_MS
  const flown = flight === null ? null : flightDays(flight)
  const from = asked.from ?? latest(flown?.first ?? dayOf(now), dayOf(kept))
  const longest = dayOf(Date.parse(from) + (DELIVERY_DAYS.max - 1) * DAY_MS)
  const open = flown === null || flown.last === null
  const end = open ? latest(dayOf(now), from) : latest(flown.last ?? from, from)
  const to = asked.to ?? (end < longest ? end : longest)
  const length = (Date.parse(to) - Date.parse(from)) / DAY_MS + 1
  const field = asked.from === undefined ? 'to' : 'from'
  if (length < 1) throw bad(`The first day, ${from}, is after the last, ${to}.`, field)
  if (length > DELIVERY_DAYS.max) {
    const days = `From ${from} to ${to} are ${length} days`
    throw bad(`${days}; ask for at most ${DELIVERY_DAYS.max} at once, by from and to.`, field)
  }
  return { first: from, last: to }
}

/** All days of a span, in order. */
export function daysOf({ first, last }: DaySpan): readonly string[] {
  const length = Math.max(0, (Date.parse(last) - Date.parse(first)) / DAY_MS + 1)
  return Array.from({ length }, (_, index) => dayOf(Date.parse(first) + index * DAY_MS))
}

function latest(one: string, other: string): string {
  return one < other ? other : one
}

function bad(detail: string, field: 'from' | 'to'): OpsProblem {
  return new OpsProblem(400, 'A bad span of days', detail, field)
}
