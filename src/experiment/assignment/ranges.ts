import type { ExperimentRecord } from '../../model/experiments/experiment.ts'

/** A half-open range of hashes. */
export type HashRange = readonly [from: number, to: number]

/** The sum of weights may be off 1 by so much, as GrowthBook has it. */
const WEIGHTS_SLACK = 0.01
/** 0.51 and 0.5 add up to a little more than 1.01. */
const ROUNDING = 1e-9

/** So many equal weights that add up to 1; none for a number below 1. */
export function equalWeights(arms: number): number[] {
  return arms <= 0 ? [] : new Array<number>(arms).fill(1 / arms)
}

/**
 * The range of each arm: they begin where the weights before them add up to, and are as long as coverage times weight,
 * so that whoever is in stays in when coverage grows. Weights of a wrong number or sum count as equal, as with
 * GrowthBook; whoever stores a record refuses them. A coverage outside 0 to 1 counts as the nearest.
 */
export function bucketRanges(arms: number, coverage: number, weights: readonly number[] | null): HashRange[] {
  const covered = Math.min(1, Math.max(0, coverage))
  const used = weights !== null && areSound(weights, arms) ? weights : equalWeights(arms)
  let before = 0
  return used.map((weight) => {
    const from = before
    before += weight
    return [from, from + covered * weight]
  })
}

function areSound(weights: readonly number[], arms: number): boolean {
  const sum = weights.reduce((added, weight) => added + weight, 0)
  return weights.length === arms && Math.abs(sum - 1) <= WEIGHTS_SLACK + ROUNDING
}

/**
 * The ranges of a record under a coverage: those of its weights, or those that it states, each cut to so much of its
 * beginning. GrowthBook ignores coverage beside ranges; here a ramp reaches both. Weights that add up to more than 1 are
 * divided by their sum, which every arm then gets its share of: no hash is beyond 1, and no edge takes such a range.
 */
export function rangesOf(
  record: Pick<ExperimentRecord, 'ranges' | 'weights' | 'variations'>,
  coverage: number,
): readonly HashRange[] {
  const { ranges, weights, variations } = record
  if (ranges === undefined) {
    const buckets = bucketRanges(variations.length, coverage, weights === undefined ? null : withinOne(weights))
    // Rounding may still leave the last one a little above.
    return buckets.map(([from, to]) => [from, Math.min(1, to)])
  }
  const covered = Math.min(1, Math.max(0, coverage))
  return ranges.map(([from, to]) => [from, covered === 1 ? to : from + covered * (to - from)])
}

function withinOne(weights: readonly number[]): readonly number[] {
  const sum = weights.reduce((added, weight) => added + weight, 0)
  return sum > 1 && areSound(weights, weights.length) ? weights.map((weight) => weight / sum) : weights
}

/** The index of the arm whose range a hash falls into; −1: of none. */
export function chosenVariation(hash: number, ranges: readonly HashRange[]): number {
  for (let arm = 0; arm < ranges.length; arm++) {
    const range = ranges[arm]
    if (range !== undefined && isWithin(hash, range)) return arm
  }
  return -1
}

/** Whether a hash falls into a range: its beginning does, its end does not. */
export function isWithin(hash: number, [from, to]: HashRange): boolean {
  return hash >= from && hash < to
}
