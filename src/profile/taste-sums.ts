import { quantised, TASTE_DIMENSIONS } from '../model/columns/taste-vector.ts'

/** What was liked a month ago counts half of what is liked today. */
const HALF_LIFE_MS = 30 * 86_400_000

/**
 * The share of a vector that a full reward moves the sums by: four full rewards for one kind of title make the strongest
 * taste.
 */
const RATE = 0.25

/** Sums of rewards times vectors, decayed to an instant (milliseconds since 1970 UTC). */
export interface TasteSums {
  readonly sums: readonly number[]
  readonly summedAt: number
}

/** Nothing is known. */
export const NO_SUMS: TasteSums = { sums: new Array<number>(TASTE_DIMENSIONS).fill(0), summedAt: 0 }

/** A reward for an asset or title of this vector, at an instant in milliseconds since 1970 UTC. */
export interface TasteReward {
  readonly at: number
  /** −1 to 1; below: what was said before is taken back. */
  readonly reward: number
  readonly vector: ArrayLike<number>
}

/**
 * The sums with more rewards. The sums are decayed to the latest reward, and each reward to there, so any order of the
 * same rewards gives the same sums, but for the rounding of floating-point numbers.
 */
export function withRewards(before: TasteSums, rewards: readonly TasteReward[]): TasteSums {
  const summedAt = Math.max(before.summedAt, ...rewards.map(({ at }) => at))
  const share = decay(summedAt - before.summedAt)
  const sums = before.sums.map((sum) => sum * share)
  for (const { at, reward, vector } of rewards) {
    const weight = reward * RATE * decay(summedAt - at)
    for (let index = 0; index < TASTE_DIMENSIONS; index++) {
      sums[index] = (sums[index] ?? 0) + weight * (vector[index] ?? 0)
    }
  }
  return { sums, summedAt }
}

/** The taste that the sums amount to, int8 with norm at most 127. */
export function tasteOf({ sums }: Pick<TasteSums, 'sums'>): Int8Array {
  return quantised(sums)
}

function decay(elapsedMs: number): number {
  return 0.5 ** (elapsedMs / HALF_LIFE_MS)
}
