import type { ArmMoments, ProductName, UnitValue } from '../../../src/experiment/analysis/moments/moments.ts'

/** Numbers from 0 to below 1 that look like chance, and are the same on every run: xorshift32, some nanoseconds each. */
export function chance(seed: number): () => number {
  let state = seed | 0 || 1
  return () => {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    return (state >>> 0) / 4_294_967_296
  }
}

/** One of the standard normal distribution (Box and Muller). */
export function normal(random: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())
}

/** Sums of an arm that units are added to one by one. */
export interface RunningSums {
  readonly add: (m: number, other?: number) => void
  readonly moments: () => ArmMoments
}

/** Sums of one value, or of `m` and one other. */
export function runningSums(other?: Exclude<UnitValue, 'm'>): RunningSums {
  let [n, sum, sumSquares, otherSum, otherSquares, product] = [0, 0, 0, 0, 0, 0]
  return {
    add: (m, second = 0) => {
      n++
      sum += m
      sumSquares += m * m
      otherSum += second
      otherSquares += second * second
      product += m * second
    },
    moments: () => ({
      ...{ n, m: { sum, sumSquares } },
      ...(other === undefined ? {} : { [other]: { sum: otherSum, sumSquares: otherSquares } }),
      products: other === undefined ? {} : { [`m.${other}` as ProductName]: product },
    }),
  }
}
