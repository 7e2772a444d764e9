import { meanByViewers } from '../../learn/measures/interval.ts'
import { fittedPoints, gridOf, type PointsTrial, trialNdcg } from '../../learn/points/fitted-points.ts'
import type { TermsReport } from '../../learn/points/terms-report.ts'
import type { LearnedPoints } from '../../model/learned/learned-bounds.ts'
import { boundsOf, startOf } from '../fitted-terms.ts'
import { FITTED_TERMS, type FittedTerm } from '../term-units.ts'
import type { HeldOutViewer } from './held-out-viewer.ts'
import { type TrialInputs, type TrialTerm, viewerTrials } from './viewer-trials.ts'

/** Fewer viewers say nothing of points. */
export const LEAST_HELD_OUT_UNITS = 50

/** Some hundred viewers find a gain of a thousandth by chance. */
const LEAST_GAIN = 0.002
/** Points of a doubling of how far a place is looked at: they are fitted beside the others, and not learned. */
const PLACE_BOUNDS = { least: 0, greatest: 60 }

/** Points of terms, and how they were found. */
export interface HeldOutPoints {
  /** Empty: those of the rules hold. */
  readonly points: LearnedPoints
  readonly report: TermsReport
}

/**
 * Points of terms by what viewers rewarded on a held-out day, within the bounds of the rules. Every other viewer chooses
 * them, the others measure: without a gain there that is certain, none are learned.
 *
 * @param viewers in an order of chance
 * @param day as `2026-11-22`
 */
export function heldOutPoints(
  viewers: readonly HeldOutViewer[],
  { day, seed, ...inputs }: TrialInputs & { readonly day: string; readonly seed: number },
): HeldOutPoints {
  const trials = viewerTrials(viewers, inputs)
  const choosing = trials.filter((_, index) => index % 2 === 0)
  const measuring = trials.filter((_, index) => index % 2 === 1)
  const { rules, chosen } = chosenPoints(choosing, inputs.rules)
  const [before, after] = [rules, chosen].map((points) => measuring.map((trial) => trialNdcg(trial, points)))
  const gain = meanByViewers(
    measuring.map((_, at) => ({ sum: (after?.[at] ?? 0) - (before?.[at] ?? 0), count: 1 })),
    seed,
  )
  const isMoved = FITTED_TERMS.some((term) => rules[term] !== chosen[term])
  const isGain = isMoved && gain.low > 0
  const bounds = boundsOf(inputs.rules)
  const trial = {
    day,
    units: { chosenBy: choosing.length, measuredBy: measuring.length },
    impressions: viewers.reduce((sum, { shown }) => sum + shown.length, 0),
    grid: Object.fromEntries(FITTED_TERMS.map((term) => [term, gridOf(bounds[term])])),
    points: { rules: termsOf(rules), chosen: termsOf(chosen) },
    ndcg10: { rules: rounded(mean(before)), chosen: rounded(mean(after)), gain: roundedMean(gain) },
  }
  return {
    points: isGain ? trial.points.chosen : {},
    report: { source: isGain ? 'fitted' : 'rules', why: isGain ? FITTED : isMoved ? PERHAPS : NONE_BETTER, trial },
  }
}

const FITTED = 'they rank what viewers saw on the held-out day better than the points of the rules, by more than chance'
const PERHAPS = 'what the best points gain on the held-out day may be chance'
const NONE_BETTER = 'no other points certainly rank what viewers saw on the held-out day better than those of the rules'

/** The rules' points, with the place at its best beside them, and those that are best together with it. */
function chosenPoints(trials: readonly PointsTrial<TrialTerm>[], rules: TrialInputs['rules']) {
  const start = { ...startOf(rules), place: startOf(rules).engagement }
  const fixed = (term: FittedTerm) => ({ least: start[term], greatest: start[term] })
  const placeAlone = {
    ...{ taste: fixed('taste'), engagement: fixed('engagement'), freshness: fixed('freshness') },
    place: PLACE_BOUNDS,
  }
  const before = fittedPoints<TrialTerm>(trials, start, placeAlone, { leastGain: LEAST_GAIN }).points
  const all = { ...boundsOf(rules), place: PLACE_BOUNDS }
  const best = fittedPoints<TrialTerm>(trials, before, all, { leastGain: LEAST_GAIN }).points
  return { rules: before, chosen: nearestAsGood(trials, { best, start: before }, rules) }
}

/**
 * The points nearest to those of the rules that rank within one standard error of the best (Hastie et al., The Elements of
 * Statistical Learning, 7.10): only ratios are told apart by an order, and terms that nobody fits are in the same points.
 */
function nearestAsGood(
  trials: readonly PointsTrial<TrialTerm>[],
  { best, start }: Readonly<Record<'best' | 'start', Readonly<Record<TrialTerm, number>>>>,
  rules: TrialInputs['rules'],
): Readonly<Record<TrialTerm, number>> {
  const greatest = trials.map((trial) => trialNdcg(trial, best))
  const isAsGood = (points: typeof best) =>
    isWithinError(trials.map((trial, at) => (greatest[at] ?? 0) - trialNdcg(trial, points)))
  let points = best
  for (const term of FITTED_TERMS) {
    const far = (value: number) => Math.abs(value - start[term])
    const nearer = [start[term], ...gridOf(boundsOf(rules)[term])]
      .filter((value) => far(value) < far(points[term]))
      .sort((one, other) => far(one) - far(other))
    const found = nearer.find((value) => isAsGood({ ...points, [term]: value }))
    points = { ...points, [term]: found ?? points[term] }
  }
  return points
}

/** Whether what is lost is less than its standard error. */
function isWithinError(lost: readonly number[]): boolean {
  const middle = mean(lost)
  const squares = lost.reduce((sum, each) => sum + (each - middle) ** 2, 0)
  return middle <= Math.sqrt(squares) / lost.length
}

function termsOf(points: Readonly<Record<FittedTerm, number>>): LearnedPoints {
  return Object.fromEntries(FITTED_TERMS.map((term) => [term, points[term]]))
}

function mean(values: readonly number[] | undefined): number {
  return (values ?? []).reduce((sum, value) => sum + value, 0) / Math.max(1, values?.length ?? 0)
}

function roundedMean({ value, low, high }: { readonly value: number; readonly low: number; readonly high: number }) {
  return { value: rounded(value), low: rounded(low), high: rounded(high) }
}

function rounded(value: number): number {
  return Math.round(value * 1e4) / 1e4
}
