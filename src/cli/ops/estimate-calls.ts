import { estimateKept } from '../../contracts/ops/answers/experiments/estimates.ts'
import type { EstimateOrder } from '../../contracts/ops/requests/experiments/estimates.ts'
import type { Call } from './ops-request.ts'

/** What is asked of estimates of policies. */
export function estimateCalls(call: Call) {
  return {
    keepEstimate: (json: EstimateOrder) => call({ method: 'POST', path: '/estimates', json }, estimateKept),
  }
}
