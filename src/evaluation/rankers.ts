import { TOP } from '../learn/measures/ndcg.ts'
import { bestOf } from '../learn/points/fitted-points.ts'
import { tasteOf } from '../profile/taste-sums.ts'
import type { ViewerHistory } from './histories.ts'
import { profileSums } from './profiles.ts'
import type { ServedCatalogue } from './served.ts'
import type { RankingTask } from './tasks.ts'

/** Puts the best ten items of a task first. */
export type Ranker = (task: RankingTask, history: ViewerHistory) => readonly number[]

/** The score of an item, for one viewer. */
export type ScoreOfItem = (item: number) => number

/** Ranks by scores. @param scoresFor is asked once for tasks of one viewer in a row */
export function rankedByScores(
  items: number,
  scoresFor: (viewer: number, history: ViewerHistory) => ScoreOfItem,
): Ranker {
  let kept: { readonly viewer: number; readonly scoreOf: ScoreOfItem } | null = null
  return (task, history) => {
    if (kept?.viewer !== task.viewer) kept = { viewer: task.viewer, scoreOf: scoresFor(task.viewer, history) }
    const { scoreOf } = kept
    const candidates = candidatesOf(task, history, items)
    const own = Float64Array.from(candidates, scoreOf)
    return bestOf(own, TOP).map((place) => candidates[place] ?? 0)
  }
}

/**
 * Ranks as the edge does, by the profile that the profile writer makes of the history.
 * @param vectorOf the vector that the writer knows of an item, int8
 */
export function rankedByServing(
  served: ServedCatalogue,
  items: number,
  vectorOf: (item: number) => ArrayLike<number> | null,
): Ranker {
  return (task, history) => {
    const taste = tasteOf(profileSums(history, vectorOf))
    const without = task.candidates === null ? history.seen : allBut(items, new Set(task.candidates))
    return served.best(taste, without, TOP).map(({ item }) => item)
  }
}

/** What a task ranks, by number. */
export function candidatesOf({ candidates }: RankingTask, { seen }: ViewerHistory, items: number): readonly number[] {
  return candidates ?? allBut(items, seen)
}

/** All numbers below `items` that are not in the set. */
export function allBut(items: number, set: ReadonlySet<number>): readonly number[] {
  const others: number[] = []
  for (let item = 0; item < items; item++) if (!set.has(item)) others.push(item)
  return others
}
