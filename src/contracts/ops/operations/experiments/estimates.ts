import { content, type Operation } from '../../../openapi/operation.ts'
import { estimateKept, estimateList } from '../../answers/experiments/estimates.ts'
import { estimateOrder } from '../../requests/experiments/estimates.ts'
import { opsOperation } from '../ops-operation.ts'
import { tooLarge } from '../refusals.ts'
import { EVALUATION } from './estimate-example.ts'

const tag = 'experiments'
const SENT = { name: 'warmer heroes, November', logs: ['shown.ndjson'], evaluation: EVALUATION }

/** What is estimated of policies before they are served. */
export const estimateOperations: readonly Operation[] = [
  opsOperation({
    route: 'GET /ops/v1/estimates',
    id: 'listEstimates',
    tag,
    summary: 'Estimates of policies from logs',
    description: 'The last 50 that `ff ope … --push NAME` sent, the newest first.',
    answer: {
      description: 'The estimates.',
      contents: [
        content('application/json', estimateList, {
          estimates: {
            summary: 'One that is refused',
            value: {
              asOf: '2026-11-26T08:00:00Z',
              estimates: [{ id: 'est_0123456789abcdef', at: '2026-11-25T16:20:00Z', by: 'mia@example.com', ...SENT }],
            },
          },
        }),
      ],
    },
  }),
  opsOperation({
    route: 'POST /ops/v1/estimates',
    id: 'keepEstimate',
    tag,
    summary: 'Keep an estimate of a policy, for people to look at',
    description: 'The last 50 are kept. Nothing that is served depends on them.',
    body: {
      description: 'The estimate. At most 256 KiB.',
      contents: [content('application/json', estimateOrder, { estimate: { summary: 'An estimate', value: SENT } })],
    },
    answer: {
      description: 'It is kept.',
      contents: [
        content('application/json', estimateKept, { kept: { summary: 'Kept', value: { id: 'est_0123456789abcdef' } } }),
      ],
    },
    refusals: [tooLarge],
  }),
]
