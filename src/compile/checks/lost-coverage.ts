import type { LostCell } from '../diff/coverage.ts'
import { hoursInWords } from '../diff/hours-words.ts'
import { resultOf } from './check-result.ts'
import type { Comparison } from './comparison.ts'
import type { CheckResult, OpenProposal } from './proposal.ts'

/**
 * Refuses to leave a territory, age band and surface without an answer that has one in what is live: now, or at an edge
 * of a clock or window within the horizon.
 */
export function lostCoverage(
  { live, rules }: OpenProposal,
  { places, bands, lost }: Pick<Comparison, 'places' | 'bands' | 'lost'>,
): CheckResult {
  if (live === null) return resultOf('lost-coverage', 'first publish: nothing to lose')
  const { horizonHours, findings } = rules.publish.limits
  const looked = places.reduce((sum, { instants }) => sum + instants.length - 1, 0)
  const edges = places.reduce((sum, place) => sum + place.edges, 0)
  const detail = `${places.length} places × ${bands.length} age bands, now and at ${looked} of ${edges} edges of ${horizonHours} h`
  return resultOf('lost-coverage', detail, lost.map(lossInWords), findings)
}

/** `GB kids home-hero: 12 titles gone, empty 18:00–21:00`, on the place's own clock. */
export function lossInWords({ at, band, surface, empty, titlesGone }: LostCell): string {
  const titles = `${titlesGone} ${titlesGone === 1 ? 'title' : 'titles'} gone`
  return `${at.code} ${band.name} ${surface}: ${titles}, empty ${hoursInWords(at.instants, empty, at.zone)}`
}
