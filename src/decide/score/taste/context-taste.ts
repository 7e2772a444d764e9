import { direction, quantised, TASTE_DIMENSIONS } from '../../../model/columns/taste-vector.ts'
import type { Genre } from '../../../model/nouns/genre.ts'
import type { ContextPolicy, Daypart } from '../../../model/policies/taste-policy.ts'

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
  if (moment.titleInView.length > 0) addTo(sum, centre(moment.titleInView), policy.titleInView)
  if (moment.row !== null) addTo(sum, genres.get(moment.row), policy.row)
  if (moment.daypart !== null) addTo(sum, tasteOf(moment.daypart, genres), policy.daypart)
  return quantised(sum)
}

function addTo(sum: Float64Array, vector: Int8Array | undefined, share: number): void {
  if (vector === undefined) return
  for (let index = 0; index < TASTE_DIMENSIONS; index++) sum[index] = (sum[index] ?? 0) + (vector[index] ?? 0) * share
}

/** Of each part of the day, where its genres lay when it was last asked for. */
const tastes = new WeakMap<Daypart, { readonly genres: ReadonlyMap<string, Int8Array>; readonly taste: Int8Array }>()

function tasteOf(daypart: Daypart, genres: ReadonlyMap<string, Int8Array>): Int8Array {
  const known = tastes.get(daypart)
  if (known?.genres === genres) return known.taste
  const taste = daypartTaste(daypart, genres)
  tastes.set(daypart, { genres, taste })
  return taste
}

/** Full when one genre fits fully; of several, weaker ones only colour it. */
function daypartTaste(daypart: Daypart, genres: ReadonlyMap<string, Int8Array>): Int8Array {
  const sum = new Float64Array(TASTE_DIMENSIONS)
  for (const [genre, fit] of Object.entries(daypart.genres)) addTo(sum, genres.get(genre), fit)
  return quantised(sum)
}

/** The direction in which some vectors lie together; none, or such that cancel out: zero. */
export function centre(vectors: readonly Int8Array[]): Int8Array {
  const sum = new Float64Array(TASTE_DIMENSIONS)
  for (const vector of vectors) addTo(sum, vector, 1)
  return direction(sum)
}
