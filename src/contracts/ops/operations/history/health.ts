import { content, type Operation } from '../../../openapi/operation.ts'
import { regionHealthAnswer } from '../../answers/history/health.ts'
import { healthQuery } from '../../requests/history/health.ts'
import { regionInPath } from '../../requests/paths.ts'
import { opsOperation, queryOf } from '../ops-operation.ts'
import { notFound } from '../refusals.ts'

/** What isolates reported of a region. */
export const healthOperations: readonly Operation[] = [
  opsOperation({
    route: 'GET /ops/v1/regions/:region/health',
    id: 'getRegionHealth',
    tag: 'regions',
    summary: 'What the isolates of a region served, over time: decisions, empty ones, rungs and refusals',
    description:
      'Isolates report at most 30 seconds after an answer. Each report counts once, in the 5 minutes that it was made in, and is kept for 8 days.',
    path: { region: [regionInPath, 'dach'] },
    query: queryOf(healthQuery, { from: '2026-11-22T20:00:00Z', to: '2026-11-22T20:10:00Z', step: '300' }),
    answer: {
      description: 'A bucket for each step of the time.',
      contents: [
        content('application/json', regionHealthAnswer, {
          hole: {
            summary: 'Five minutes, and five in which nobody reported',
            value: {
              region: 'dach',
              step: 300,
              buckets: [
                {
                  at: '2026-11-22T20:00:00.000Z',
                  decisions: 1_204,
                  empty: 24,
                  rungs: { fresh: 1_180, stale: 20, cached: 0, baseline: 4 },
                  reasons: { maturity: 20, 'no-offer': 4 },
                  refusals: { hash: 1 },
                  isolates: 12,
                },
                {
                  at: '2026-11-22T20:05:00.000Z',
                  decisions: null,
                  empty: null,
                  rungs: null,
                  reasons: null,
                  refusals: null,
                  isolates: null,
                },
              ],
            },
          },
        }),
      ],
    },
    refusals: [notFound],
  }),
]
