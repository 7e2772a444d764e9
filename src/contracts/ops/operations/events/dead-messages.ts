import { content, type Operation } from '../../../openapi/operation.ts'
import { deadDropped, deadList, deadRetried } from '../../answers/events/dead-messages.ts'
import { deadDropOrder, deadQuery, deadRetryOrder } from '../../requests/events.ts'
import { opsOperation, queryOf } from '../ops-operation.ts'
import { conflict, tooLarge } from '../refusals.ts'

const tag = 'events'
const ID = '5f0c1b7e9a3d4c21b8e6f0a94d7c3b12'
const ASKED = { asOf: '2026-11-23T03:12:00Z' }
const OLDEST = { oldestAt: '2026-11-23T02:40:00Z', oldestAgeSeconds: 1_920, full: false }
const REASON = 'the store is back'

/** Messages of devices that died on the way. */
export const deadMessageOperations: readonly Operation[] = [
  opsOperation({
    route: 'GET /ops/v1/events/dead',
    id: 'listDeadMessages',
    tag,
    summary: 'Messages that no consumer could take, the oldest first',
    description: 'What each is, and never what it says: no body, no viewer.',
    query: queryOf(deadQuery, { queue: 'firstframe-events', type: 'events' }),
    answer: {
      description: 'The messages.',
      contents: [
        content('application/json', deadList, {
          list: {
            summary: 'One of 41',
            value: {
              ...{ ...ASKED, total: 41, ...OLDEST },
              messages: [
                {
                  ...{ id: ID, at: OLDEST.oldestAt, queue: 'firstframe-events', type: 'events', region: 'dach' },
                  ...{ events: 12, attempts: null, reason: 'retries' },
                },
              ],
            },
          },
        }),
      ],
    },
  }),
  opsOperation({
    route: 'POST /ops/v1/events/dead/retry',
    id: 'retryDeadMessages',
    tag,
    summary: 'Send dead messages again',
    description:
      'They go to the consumer of their queue, as if it had just delivered them: what was counted is not counted twice. A message is kept until its consumer has taken it, so this may be repeated at any time.',
    body: {
      description: 'Which ones.',
      contents: [
        content('application/json', deadRetryOrder, {
          all: { summary: 'The oldest ones', value: { all: true, reason: REASON } },
          some: { summary: 'Some', value: { ids: [ID] } },
        }),
      ],
    },
    answer: {
      description: 'What came of each.',
      contents: [
        content('application/json', deadRetried, {
          retried: {
            summary: 'Taken',
            value: { messages: [{ id: ID, outcome: 'taken' }], left: 40, next: null },
          },
        }),
      ],
    },
    refusals: [conflict, tooLarge],
  }),
  opsOperation({
    route: 'POST /ops/v1/events/dead/drop',
    id: 'dropDeadMessages',
    tag,
    summary: 'Drop dead messages for good',
    body: {
      description: 'Which ones, and why.',
      contents: [
        content('application/json', deadDropOrder, {
          some: { summary: 'One', value: { ids: [ID], reason: 'a fault of the edge of 21 November' } },
        }),
      ],
    },
    answer: {
      description: 'Which are gone.',
      contents: [
        content('application/json', deadDropped, {
          dropped: { summary: 'One', value: { dropped: [ID], gone: [], left: 40 } },
        }),
      ],
    },
    refusals: [conflict, tooLarge],
  }),
]
