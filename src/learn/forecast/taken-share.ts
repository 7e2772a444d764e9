/** What one logged context says: what a campaign takes of it. */
export interface TakenContext {
  /** How many decisions the context stands for. */
  readonly weight: number
  /** The campaign's picks over all picks that the placement got, 0 to 1; of an empty placement 0. */
  readonly taken: number
}

/** A share that was estimated from a sample. */
export interface TakenShare {
  /** 0 to 1. */
  readonly share: number
  /** Its standard error, in the same unit. */
  readonly error: number
  /** The share that it is at most, 9 times out of 10, where no context of the sample was taken; else null. */
  readonly atMost: number | null
  /** How many equally weighted contexts the sample is worth. */
  readonly contexts: number
}

/** With so many contexts and none taken, the share is at most `NONE_TAKEN ÷ contexts`, 9 times out of 10. */
const NONE_TAKEN = Math.log(10)

/** The share that a campaign takes, with the error of the sample; null: there is no context. */
export function takenShare(contexts: readonly TakenContext[]): TakenShare | null {
  let [weights, squares, taken] = [0, 0, 0]
  for (const each of contexts) {
    weights += each.weight
    squares += each.weight ** 2
    taken += each.weight * each.taken
  }
  if (weights <= 0) return null
  const share = taken / weights
  const worth = weights ** 2 / squares
  let variance = 0
  for (const each of contexts) variance += each.weight * (each.taken - share) ** 2
  const error = Math.sqrt(variance / weights / Math.max(1, worth - 1))
  // A sample in which all is equal has no variance, and is a sample all the same.
  const least = Math.sqrt((share * (1 - share) + 1 / (worth + 2)) / (worth + 2)) / 4
  return {
    share,
    error: Math.max(error, least),
    atMost: taken > 0 ? null : Math.min(1, NONE_TAKEN / worth),
    contexts: worth,
  }
}
