import { fittedPoints, type PointsTrial } from '../learn/points/fitted-points.ts'
import type { LearnedOutcome } from '../learn/run/learn-run.ts'
import type { Rules } from '../model/policies/rules.ts'
import { genreLikings, popularityOf } from './baselines.ts'
import type { DataSet, Interaction } from './data-set.ts'
import { historiesOf, type ViewerHistory } from './histories.ts'
import { type LearningSetup, learnedFrom } from './learned.ts'
import { candidatesOf, type ScoreOfItem } from './rankers.ts'
import { type Split, splitByViewer } from './split.ts'
import { drawnGroupTasks, type RankingTask, unseenTasks } from './tasks.ts'
import { FITTED_TERMS, type FittedTerm, termUnits } from './term-units.ts'

/** Of what is to be learned from, so much is held out to fit points by. */
const SHARE = 0.2
/** Rankings of all items are many numbers: so many viewers are enough. */
const MOST_UNSEEN_TASKS = 400
/** Points of genre that are tried beside 1 a doubling of likes. */
const GENRE_BOUNDS = { genre: { least: 0, greatest: 4 } }

/** Points that rank held-out likes best. */
export interface FittedTerms {
  readonly points: Readonly<Record<FittedTerm, number>>
  /** Points of a doubling of a genre's share, beside 1 for a doubling of an item's likes. */
  readonly genre: number
  /** Mean NDCG@10 of the held-out rankings with the points of the rules, and with those fitted. */
  readonly before: number
  readonly after: number
  /** How many rankings were held out to fit them by; without any they are the rules' own. */
  readonly rankings: number
}

/** Points, and the run that they were fitted with: it knows a part of the interactions, as if of yesterday. */
export interface FittedOnPart {
  readonly terms: FittedTerms
  readonly part: LearnedOutcome
}

/**
 * Fits the points of terms to a part of the interactions that nothing was learned from, within the bounds of the rules; and
 * the weight of genre, so that the baseline is as well fitted.
 */
export function fittedTerms(
  data: DataSet,
  {
    interactions,
    rules,
    learning,
    split,
    now,
  }: {
    readonly interactions: readonly Interaction[]
    readonly rules: Rules
    readonly learning: LearningSetup
    readonly split: Split
    readonly now: number
  },
): FittedOnPart {
  const { history, heldOut } = splitByViewer(interactions, { split, share: SHARE, seed: learning.seed + 1 })
  const histories = historiesOf(data.viewers, history)
  const tasks = tasksOf(data, { heldOut, histories, seed: learning.seed })
  const part = learnedFrom(histories, learning)
  const units = termUnits(part, { items: data.items, rules, now })
  const trials = trialsOf(tasks, histories, data.items.length, (known) => ({
    taste: units.tasteFor(known),
    engagement: units.engagement,
    freshness: units.freshness,
  }))
  const { points, before, after } = fittedPoints<FittedTerm>(trials, startOf(rules), boundsOf(rules))
  const genre = fittedGenre(data, tasks, histories, learning.seed)
  return { terms: { points, before, after, genre, rankings: tasks.length }, part }
}

function fittedGenre(
  { items }: DataSet,
  tasks: readonly RankingTask[],
  histories: readonly ViewerHistory[],
  seed: number,
): number {
  const popularity = popularityOf(items.length, histories, seed)
  const genreFor = genreLikings(items, histories)
  const trials = trialsOf(tasks, histories, items.length, (known) => ({
    popularity: (item) => popularity[item] ?? 0,
    genre: genreFor(known),
  }))
  const bounds = { ...GENRE_BOUNDS, popularity: { least: 1, greatest: 1 } }
  return fittedPoints<'popularity' | 'genre'>(trials, { popularity: 1, genre: 0 }, bounds).points.genre
}

function tasksOf(
  { groups }: DataSet,
  {
    heldOut,
    histories,
    seed,
  }: {
    readonly heldOut: readonly Interaction[]
    readonly histories: readonly ViewerHistory[]
    readonly seed: number
  },
): readonly RankingTask[] {
  if (groups === null) return spread(unseenTasks(heldOut), MOST_UNSEEN_TASKS)
  const seen = (viewer: number): ReadonlySet<number> => histories[viewer]?.seen ?? new Set()
  return drawnGroupTasks(groups, { heldOut, seen }, seed)
}

/** At most so many, taken evenly. */
function spread<Task>(tasks: readonly Task[], most: number): readonly Task[] {
  const step = Math.max(1, tasks.length / most)
  return tasks.filter((_, index) => Math.floor(index / step) !== Math.floor((index - 1) / step))
}

function trialsOf<Term extends string>(
  tasks: readonly RankingTask[],
  histories: readonly ViewerHistory[],
  items: number,
  unitsFor: (known: ViewerHistory) => Readonly<Record<Term, ScoreOfItem>>,
): readonly PointsTrial<Term>[] {
  return tasks.map((task) => {
    const known = histories[task.viewer] ?? { likes: [], seen: new Set<number>() }
    const candidates = candidatesOf(task, known, items)
    const units = Object.entries<ScoreOfItem>(unitsFor(known)).map(([term, of]) => [
      term,
      Float64Array.from(candidates, of),
    ])
    return {
      liked: Uint8Array.from(candidates, (item) => (task.liked.has(item) ? 1 : 0)),
      units: Object.fromEntries(units) as Record<Term, Float64Array>,
    }
  })
}

/** The points of the rules. */
export function startOf({ ranking: { weights, personal } }: Rules): Record<FittedTerm, number> {
  return {
    taste: personal.points.taste,
    engagement: personal.points.engagement,
    freshness: weights.freshness,
  }
}

/** Where points may lie. */
export function boundsOf({ learnedBounds }: Rules) {
  const [taste, engagement, freshness] = FITTED_TERMS
  return {
    [taste]: learnedBounds[taste],
    [engagement]: learnedBounds[engagement],
    [freshness]: learnedBounds[freshness],
  }
}
