import { content, type Operation } from '../../../openapi/operation.ts'
import { eventsState } from '../../answers/events/events-state.ts'
import { opsOperation } from '../ops-operation.ts'

const tag = 'events'
const DEAD = { count: 41, oldestAt: '2026-11-23T02:40:00Z', oldestAgeSeconds: 1_920, full: false }
const TODAY = {
  ...{ day: '2026-11-23', accepted: 1_204_331, sampled: 60_214, late: 12, refused: { occurredAt: 3 }, doubted: {} },
  ...{ badPropensity: 0, poison: 0, retried: 41 },
}

/** How what devices report is taken in. */
export const eventsStateOperations: readonly Operation[] = [
  opsOperation({
    route: 'GET /ops/v1/events',
    id: 'getEventsState',
    tag,
    summary: 'How what devices report is taken in',
    answer: {
      description: 'The state.',
      contents: [
        content('application/json', eventsState, {
          state: { summary: 'Something died', value: { asOf: '2026-11-23T03:12:00Z', intake: [TODAY], dead: DEAD } },
        }),
      ],
    },
  }),
]
