import { type Genre, genreOf } from '../../../model/nouns/genre.ts'

/**
 * The genre in a row's name, such as `row-comedy`, `sci-fi_night` or `new-documentaries`: the first word, or pair of
 * words, that names one. Null: none. Never throws.
 */
export function rowGenre(row: string): Genre | null {
  const words = row.split(/[_-]+/)
  for (const [index, word] of words.entries()) {
    const genre = genreOf(`${word}-${words[index + 1] ?? ''}`) ?? genreOf(word)
    if (genre !== null) return genre
  }
  return null
}
