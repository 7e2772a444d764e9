import { embed } from '../../../src/compile/columns/embedding.ts'
import { engagementRate, engagementUnits } from '../../../src/decide/score/engagement.ts'
import { unitsOf } from '../../../src/decide/score/taste/score-units.ts'
import { learn } from '../../../src/decide/score/taste/session-taste.ts'
import { requestVector, termVector, unitsFrom } from '../../../src/decide/score/taste/term-vector.ts'
import { chance } from '../../../src/dev/demo/chance.ts'
import { bundledRules } from '../../../src/rules/bundled-rules.ts'
import {
  type Look,
  type MadeUpTitle,
  type MadeUpViewer,
  madeUpTitles,
  madeUpViewer,
} from '../catalogue/made-up-viewers.ts'
import { profileTaste } from '../quality/profile-taste.ts'
import type { BenchRow, Suite } from '../suite.ts'
import { quantile } from '../tables/comparison.ts'

/**
 * How well rankings put what a viewer likes first: NDCG@10 (Järvelin and Kekäläinen, Cumulated gain-based evaluation of
 * IR techniques, TOIS 2002) over groups of 24 with at most three liked, on viewers that are made up. It compares
 * rankings with each other; it promises nothing about real viewers. The median is that of three made-up worlds.
 */
export const suite: Suite = {
  about: 'how well rankings put first what made-up viewers like (NDCG@10), ours beside popularity and genre',
  measure: async ({ quick, say }) => {
    const values = new Map<string, number[]>(Object.keys(RANKINGS).map((name) => [name, []]))
    for (const seed of quick ? [1] : [1, 2, 3]) {
      say(`quality: made-up world ${seed}`)
      const world = worldOf(seed, quick ? 100 : 1000)
      for (const [name, ranking] of Object.entries(RANKINGS)) values.get(name)?.push(meanNdcg(world, ranking))
    }
    return [...values].map(([name, own]) => row(name, own, values.get(FLOOR) ?? []))
  },
}

function row(name: string, own: readonly number[], floor: readonly number[]): BenchRow {
  const ratios = own.map((value, world) => value / (floor[world] ?? Number.NaN))
  return {
    ...{ suite: 'quality', name, candidates: TITLES, unit: 'NDCG@10' },
    median: rounded(quantile(own, 0.5)),
    p99: rounded(quantile(own, 0.01)),
    ratioTo: FLOOR,
    ratio: rounded(quantile(ratios, 0.5)),
    least: rounded(Math.min(...own)),
    greatest: rounded(Math.max(...own)),
    problem: null,
  }
}

const TITLES = 2000
const LOOKS = 40
const FLOOR = 'popularity and genre'
const rounded = (value: number): number => Number(value.toPrecision(3))

interface World {
  readonly seed: number
  readonly titles: readonly MadeUpTitle[]
  readonly viewers: readonly MadeUpViewer[]
  /** By title: looks and likes of all histories. */
  readonly looks: readonly number[]
  readonly likes: readonly number[]
  readonly vectors: readonly Int8Array[]
  /** Likes per look. */
  readonly rate: number
}

function worldOf(seed: number, count: number): World {
  const titles = madeUpTitles(seed, TITLES)
  const viewers = Array.from({ length: count }, (_, number) => madeUpViewer(seed, number, titles, LOOKS))
  const looks = Array<number>(TITLES).fill(0)
  const likes = Array<number>(TITLES).fill(0)
  for (const { title, liked } of viewers.flatMap(({ history }) => history)) {
    looks[title] = (looks[title] ?? 0) + 1
    if (liked) likes[title] = (likes[title] ?? 0) + 1
  }
  const vectors = titles.map(({ genres, franchise, year }) =>
    embed({ genres, franchiseId: franchise, seriesId: null, tags: [], kind: 'movie', year, audienceAge: null }),
  )
  return { seed, titles, viewers, looks, likes, vectors, rate: sum(likes) / sum(looks) }
}

/** A score for each title of a viewer's group, in its order. */
type Ranking = (world: World, viewer: MadeUpViewer, number: number) => readonly number[]

const random: Ranking = ({ seed }, { group }, number) => {
  const draw = chance(seed, 2_000_000 + number)
  return group.map(() => draw.next())
}

const popularity: Ranking = ({ likes }, { group }) => group.map(({ title }) => likes[title] ?? 0)

/** The usual first step: popularity, times how often the viewer liked titles of the genres. */
const popularityAndGenre: Ranking = ({ titles, likes }, { history, group }) => {
  const liked = new Map<string, { looks: number; likes: number }>()
  for (const look of history) {
    for (const genre of titles[look.title]?.genres ?? []) {
      const entry = liked.get(genre) ?? { looks: 0, likes: 0 }
      liked.set(genre, { looks: entry.looks + 1, likes: entry.likes + (look.liked ? 1 : 0) })
    }
  }
  return group.map(({ title }) => {
    const genres = titles[title]?.genres ?? []
    const rates = genres.map((genre) => ((liked.get(genre)?.likes ?? 0) + 1) / ((liked.get(genre)?.looks ?? 0) + 5))
    return (1 + (likes[title] ?? 0)) * (rates.reduce((sum, rate) => sum + rate, 0) / genres.length)
  })
}

const POLICY = bundledRules().ranking.personal
const NOTHING = { vector: new Int8Array(32), unwanted: [] }
const CLIP_MS = 30_000
const lesson = (world: World, { title, liked, watched }: Look) => ({
  ...{ asset: title, title, event: liked ? 'watch' : 'skip', watchedMs: watched * CLIP_MS, durationMs: CLIP_MS },
  vector: world.vectors[title] ?? NOTHING.vector,
})

/** The product's own terms: a profile of the whole history, and a session that saw the last of it. */
function ours(terms: { readonly taste: boolean; readonly session: boolean }): Ranking {
  return (world, { history, group }) => {
    const session = learn(
      NOTHING,
      history.slice(-SESSION_LOOKS).map((look) => lesson(world, look)),
      POLICY.session,
      0,
    )
    const profile = profileTaste(history.map((look) => impression(world, look)))
    const vector = requestVector({
      taste: termVector(profile, terms.taste ? POLICY.points.taste : 0),
      sessionTaste: termVector(session.vector, terms.session ? POLICY.points.sessionTaste : 0),
      context: new Int16Array(32),
    })
    return group.map(({ title }) => {
      const units = engagementUnits(countsOf(world, title), world.rate, POLICY.engagement)
      return unitsOf(units * POLICY.points.engagement) + unitsFrom(world.vectors[title] ?? NOTHING.vector, 0, vector)
    })
  }
}

const countsOf = ({ looks, likes }: World, title: number) => ({
  ...{ impressions: looks[title] ?? 0, rewarded: likes[title] ?? 0 },
})

const impression = (world: World, { title, liked }: Look) => ({
  vector: world.vectors[title] ?? NOTHING.vector,
  rewarded: liked,
  expected: engagementRate(countsOf(world, title), world.rate, POLICY.engagement),
})

const SESSION_LOOKS = 8

const RANKINGS: Readonly<Record<string, Ranking>> = {
  random,
  popularity,
  [FLOOR]: popularityAndGenre,
  'engagement alone': ours({ taste: false, session: false }),
  'engagement and session': ours({ taste: false, session: true }),
  'engagement and profile': ours({ taste: true, session: false }),
  'engagement, session and profile': ours({ taste: true, session: true }),
}

function meanNdcg(world: World, ranking: Ranking): number {
  const values = world.viewers.flatMap((viewer, number) => {
    const scores = ranking(world, viewer, number)
    const order = [...viewer.group.keys()].sort(
      (one, other) => (scores[other] ?? 0) - (scores[one] ?? 0) || one - other,
    )
    const value = ndcg(order.map((index) => viewer.group[index]?.liked ?? false))
    return value === null ? [] : [value]
  })
  return sum(values) / values.length
}

/** Null where nothing is liked: every order is as good. */
function ndcg(liked: readonly boolean[]): number | null {
  const gain = (list: readonly boolean[]): number =>
    sum(list.slice(0, 10).map((like, index) => (like ? 1 / Math.log2(index + 2) : 0)))
  const best = gain([...liked].sort((one, other) => Number(other) - Number(one)))
  return best === 0 ? null : gain(liked) / best
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}
