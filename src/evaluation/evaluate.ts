import type { LearnedOutcome, LearnReport } from '../learn/run/learn-run.ts'
import type { Rules } from '../model/policies/rules.ts'
import { byChance, genreLikings, popularityOf } from './baselines.ts'
import { type ColdMeasures, coldMeasures } from './cold-items.ts'
import type { DataSet, Interaction } from './data-set.ts'
import { type FittedTerms, fittedTerms } from './fitted-terms.ts'
import { historiesOf, spanOf, type ViewerHistory } from './histories.ts'
import { assetOfItem, type LearningSetup, learnedFrom } from './learned.ts'
import { type ModelMeasures, measured } from './measured-model.ts'
import { type Ranker, rankedByScores, rankedByServing } from './rankers.ts'
import { served } from './served.ts'
import { type Split, splitByViewer } from './split.ts'
import { groupTasks, type RankingTask, unseenTasks } from './tasks.ts'
import { FITTED_TERMS, termUnits } from './term-units.ts'

/** How an evaluation is done. */
export interface EvaluationOptions {
  readonly rules: Rules
  readonly seed: number
  /** How interactions are held out where there are no groups, and to fit points by. */
  readonly split: Split
  /** The share of items that are hidden to measure cold ones; null: it is not measured. */
  readonly cold: number | null
  /** Is told what is done next. */
  readonly say: (step: string) => void
}

/** How well rankings put what is liked first. */
export interface Evaluation {
  /** Of `firstframe`. */
  readonly ndcg10: number
  readonly models: {
    readonly random: ModelMeasures
    readonly popularity: ModelMeasures
    readonly 'popularity+genre': ModelMeasures
    readonly firstframe: ModelMeasures
  }
  /** NDCG@10 that is lost because vectors, profiles and scores are whole numbers. */
  readonly quantizationLoss: number
  /** What profiles of the run before lose on the vectors of this one; negative: they rank better. */
  readonly alignment: { readonly loss: number; readonly agreement: number; readonly holds: boolean }
  /** Null: not asked for. */
  readonly cold: ColdMeasures | null
  /** The points that were learned, and what they gained on held-out interactions. */
  readonly terms: FittedTerms
  readonly learned: LearnReport
  readonly data: {
    readonly viewers: number
    readonly items: number
    readonly interactions: number
    readonly rankings: number
  }
}

/** Of what each viewer did, so much is held out where there are no groups. */
const HELD_OUT = 0.2

/**
 * Learns from interactions alone, compiles what was learned, and ranks with the code that serves: beside chance, popularity,
 * and popularity with the viewer's genres.
 *
 * @throws RangeError when nothing that is liked can be asked for
 */
export function evaluate(data: DataSet, options: EvaluationOptions): Evaluation {
  const { rules, seed, split, say } = options
  const { history, tasks } = askedOf(data, options)
  if (tasks.length === 0) throw new RangeError('nothing liked is held out')
  if (history.length === 0) throw new RangeError('the groups show all that was done, and nothing is left to learn from')
  const histories = historiesOf(data.viewers, history)
  const learning: LearningSetup = { items: data.items, seed, span: spanOf({ interactions: history }) }
  const now = learning.span.to
  say('learn from a part, and fit points to the rest')
  const { terms, part } = fittedTerms(data, { interactions: history, rules, learning, split, now })
  say('learn')
  const outcome = learnedFrom(histories, learning, { terms: terms.points, before: part.run })
  say('compile')
  const model = served(rules, data.items, outcome.run, now)
  const about = { items: data.items, histories, seed }
  const measure = (name: string, ranker: Ranker): ModelMeasures => {
    say(`rank by ${name}`)
    return measured(ranker, tasks, about)
  }
  const rankers = rankersOf(data, { histories, terms, seed })
  const tasteIn =
    ({ run }: LearnedOutcome) =>
    (item: number) =>
      run.assets.get(assetOfItem(item))?.taste ?? null
  const firstframe = measure('firstframe', rankedByServing(model, data.items.length, tasteIn(outcome)))
  const exact = measure('real numbers', exactRanker(outcome, terms, { data, rules, now }))
  const yesterday = measure('the profiles of yesterday', rankedByServing(model, data.items.length, tasteIn(part)))
  const models = {
    random: measure('chance', rankers.random),
    popularity: measure('popularity', rankers.popularity),
    'popularity+genre': measure('popularity and genre', rankers.genre),
    firstframe,
  }
  const { alignment } = outcome.report
  if (options.cold !== null) say('hide items, and learn without them')
  const cold =
    options.cold === null
      ? null
      : coldMeasures(data, { share: options.cold, rules, learning, terms: terms.points, now })
  return {
    ndcg10: firstframe.ndcg10.value,
    models,
    quantizationLoss: exact.ndcg10.value - firstframe.ndcg10.value,
    alignment: {
      loss: firstframe.ndcg10.value - yesterday.ndcg10.value,
      agreement: alignment?.agreement ?? 0,
      holds: alignment?.holds ?? false,
    },
    cold,
    terms,
    learned: outcome.report,
    data: {
      viewers: data.viewers,
      items: data.items.length,
      interactions: data.interactions.length,
      rankings: tasks.length,
    },
  }
}

/** What is learned from, and what is asked. What a group shows is not learned from, whoever put it into both files. */
function askedOf(
  { interactions, groups }: DataSet,
  { split, seed }: EvaluationOptions,
): { readonly history: readonly Interaction[]; readonly tasks: readonly RankingTask[] } {
  if (groups === null) {
    const { history, heldOut } = splitByViewer(interactions, { split, share: HELD_OUT, seed })
    return { history, tasks: unseenTasks(heldOut) }
  }
  const asked = new Set(groups.flatMap(({ viewer, items }) => items.map(({ item }) => `${viewer} ${item}`)))
  return {
    history: interactions.filter(({ viewer, item }) => !asked.has(`${viewer} ${item}`)),
    tasks: groupTasks(groups),
  }
}

function rankersOf(
  { items }: DataSet,
  {
    histories,
    terms,
    seed,
  }: {
    readonly histories: readonly ViewerHistory[]
    readonly terms: FittedTerms
    readonly seed: number
  },
): Readonly<Record<'random' | 'popularity' | 'genre', Ranker>> {
  const popularity = popularityOf(items.length, histories, seed)
  const genreFor = genreLikings(items, histories)
  return {
    random: rankedByScores(items.length, byChance(items.length, seed)),
    popularity: rankedByScores(items.length, () => (item) => popularity[item] ?? 0),
    genre: rankedByScores(items.length, (_viewer, history) => {
      const genre = genreFor(history)
      return (item) => (popularity[item] ?? 0) + terms.genre * genre(item)
    }),
  }
}

/** The same sum of terms in real numbers. */
function exactRanker(
  outcome: LearnedOutcome,
  { points }: FittedTerms,
  { data, rules, now }: { readonly data: DataSet; readonly rules: Rules; readonly now: number },
): Ranker {
  const units = termUnits(outcome, { items: data.items, rules, now })
  return rankedByScores(data.items.length, (_viewer, history) => {
    const all = { taste: units.tasteFor(history), engagement: units.engagement, freshness: units.freshness }
    return (item) => FITTED_TERMS.reduce((sum, term) => sum + points[term] * all[term](item), 0)
  })
}
