import { direction, quantised, TASTE_DIMENSIONS } from '../../../model/columns/taste-vector.ts'
import type { Genre } from '../../../model/nouns/genre.ts'
import type { ContextPolicy, Daypart } from '../../../model/policies/taste-policy.ts'

/** What is known of the moment, independent of the viewer; null: unknown. */
export interface Moment {
  /** Taste vectors of the assets of the title in view. */
  readonly titleInView: readonly Int8Array[]
  readonly row: Genre | null
  readonly daypart: Daypart | null
}

/**
 * The taste vector of the moment, int8 with norm at most 127: similar to the title in view, of the row's genre, suited
 * to the time of day. Each part fills at most its share of the term.
 *
 * @param genres taste vector of each genre in the snapshot; a genre without one adds nothing
 */
export function contextTaste(moment: Moment, genres: ReadonlyMap<string, Int8Array>, policy: ContextPolicy): Int8Array {
  const sum = new Float64Array(TASTE_DIMENSIONS)
  if (moment.titleInView.length > 0) addTo(sum, centre(moment.titleInView), policy.titleInView)
  if (moment.row !== null) addTo(sum, genres.get(moment.row), policy.row)
  if (moment.daypart !== null) addTo(sum, tasteOf(moment.daypart, genres), policy.daypart)
  return quantised(sum)
}

function addTo(sum: Float64Array, vector: Int8Array | undefined, share: number): void {
  if (vector === undefined) return
  for (let index = 0; index < TASTE_DIMENSIONS; index++) sum[index] = (sum[index] ?? 0) + (vector[index] ?? 0) * share
}

/** Cache by the genre vectors and the part of the day: arms of other learning have vectors of their own. */
const tastes = new WeakMap<ReadonlyMap<string, Int8Array>, WeakMap<Daypart, Int8Array>>()

function tasteOf(daypart: Daypart, genres: ReadonlyMap<string, Int8Array>): Int8Array {
  const known = tastes.get(genres) ?? new WeakMap<Daypart, Int8Array>()
  const taste = known.get(daypart) ?? daypartTaste(daypart, genres)
  tastes.set(genres, known.set(daypart, taste))
  return taste
}

/** Full norm if one genre fits fully; of several genres, weaker ones only tilt the direction. */
function daypartTaste(daypart: Daypart, genres: ReadonlyMap<string, Int8Array>): Int8Array {
  const sum = new Float64Array(TASTE_DIMENSIONS)
  for (const [genre, fit] of Object.entries(daypart.genres)) addTo(sum, genres.get(genre), fit)
  return quantised(sum)
}

/** The common direction of some vectors; zero if there are none, or if they cancel out. */
export function centre(vectors: readonly Int8Array[]): Int8Array {
  const sum = new Float64Array(TASTE_DIMENSIONS)
  for (const vector of vectors) addTo(sum, vector, 1)
  return direction(sum)
}
