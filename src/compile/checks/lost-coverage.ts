import type { Comparison } from '../diff/comparison.ts'
import { lossInWords } from '../diff/loss-text.ts'
import { resultOf } from './check-result.ts'
import type { CheckResult, OpenProposal } from './proposal.ts'

/**
 * Refuses to leave a territory, age band and surface without an answer if the live snapshot has one: now, or at an edge
 * of a clock or window within the horizon. Who stopped what played there does not matter: a mistaken pause looks like
 * any other, and its narrowing applies whether or not this snapshot goes live.
 */
export function lostCoverage(
  { live, rules }: OpenProposal,
  { places, bands, lost }: Pick<Comparison, 'places' | 'bands' | 'lost'>,
): CheckResult {
  if (live === null) return resultOf('lost-coverage', 'first publish: nothing to lose')
  const { horizonHours, findings } = rules.publish.limits
  const looked = places.reduce((sum, { instants }) => sum + instants.length - 1, 0)
  const edges = places.reduce((sum, place) => sum + place.edges, 0)
  const later =
    edges === 0
      ? `nothing begins or ends within ${horizonHours} h`
      : `and at ${looked} of the ${edges} moments within ${horizonHours} h when something begins or ends`
  const detail = `${places.length} places × ${bands.length} age bands, now ${later}`
  return resultOf('lost-coverage', detail, lost.map(lossInWords), findings)
}
