import type { ScheduleLanes } from '../../contracts/ops/answers/lanes/schedule-lanes.ts'
import type { ConsolePage } from '../page.ts'
import { Calendar } from './calendar.tsx'
import { CalendarActs } from './calendar-acts.tsx'
import { Filters } from './filters.tsx'
import { FindingsLater } from './findings.tsx'
import { Legend } from './legend.tsx'
import { CALENDAR_PARAMETERS, calendarQuery, queryText } from './schedule-query.ts'

/** `/console/schedule`: what plays where and when, and where nothing does. Findings take longer, and come later. */
export const schedulePage: ConsolePage = {
  path: '/console/schedule',
  section: 'schedule',
  parameters: CALENDAR_PARAMETERS,
  show: async (request) => {
    const query = calendarQuery(request)
    const told = await request.ask.get<ScheduleLanes>(`schedule/calendar?${queryText(query)}&findings=0`)
    return {
      title: 'Schedule',
      body: (
        <div class="page schedule">
          <div class="head">
            <h1>Schedule</h1>
            <Legend told={told} />
            <Filters query={query} told={told} me={request.me} />
          </div>
          <div class="split">
            <div class="panel scroll">
              <Calendar told={told} query={query} now={request.now} />
            </div>
            <FindingsLater query={query} />
          </div>
          <CalendarActs />
        </div>
      ),
    }
  },
}
