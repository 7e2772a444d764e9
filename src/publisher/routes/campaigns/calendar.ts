import type { CampaignCalendar } from '../../../contracts/ops/answers/campaigns/campaign-calendar.ts'
import { CALENDAR_DAYS, calendarQuery } from '../../../contracts/ops/requests/campaign-calendar.ts'
import { DAY_MS } from '../../../schedule/reports/counters/held-days.ts'
import { calendarText } from '../../campaigns/calendar/calendar-text.ts'
import { campaignCalendar } from '../../campaigns/calendar/campaign-calendar.ts'
import { findCampaigns } from '../../campaigns/find-campaigns.ts'
import { OpsProblem } from '../../ops-problem.ts'
import { answer } from '../answer.ts'
import { type OpsContext, readQuery } from '../ops-context.ts'

/** `GET /ops/v1/calendar[?surface=&territory=&from=&to=]`: which campaigns run when, in the caller's regions. */
export async function calendar(context: OpsContext): Promise<Response> {
  return answer<CampaignCalendar>(context).with(await asked(context))
}

/** `GET /ops/v1/calendar.ics`: the same for calendars of people. */
export async function calendarFile(context: OpsContext): Promise<Response> {
  const text = calendarText(await asked(context), context.get('publisher').now())
  const type = 'text/calendar; charset=utf-8'
  return new Response(text, { headers: { 'content-type': type, 'cache-control': 'private, no-store' } })
}

async function asked(context: OpsContext) {
  const { surface, territory, from: first, to: last } = readQuery(context, calendarQuery, 'A bad parameter')
  const publisher = context.get('publisher')
  const { rules } = publisher
  const now = publisher.now()
  const from = first === undefined ? now - (now % DAY_MS) : Date.parse(first)
  const to = last === undefined ? from + CALENDAR_DAYS.default * DAY_MS : Date.parse(last) + DAY_MS
  const days = Math.round((to - from) / DAY_MS)
  if (days < 1) throw badSpan('from is after to.')
  if (days > CALENDAR_DAYS.max) throw badSpan(`These are ${days} days; ask for at most ${CALENDAR_DAYS.max} at once.`)
  const readable = context.get('permission').regionsOf('schedule.read')
  const { found } = await findCampaigns(publisher, readable, { surface, territory })
  const campaigns = campaignCalendar({ rules, now }, found, { from, to, territory })
  return { from: new Date(from).toISOString(), to: new Date(to).toISOString(), campaigns: [...campaigns] }
}

function badSpan(detail: string): OpsProblem {
  return new OpsProblem(400, 'A bad span of days', detail, 'from')
}
