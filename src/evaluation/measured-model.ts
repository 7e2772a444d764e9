import { listDiversity } from '../learn/measures/diversity.ts'
import { type MeasuredMean, meanByViewers } from '../learn/measures/interval.ts'
import { ndcg } from '../learn/measures/ndcg.ts'
import { genreWord } from './baselines.ts'
import type { EvaluatedItem } from './data-set.ts'
import type { ViewerHistory } from './histories.ts'
import type { Ranker } from './rankers.ts'
import type { RankingTask } from './tasks.ts'

/** What is measured of a model, over all rankings. */
export interface ModelMeasures {
  readonly ndcg10: MeasuredMean
  /** Share of what is liked that stands in the first ten places. */
  readonly recall10: number
  /** Share of the items that could be shown which stand in the first ten places of some ranking. */
  readonly coverage: number
  /** How different the genres of ten are: 0 all the same, 1 nothing in common. */
  readonly intraListDiversity: number
}

/** Asks a model for every ranking, and measures what it puts first. */
export function measured(
  ranker: Ranker,
  tasks: readonly RankingTask[],
  about: {
    readonly items: readonly EvaluatedItem[]
    readonly histories: readonly ViewerHistory[]
    readonly seed: number
  },
): ModelMeasures {
  const words = about.items.map(({ genres }) => new Set(genres.map(genreWord)))
  const shown = new Set<number>()
  const byViewer = new Map<number, { sum: number; count: number }>()
  let [recall, diversity] = [0, 0]
  for (const task of tasks) {
    const best = ranker(task, about.histories[task.viewer] ?? NO_HISTORY)
    const hits = best.map((item) => task.liked.has(item))
    const own = byViewer.get(task.viewer) ?? { sum: 0, count: 0 }
    own.sum += ndcg(hits, task.liked.size)
    own.count++
    byViewer.set(task.viewer, own)
    recall += hits.filter(Boolean).length / task.liked.size
    diversity += listDiversity(best.map((item) => words[item] ?? new Set()))
    for (const item of best) shown.add(item)
  }
  const shareable = tasks.some(({ candidates }) => candidates === null)
    ? about.items.length
    : new Set(tasks.flatMap(({ candidates }) => candidates ?? [])).size
  return {
    ndcg10: meanByViewers([...byViewer.values()], about.seed),
    recall10: recall / tasks.length,
    coverage: shown.size / shareable,
    intraListDiversity: diversity / tasks.length,
  }
}

/** A viewer of whom nothing is known. */
const NO_HISTORY: ViewerHistory = { likes: [], seen: new Set() }
