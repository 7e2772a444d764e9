import { content, type Operation } from '../../../openapi/operation.ts'
import { supplyAnswer } from '../../answers/events/supply.ts'
import { supplyQuery } from '../../requests/supply.ts'
import { opsOperation, queryOf } from '../ops-operation.ts'

/** What was asked for, and what became of it. */
export const supplyOperations: readonly Operation[] = [
  opsOperation({
    route: 'GET /ops/v1/supply',
    id: 'getSupply',
    tag: 'inquiries',
    summary: 'What placements were asked for, answered and left empty, over time',
    description:
      'Counted by the edges for each territory, surface and hour, and kept for 100 days. At most 100 days and 1,000 buckets in one answer.',
    query: queryOf(supplyQuery, {
      territory: 'DE',
      surface: 'home-hero',
      from: '2026-11-22T20:00:00Z',
      to: '2026-11-22T22:00:00Z',
      step: 3_600,
    }),
    answer: {
      description: 'A bucket for each step of the time.',
      contents: [
        content('application/json', supplyAnswer, {
          evening: {
            summary: 'Two hours',
            value: {
              asOf: '2026-11-22T21:59:42.000Z',
              refused: {},
              buckets: [
                {
                  at: '2026-11-22T20:00:00.000Z',
                  asked: 1_204,
                  answered: 1_180,
                  empty: { maturity: 20, 'no-offer': 4 },
                },
                { at: '2026-11-22T21:00:00.000Z', asked: 1_377, answered: 1_377, empty: {} },
              ],
            },
          },
        }),
      ],
    },
  }),
]
