import type { BenchRow } from '../suite.ts'

/** What one contender measured: one value a round, in the order of the rounds. */
export interface Series {
  readonly name: string
  readonly candidates: number
  readonly unit: string
  readonly values: readonly number[]
  /** Whether a smaller value is the worse one, as of a rate; left out: a larger one, as of a time. */
  readonly moreIsBetter?: boolean
}

/** The value below which `share` of the samples lie (nearest rank). */
export function quantile(samples: readonly number[], share: number): number {
  const sorted = [...samples].sort((a, b) => a - b)
  const rank = Math.min(sorted.length - 1, Math.max(0, Math.ceil(share * sorted.length) - 1))
  return sorted[rank] ?? Number.NaN
}

/** Four digits: what a second run has a chance to repeat. */
export const rounded = (value: number): number => Number(value.toPrecision(4))

/**
 * A series beside another of the same run. The ratio is taken within each round and then the median of those: a
 * machine that is slow for a while is slow for both, so ratios hold where the values do not.
 */
export function compared(suite: string, series: Series, other: Series | null): BenchRow {
  const { name, candidates, unit, values, moreIsBetter } = series
  const ratios = other === null ? [] : values.map((value, round) => value / (other.values[round] ?? Number.NaN))
  const known = ratios.filter(Number.isFinite)
  return {
    ...{ suite, name, candidates, unit },
    median: rounded(quantile(values, 0.5)),
    p99: rounded(quantile(values, moreIsBetter ? 0.01 : 0.99)),
    least: rounded(quantile(values, 0)),
    greatest: rounded(quantile(values, 1)),
    ratioTo: other?.name ?? null,
    ratio: known.length === 0 ? null : rounded(quantile(known, 0.5)),
    problem: null,
  }
}

/** The row of what could not be measured: it says why, and the rest of its suite goes on. */
export function unmeasured(suite: string, series: Omit<Series, 'values'>, problem: unknown): BenchRow {
  const [line = ''] = (problem instanceof Error ? problem.message : String(problem)).split('\n')
  return { ...compared(suite, { ...series, values: [] }, null), problem: line.slice(0, 200) }
}
