import { z } from 'zod'
import { content, type Operation } from '../../../openapi/operation.ts'
import { campaignCalendar } from '../../answers/campaigns/campaign-calendar.ts'
import { calendarQuery } from '../../requests/campaign-calendar.ts'
import { opsOperation, queryOf } from '../ops-operation.ts'
import { RECORD, STORED } from './campaign-examples.ts'

const tag = 'campaigns'
const query = queryOf(calendarQuery, { territory: 'DE', from: '2026-11-23', to: '2026-12-20' })
const TEXT = ['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//Firstframe//Campaigns//EN', 'END:VCALENDAR', ''].join('\r\n')

/** Which campaigns run when. */
export const campaignCalendarOperations: readonly Operation[] = [
  opsOperation({
    route: 'GET /ops/v1/calendar',
    id: 'getCalendar',
    tag,
    summary: 'Which campaigns run when, and where',
    description: 'By what campaigns say now; what waits beside them is not in it, and what was ended by hand is not.',
    query,
    answer: {
      description: 'Campaigns in the regions of the caller, with their windows as instants.',
      contents: [
        content('application/json', campaignCalendar, {
          one: {
            summary: 'One campaign',
            value: {
              from: '2026-11-23T00:00:00.000Z',
              to: '2026-12-21T00:00:00.000Z',
              campaigns: [
                {
                  id: RECORD.id,
                  name: RECORD.name,
                  owner: RECORD.owner,
                  tier: RECORD.priority,
                  state: 'live',
                  surfaces: RECORD.surfaces,
                  revision: STORED.revision,
                  changedAt: STORED.changedAt,
                  inHours: false,
                  windows: [{ territories: ['AT', 'DE'], from: '2026-11-26T23:00:00.000Z', until: null }],
                },
              ],
            },
          },
        }),
      ],
    },
  }),
  opsOperation({
    route: 'GET /ops/v1/calendar.ics',
    id: 'getCalendarFile',
    tag,
    summary: 'The same as iCalendar (RFC 5545): an event for each window, in UTC',
    query,
    answer: {
      description: 'What is open ends with the calendar.',
      contents: [
        content('text/calendar', z.string().describe('iCalendar.'), {
          empty: { summary: 'An empty one', value: TEXT },
        }),
      ],
    },
  }),
]
