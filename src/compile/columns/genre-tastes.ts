import { direction, TASTE_DIMENSIONS } from '../../model/columns/taste-vector.ts'
import { GENRES, type Genre, genreOf } from '../../model/nouns/genre.ts'

/**
 * The taste vector of each genre: the common direction of its assets' vectors, whether made from metadata or learned.
 * Genres without assets are left out, because there is nothing to show for them.
 *
 * @param genresOf genres of an asset's title, by the asset's index
 * @param column all assets' vectors one after another
 */
export function genreTastes(
  genresOf: (asset: number) => readonly string[],
  column: Int8Array,
): ReadonlyMap<Genre, Int8Array> {
  const sums = new Map<Genre, Float64Array>()
  for (let first = 0; first < column.length; first += TASTE_DIMENSIONS) {
    for (const genre of new Set(genresOf(first / TASTE_DIMENSIONS).flatMap((word) => genreOf(word) ?? []))) {
      const sum = sums.get(genre) ?? new Float64Array(TASTE_DIMENSIONS)
      for (let index = 0; index < TASTE_DIMENSIONS; index++) {
        sum[index] = (sum[index] ?? 0) + (column[first + index] ?? 0)
      }
      sums.set(genre, sum)
    }
  }
  return new Map(GENRES.flatMap((genre) => entryOf(genre, sums.get(genre))))
}

function entryOf(genre: Genre, sum: Float64Array | undefined): [Genre, Int8Array][] {
  return sum === undefined ? [] : [[genre, direction(sum)]]
}
