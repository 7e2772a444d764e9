import { chance } from '../../../src/dev/demo/chance.ts'
import { GENRES, type Genre } from '../../../src/model/nouns/genre.ts'

/**
 * Made-up viewers and titles, for want of a public data set that can be fetched. Strengths are set so that popularity and
 * genre come out near what public interaction data gave with groups like these (random 0.258, popularity 0.600, with
 * genre 0.638 NDCG@10). What it assumes, so that nobody takes its numbers for the world's:
 *
 * - A title has one to three genres, some far commoner than others, at times a franchise, and a quality, of which the
 *   well-known ones have more.
 * - A viewer likes three genres, dislikes two, cares little for the rest, and likes or dislikes a hidden side of titles
 *   that no metadata tells: no ranking from metadata can explain it.
 * - A viewer likes a title by quality, genres and hidden side together, with noise on every single look. What is not
 *   liked is skipped, the sooner the less it pleased.
 * - What is looked at is skewed: titles by Zipf's law, so that most have few looks and popularity is known for few.
 */
export interface MadeUpTitle {
  readonly genres: readonly Genre[]
  readonly franchise: string | null
  readonly year: number
  readonly quality: number
  readonly hidden: readonly number[]
}

/** One look of a viewer at a title. */
export interface Look {
  readonly title: number
  readonly liked: boolean
  /** Of what was not liked: the share of the clip that was watched before it was skipped. */
  readonly watched: number
}

export interface MadeUpViewer {
  /** What was looked at before, oldest first. */
  readonly history: readonly Look[]
  /** What is to be ranked: 24 titles, at most three of them liked, none of them in the history. */
  readonly group: readonly Look[]
}

const HIDDEN = 6
const GROUP = 24
const LIKED_MOST = 3
const QUALITY_WEIGHT = 0.6
const GENRE_WEIGHT = 1.5
const POPULAR_QUALITY = 5
const HIDDEN_WEIGHT = 0.5
const NOISE = 0.5
/** Above this a look is a like. */
const LIKED_ABOVE = 2.6

type Draw = ReturnType<typeof chance>

/** A draw from the normal distribution, by Irwin and Hall: the sum of twelve even ones. */
const normal = (draw: Draw): number => Array.from({ length: 12 }, () => draw.next()).reduce((sum, x) => sum + x, -6)

export function madeUpTitles(seed: number, count: number): readonly MadeUpTitle[] {
  return Array.from({ length: count }, (_, index) => {
    const draw = chance(seed, index)
    const genres = Array.from({ length: draw.whole(1, 3) }, () => GENRES[draw.rank(GENRES.length)] ?? 'drama')
    return {
      genres: [...new Set(genres)],
      franchise: draw.happens(0.12) ? `franchise-${draw.rank(count / 20)}` : null,
      year: 2026 - draw.rank(60),
      quality: normal(draw) + POPULAR_QUALITY * (1 - Math.log(index + 1) / Math.log(count + 1)),
      hidden: Array.from({ length: HIDDEN }, () => normal(draw) / Math.sqrt(HIDDEN)),
    }
  })
}

/** A viewer with `looks` in the history. */
export function madeUpViewer(
  seed: number,
  number: number,
  titles: readonly MadeUpTitle[],
  looks: number,
): MadeUpViewer {
  const draw = chance(seed, 1_000_000 + number)
  const affinity = new Map<Genre, number>(GENRES.map((genre) => [genre, normal(draw) * 0.3]))
  for (let favourite = 0; favourite < 3; favourite++) affinity.set(draw.pick(GENRES), 1 + draw.next())
  for (let disliked = 0; disliked < 2; disliked++) affinity.set(draw.pick(GENRES), -1.5)
  const hidden = Array.from({ length: HIDDEN }, () => normal(draw))
  const look = (title: number): Look => {
    const { genres, quality, hidden: side } = titles[title] ?? NO_TITLE
    const taste = genres.reduce((sum, genre) => sum + (affinity.get(genre) ?? 0), 0) / genres.length
    const unseen = side.reduce((sum, value, index) => sum + value * (hidden[index] ?? 0), 0)
    const pleasure = QUALITY_WEIGHT * quality + GENRE_WEIGHT * taste + HIDDEN_WEIGHT * unseen + NOISE * normal(draw)
    return { title, liked: pleasure > LIKED_ABOVE, watched: 1 / (1 + Math.exp(-pleasure)) }
  }
  const met = new Set<number>()
  const meet = (): Look => {
    for (;;) {
      const title = draw.rank(titles.length)
      if (met.has(title)) continue
      met.add(title)
      return look(title)
    }
  }
  const history = Array.from({ length: looks }, meet)
  return { history, group: groupOf(meet) }
}

const NO_TITLE: MadeUpTitle = { genres: ['drama'], franchise: null, year: 2026, quality: 0, hidden: [] }

/** Looks until the group is full; a like too many is left out. */
function groupOf(meet: () => Look): readonly Look[] {
  const group: Look[] = []
  while (group.length < GROUP) {
    const look = meet()
    if (look.liked && group.filter(({ liked }) => liked).length === LIKED_MOST) continue
    group.push(look)
  }
  return group
}
