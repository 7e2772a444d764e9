import { unitInfluence } from './clustered.ts'
import type { WeighedRows } from './weighed-rows.ts'

/** Rows whose weight is at least `from` and below `below`; null: without end. */
export interface WeightBin {
  readonly from: number
  readonly below: number | null
  readonly rows: number
}

/** How the weights of a log lie. */
export interface WeightSummary {
  /** (Σw)² / Σw² (Kish 1965): as many rows of equal weight would say as much. 0 where nothing has a weight. */
  readonly ess: number
  readonly maxWeight: number
  /** 1 on average if the log's chances are right, and the policy stays within what was drawn; null: no rows. */
  readonly meanWeight: number | null
  /** Its standard error, by units; null with fewer than two. */
  readonly meanWeightError: number | null
  /** The share of the policy's chance that lies on what could have been drawn, over the rows that it gets to; null: no rows. */
  readonly support: number | null
  readonly histogram: readonly WeightBin[]
}

/** Where the bins of the histogram begin: about the third root of ten apart, around 1. */
const BINS = [0, 0.01, 0.05, 0.1, 0.2, 0.5, 0.8, 1.25, 2, 5, 10, 20, 50, 100, 1000] as const

/** Summarises the weights of the rows that count. */
export function weightSummary(all: WeighedRows): WeightSummary {
  const { weight, count } = all
  let [sum, squares, greatest, support, reached] = [0, 0, 0, 0, 0]
  const bins = BINS.map(() => 0)
  for (let row = 0; row < count; row++) {
    const each = weight[row] ?? 0
    sum += each
    squares += each * each
    greatest = Math.max(greatest, each)
    if ((all.weightAbove[row] ?? 0) > 0) {
      support += all.support[row] ?? 0
      reached++
    }
    const bin = BINS.findLastIndex((from) => each >= from)
    bins[bin] = (bins[bin] ?? 0) + 1
  }
  const histogram = BINS.map((from, bin) => ({ from, below: BINS[bin + 1] ?? null, rows: bins[bin] ?? 0 }))
  const known = count > 0
  const mean = known ? sum / count : null
  return {
    ess: squares > 0 ? (sum * sum) / squares : 0,
    maxWeight: greatest,
    meanWeight: mean,
    meanWeightError: mean === null ? null : errorOfMean(all, mean),
    support: known ? Math.min(1, support / reached) : null,
    histogram,
  }
}

function errorOfMean(all: WeighedRows, mean: number): number | null {
  const influence = unitInfluence(all.units)
  for (let row = 0; row < all.count; row++)
    influence.add(all.unit[row] ?? 0, ((all.weight[row] ?? 0) - mean) / all.count)
  return influence.standardError()
}
