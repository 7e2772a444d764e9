import type { ScheduleLanes } from '../../contracts/ops/answers/lanes/schedule-lanes.ts'
import type { ConsolePage } from '../page.ts'
import { Findings } from './findings.tsx'
import { CALENDAR_PARAMETERS, calendarHref, calendarQuery, queryText } from './schedule-query.ts'

/** `/console/schedule/findings`: what the linter finds in a calendar. The calendar shows it beside its lanes. */
export const scheduleFindingsPage: ConsolePage = {
  path: '/console/schedule/findings',
  section: 'schedule',
  parameters: CALENDAR_PARAMETERS,
  show: async (request) => {
    const query = calendarQuery(request)
    const told = await request.ask.get<ScheduleLanes>(`schedule/calendar?${queryText(query)}`)
    return {
      title: 'Findings',
      body: (
        <div class="page schedule">
          <div class="head">
            <h1>What the linter finds in the schedule</h1>
            <a href={calendarHref(query)}>Back to the calendar</a>
          </div>
          <Findings told={told} query={query} />
        </div>
      ),
    }
  },
}
