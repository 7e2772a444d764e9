import type { Genre } from '../../../model/nouns/genre.ts'
import { chance, type DemoChance } from '../chance.ts'

/** A title that is made up, with a taste that nobody is told of. */
export interface MadeUpItem {
  readonly item: string
  readonly genres: readonly Genre[]
  readonly tags: readonly string[]
  readonly year: number
}

/** One viewer liked one title. */
export interface MadeUpLike {
  readonly user: string
  readonly item: string
  /** Seconds since 1970 UTC. */
  readonly timestamp: number
}

const GENRES_USED: readonly [Genre, ...Genre[]] = [
  ...(['action', 'comedy', 'drama', 'horror', 'romance', 'science-fiction', 'documentary', 'family'] as const),
]
const MOODS: readonly [string, ...string[]] = ['slow', 'loud', 'warm', 'bleak', 'witty', 'strange']
const TASTES = 6
const ITEMS = 240
const VIEWERS = 320
const FEWEST_LIKES = 12
const MOST_LIKES = 32
const FIRST_DAY = Date.UTC(2026, 8, 1) / 1000
const DAYS = 60
const DAY = 86_400

/**
 * Titles and likes whose structure is known, so that learning can be held to finding it. Each genre and mood has a hidden
 * direction, and a title's taste is the sum of its own, with a part that no metadata tells of. Viewers have a hidden taste
 * too, and like what lies towards it, and what is popular with everybody. It promises nothing about real viewers.
 */
export function madeUpLikes(seed: number): {
  readonly items: readonly MadeUpItem[]
  readonly likes: readonly MadeUpLike[]
} {
  const ways = new Map([...GENRES_USED, ...MOODS].map((word, index) => [word, direction(chance(seed, index))]))
  const made = Array.from({ length: ITEMS }, (_, number) => madeUpItem(seed, number, ways))
  const likes = Array.from({ length: VIEWERS }, (_, number) => likesOf(seed, number, made)).flat()
  return { items: made.map(({ item }) => item), likes }
}

interface Hidden {
  readonly item: MadeUpItem
  readonly taste: readonly number[]
  readonly popularity: number
}

function madeUpItem(seed: number, number: number, ways: ReadonlyMap<string, readonly number[]>): Hidden {
  const draw = chance(seed, 1000 + number)
  const genres = [...new Set([draw.pick(GENRES_USED), draw.pick(GENRES_USED)])]
  const tags = [draw.pick(MOODS)]
  const own = direction(draw)
  const words = [...genres, ...tags].map((word) => ways.get(word) ?? [])
  return {
    item: { item: `t${number + 1}`, genres, tags, year: draw.whole(1985, 2026) },
    taste: own.map((value, index) => value + words.reduce((sum, way) => sum + (way[index] ?? 0), 0)),
    popularity: 0.8 * normal(draw),
  }
}

function likesOf(seed: number, number: number, items: readonly Hidden[]): readonly MadeUpLike[] {
  const draw = chance(seed, 100_000 + number)
  const taste = direction(draw)
  const wish = ({ taste: own, popularity }: Hidden): number =>
    3 * own.reduce((sum, value, index) => sum + value * (taste[index] ?? 0), 0) + popularity + gumbel(draw)
  return items
    .map((hidden) => ({ item: hidden.item.item, wish: wish(hidden) }))
    .sort((one, other) => other.wish - one.wish)
    .slice(0, draw.whole(FEWEST_LIKES, MOST_LIKES))
    .map(({ item }) => ({ user: `v${number + 1}`, item, timestamp: FIRST_DAY + draw.whole(0, DAYS * DAY) }))
    .sort((one, other) => one.timestamp - other.timestamp)
}

/** A unit vector in any direction. */
function direction(draw: DemoChance): readonly number[] {
  const values = Array.from({ length: TASTES }, () => normal(draw))
  const length = Math.hypot(...values)
  return values.map((value) => value / length)
}

/** Standard normal, by Box and Muller. */
function normal({ next }: DemoChance): number {
  return Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next())
}

/** What is added to a wish so that the greatest of many is drawn with the chance of a softmax. */
function gumbel({ next }: DemoChance): number {
  return -Math.log(-Math.log(1 - next() || 1e-300))
}
