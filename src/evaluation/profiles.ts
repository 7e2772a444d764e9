import { TASTE_NORM } from '../model/columns/taste-vector.ts'
import { NO_SUMS, type TasteSums, withRewards } from '../profile/taste-sums.ts'
import type { ViewerHistory } from './histories.ts'

/** A like is a full reward. */
const REWARD = 1
/** Rewards are added so many at a time: a function takes no endless list of arguments. */
const AT_ONCE = 10_000

/**
 * The sums of a profile as the profile writer makes them, of all likes in a history.
 * @param vectorOf vector of an item, int8 or in its unit; null: it says nothing
 */
export function profileSums(
  { likes }: Pick<ViewerHistory, 'likes'>,
  vectorOf: (item: number) => ArrayLike<number> | null,
): TasteSums {
  const rewards = likes.flatMap(({ item, at }) => {
    const vector = vectorOf(item)
    return vector === null ? [] : [{ at, reward: REWARD, vector }]
  })
  let sums = NO_SUMS
  for (let first = 0; first < rewards.length; first += AT_ONCE) {
    sums = withRewards(sums, rewards.slice(first, first + AT_ONCE))
  }
  return sums
}

/** The taste that sums amount to, as `tasteOf` has it, but in real numbers: at most of length 1. */
export function realTaste({ sums }: TasteSums): Float64Array {
  const length = Math.hypot(...sums)
  const scale = 1 / Math.max(length, TASTE_NORM)
  return Float64Array.from(sums, (value) => value * scale)
}
