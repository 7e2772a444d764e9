import type { Genre } from '../../model/genre.ts'
import type { ContextPolicy, Daypart } from '../../model/taste-policy.ts'
import { direction, quantised, TASTE_DIMENSIONS } from '../../model/taste-vector.ts'

/** What the moment says, whoever watches; null: says nothing. */
export interface Moment {
  /** Vectors of the assets of the title in view. */
  readonly titleInView: readonly Int8Array[]
  readonly row: Genre | null
  readonly daypart: Daypart | null
}

/**
 * The taste of the moment, int8 with norm at most 127: like the title in view, of the row's genre, fit for the time of
 * day. Each fills at most its share of the term.
 *
 * @param genres where each genre lies, as the snapshot says; a genre that it has not says nothing
 */
export function contextTaste(moment: Moment, genres: ReadonlyMap<string, Int8Array>, policy: ContextPolicy): Int8Array {
  const sum = new Float64Array(TASTE_DIMENSIONS)
  const add = (vector: Int8Array | undefined, share: number): void => {
    for (let index = 0; index < TASTE_DIMENSIONS; index++)
      sum[index] = (sum[index] ?? 0) + (vector?.[index] ?? 0) * share
  }
  add(centre(moment.titleInView), policy.titleInView)
  if (moment.row !== null) add(genres.get(moment.row), policy.row)
  if (moment.daypart !== null) add(daypartTaste(moment.daypart, genres), policy.daypart)
  return quantised(sum)
}

/** Full when one genre fits fully; of several, weaker ones only colour it. */
function daypartTaste(daypart: Daypart, genres: ReadonlyMap<string, Int8Array>): Int8Array {
  const sum = new Float64Array(TASTE_DIMENSIONS)
  for (const [genre, fit] of Object.entries(daypart.genres)) {
    for (const [index, value] of genres.get(genre)?.entries() ?? []) sum[index] = (sum[index] ?? 0) + value * fit
  }
  return quantised(sum)
}

/** The direction in which some vectors lie together; none, or such that cancel out: zero. */
export function centre(vectors: readonly Int8Array[]): Int8Array {
  const sum = new Float64Array(TASTE_DIMENSIONS)
  for (const vector of vectors) for (const [index, value] of vector.entries()) sum[index] = (sum[index] ?? 0) + value
  return direction(sum)
}
