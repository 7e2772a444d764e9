import { chanceFrom } from '../decide/draw/chance.ts'
import { genreOf, plainWord } from '../model/nouns/genre.ts'
import type { EvaluatedItem } from './data-set.ts'
import type { ViewerHistory } from './histories.ts'
import type { ScoreOfItem } from './rankers.ts'

/** So many likes of a genre at its own share are taken as known, before a viewer liked anything. */
const STEADY_LIKES = 5
/** Scores of equal items differ by less than this, so that their order in a file says nothing. */
const TIE = 1e-6

/** Likes of each item, as doublings over one like; equal ones in an order by chance. */
export function popularityOf(items: number, histories: readonly ViewerHistory[], seed: number): Float64Array {
  const likes = new Float64Array(items).fill(1)
  for (const { likes: own } of histories) for (const { item } of own) likes[item] = (likes[item] ?? 0) + 1
  const chance = chanceFrom(`ties ${seed}`)
  return likes.map((count) => Math.log2(count) + TIE * chance())
}

/** By chance, for each viewer anew. */
export function byChance(items: number, seed: number): (viewer: number) => ScoreOfItem {
  return (viewer) => {
    const chance = chanceFrom(`random ${seed} ${viewer}`)
    const scores = new Float64Array(items).map(() => chance())
    return (item) => scores[item] ?? 0
  }
}

/**
 * How much more a viewer likes the genres of items than all viewers do: the mean over an item's genres, in doublings of
 * their shares among likes.
 */
export function genreLikings(
  items: readonly EvaluatedItem[],
  histories: readonly ViewerHistory[],
): (history: Pick<ViewerHistory, 'likes'>) => ScoreOfItem {
  const genres = items.map((item) => [...new Set(item.genres.map(genreWord))])
  const everybody = sharesOf(
    histories.flatMap(({ likes }) => likes),
    genres,
  )
  return ({ likes }) => {
    const own = countsOf(likes, genres)
    const liftings = new Map(
      [...everybody].map(([word, usual]) => {
        const share = ((own.get(word) ?? 0) + STEADY_LIKES * usual) / (likes.length + STEADY_LIKES)
        return [word, Math.log2(share / usual)]
      }),
    )
    return (item) => {
      const words = genres[item] ?? []
      return words.reduce((sum, word) => sum + (liftings.get(word) ?? 0), 0) / Math.max(1, words.length)
    }
  }
}

/** One word for all spellings of a genre that are known. */
export function genreWord(text: string): string {
  const plain = plainWord(text)
  return genreOf(plain) ?? plain
}

type Likes = ViewerHistory['likes']

function countsOf(likes: Likes, genres: readonly (readonly string[])[]): Map<string, number> {
  const counts = new Map<string, number>()
  for (const { item } of likes) for (const word of genres[item] ?? []) counts.set(word, (counts.get(word) ?? 0) + 1)
  return counts
}

function sharesOf(likes: Likes, genres: readonly (readonly string[])[]): ReadonlyMap<string, number> {
  return new Map([...countsOf(likes, genres)].map(([word, count]) => [word, count / likes.length]))
}
