import type { FourValues, UnitSpread } from './unit-spread.ts'

/** What is left by rounding where sums cancel: a variance below this share of its own parts is none. */
const ROUNDING = 1e-10

/**
 * The variance of a function of the means, times n: its gradient over the covariances of units (the delta method; Deng
 * et al., Applying the Delta Method in Metric Analytics, KDD 2018). 0 where nothing varies but by rounding.
 */
export function deltaVariance({ means, covariances }: UnitSpread, gradient: FourValues): number {
  let [variance, size] = [0, 0]
  for (let row = 0; row < 4; row++) {
    const [slope, mean] = [gradient[row] ?? 0, means[row] ?? 0]
    if (slope === 0) continue
    size += (slope * mean) ** 2
    for (let column = 0; column < 4; column++) {
      const part = slope * (gradient[column] ?? 0) * (covariances[row]?.[column] ?? 0)
      variance += part
      size += Math.abs(part)
    }
  }
  return variance > ROUNDING * size ? variance : 0
}
