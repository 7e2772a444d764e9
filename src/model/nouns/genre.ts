/**
 * The genres with their own axis in the taste space, in axis order. Profiles and sessions are stored in this space, so
 * changing the list starts a new one: raise the version of the profile with it.
 */
export const GENRES = [
  'action',
  'adventure',
  'animation',
  'biography',
  'comedy',
  'crime',
  'documentary',
  'drama',
  'family',
  'fantasy',
  'history',
  'horror',
  'music',
  'mystery',
  'news',
  'reality',
  'romance',
  'science-fiction',
  'sport',
  'thriller',
  'war',
  'western',
] as const
export type Genre = (typeof GENRES)[number]

/** Alternative spellings in feeds and in names of rows, with their genre. */
const SPELLINGS: Readonly<Record<string, Genre>> = {
  animated: 'animation',
  anime: 'animation',
  biopic: 'biography',
  cartoon: 'animation',
  children: 'family',
  comedies: 'comedy',
  docs: 'documentary',
  documentaries: 'documentary',
  dramas: 'drama',
  'film-noir': 'crime',
  'game-show': 'reality',
  historical: 'history',
  kids: 'family',
  musical: 'music',
  mysteries: 'mystery',
  'reality-tv': 'reality',
  romantic: 'romance',
  'sci-fi': 'science-fiction',
  scifi: 'science-fiction',
  sports: 'sport',
  suspense: 'thriller',
  'talk-show': 'news',
  thrillers: 'thriller',
  westerns: 'western',
}

const BY_SPELLING: ReadonlyMap<string, Genre> = new Map([
  ...Object.entries(SPELLINGS),
  ...GENRES.map((genre) => [genre, genre] as const),
])

/** The genre for a word from a feed, ignoring case and separators; null: none with an axis. Never throws. */
export function genreOf(word: string): Genre | null {
  return BY_SPELLING.get(plainWord(word)) ?? null
}

/** A word in lower case, its parts joined by hyphens: `Sci Fi`, `sci_fi` and `SCI-FI` are one. */
export function plainWord(word: string): string {
  return word
    .trim()
    .toLowerCase()
    .replace(/[\s_-]+/g, '-')
}
