import { ndcg, TOP } from '../measures/ndcg.ts'

/** Something that was to be ranked on a held-out day: its candidates by number, in an order that says nothing. */
export interface PointsTrial<Term extends string> {
  /** By candidate: 1 for what was liked. */
  readonly liked: Uint8Array
  /** By candidate: the units of each term, which points multiply. */
  readonly units: Readonly<Record<Term, Float64Array>>
}

/** Where points may lie, both ends included. */
export type PointBounds<Term extends string> = Readonly<
  Record<Term, { readonly least: number; readonly greatest: number }>
>

/** Points that rank held-out days best. */
export interface FittedPoints<Term extends string> {
  readonly points: Readonly<Record<Term, number>>
  /** Mean NDCG@10 of the trials with the points at the start, and with those fitted. */
  readonly before: number
  readonly after: number
}

/** Values that are tried within the bounds of a term. */
const GRID = 9
const ROUNDS = 4
/** A smaller gain is chance: the points stay. */
const LEAST_GAIN = 0.0005

/** Mean NDCG@10 must gain so much before a term's points move. Few trials: more, for they move by chance. */
export interface FittingCare {
  readonly leastGain?: number
}

/**
 * Fits the points of terms, one term at a time over a small grid within its bounds, until no term gains any more: greedy,
 * because a score is a sum and only the ratios of few terms matter.
 */
export function fittedPoints<Term extends string>(
  trials: readonly PointsTrial<Term>[],
  start: Readonly<Record<Term, number>>,
  bounds: PointBounds<Term>,
  { leastGain = LEAST_GAIN }: FittingCare = {},
): FittedPoints<Term> {
  const terms = Object.keys(bounds) as Term[]
  const before = meanNdcg(trials, start)
  let best = { points: start, after: before }
  for (let round = 0; round < ROUNDS; round++) {
    const last = best.after
    for (const term of terms) {
      for (const value of gridOf(bounds[term])) {
        const points = { ...best.points, [term]: value }
        const after = meanNdcg(trials, points)
        if (after > best.after + leastGain) best = { points, after }
      }
    }
    if (best.after === last) break
  }
  return { ...best, before }
}

/** The values that are tried within the bounds of a term, from least to greatest. */
export function gridOf({ least, greatest }: { readonly least: number; readonly greatest: number }): readonly number[] {
  const step = (greatest - least) / (GRID - 1)
  return Array.from({ length: GRID }, (_, index) => Math.round((least + index * step) * 100) / 100)
}

function meanNdcg<Term extends string>(
  trials: readonly PointsTrial<Term>[],
  points: Readonly<Record<Term, number>>,
): number {
  let sum = 0
  for (const trial of trials) sum += trialNdcg(trial, points)
  return trials.length === 0 ? 0 : sum / trials.length
}

/** NDCG@10 of one trial, ranked by points. */
export function trialNdcg<Term extends string>(
  { liked, units }: PointsTrial<Term>,
  points: Readonly<Record<Term, number>>,
): number {
  const terms = Object.keys(points) as Term[]
  const scores = new Float64Array(liked.length)
  for (const term of terms) {
    const [own, factor] = [units[term], points[term]]
    for (let index = 0; index < scores.length; index++)
      scores[index] = (scores[index] ?? 0) + factor * (own[index] ?? 0)
  }
  const wanted = liked.reduce((sum, each) => sum + each, 0)
  return ndcg(
    bestOf(scores, TOP).map((index) => liked[index] === 1),
    wanted,
  )
}

/** The numbers of the greatest scores, descending; the first of equal ones. */
export function bestOf(scores: ArrayLike<number>, count: number): readonly number[] {
  const best: number[] = []
  for (let index = 0; index < scores.length; index++) {
    const score = scores[index] ?? Number.NEGATIVE_INFINITY
    const last = best.at(-1)
    if (best.length === count && last !== undefined && score <= (scores[last] ?? 0)) continue
    let place = best.length
    while (place > 0 && (scores[best[place - 1] ?? 0] ?? 0) < score) place--
    best.splice(place, 0, index)
    if (best.length > count) best.pop()
  }
  return best
}
