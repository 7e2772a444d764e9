import { chanceFrom } from '../decide/draw/chance.ts'
import { areaUnderCurve } from '../learn/measures/area-under-curve.ts'
import type { LearnedPoints } from '../model/learned/learned-bounds.ts'
import type { Rules } from '../model/policies/rules.ts'
import { tasteOf } from '../profile/taste-sums.ts'
import type { DataSet, Interaction } from './data-set.ts'
import { historiesOf } from './histories.ts'
import { assetOfItem, type LearningSetup, learnedFrom } from './learned.ts'
import { profileSums } from './profiles.ts'
import { allBut } from './rankers.ts'
import { type ServedCatalogue, served } from './served.ts'

/** How well items are placed on which nobody has acted. */
export interface ColdMeasures {
  /**
   * Mean over viewers: the chance that a cold item that they liked scores above one that they did not. Null: nobody liked
   * one.
   */
  readonly auc: number | null
  readonly items: number
  readonly viewers: number
}

/** The engine gives at most so many rows at once. */
const AT_ONCE = 1024

/** Hides a share of the items from learning, and looks whether what viewers liked of them stands above the rest. */
export function coldMeasures(
  data: DataSet,
  options: {
    readonly share: number
    readonly rules: Rules
    readonly learning: LearningSetup
    readonly terms: LearnedPoints
    readonly now: number
  },
): ColdMeasures {
  const chance = chanceFrom(`cold ${options.learning.seed}`)
  const cold = data.items.flatMap((_, item) => (chance() < options.share ? [item] : []))
  const hidden = new Set(cold)
  const histories = historiesOf(
    data.viewers,
    data.interactions.filter(({ item }) => !hidden.has(item)),
  )
  const { run } = learnedFrom(histories, options.learning, { terms: options.terms })
  const model = served(options.rules, data.items, run, options.now)
  const areas = [...likesOf(data.interactions, hidden)].flatMap(([viewer, liked]) => {
    const history = histories[viewer]
    if (history === undefined || history.likes.length === 0 || liked.size === cold.length) return []
    const taste = tasteOf(profileSums(history, (item) => run.assets.get(assetOfItem(item))?.taste ?? null))
    const scores = scoresOf(model, { taste, cold, items: data.items.length })
    return [
      areaUnderCurve(
        cold.map((item) => scores.get(item) ?? 0),
        (place) => liked.has(cold[place] ?? -1),
      ),
    ]
  })
  return {
    auc: areas.length === 0 ? null : areas.reduce((sum, area) => sum + area, 0) / areas.length,
    items: cold.length,
    viewers: areas.length,
  }
}

function likesOf(
  interactions: readonly Interaction[],
  among: ReadonlySet<number>,
): ReadonlyMap<number, ReadonlySet<number>> {
  const likes = new Map<number, Set<number>>()
  for (const { viewer, item, liked } of interactions) {
    if (!liked || !among.has(item)) continue
    const own = likes.get(viewer) ?? new Set<number>()
    own.add(item)
    likes.set(viewer, own)
  }
  return likes
}

function scoresOf(
  model: ServedCatalogue,
  { taste, cold, items }: { readonly taste: Int8Array; readonly cold: readonly number[]; readonly items: number },
): ReadonlyMap<number, number> {
  const scores = new Map<number, number>()
  for (let first = 0; first < cold.length; first += AT_ONCE) {
    const part = new Set(cold.slice(first, first + AT_ONCE))
    for (const { item, score } of model.best(taste, allBut(items, part), AT_ONCE)) scores.set(item, score)
  }
  return scores
}
