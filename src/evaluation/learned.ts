import type { CatalogueAsset } from '../learn/aggregates/aggregates.ts'
import { likeAggregates } from '../learn/aggregates/like-aggregates.ts'
import type { VectorsBefore } from '../learn/embedding/taste-map.ts'
import { type LearnedOutcome, learnRun } from '../learn/run/learn-run.ts'
import type { AssetId } from '../model/fields/identifier.ts'
import type { LearnedPoints } from '../model/learned/learned-bounds.ts'
import type { EvaluatedItem } from './data-set.ts'
import type { ViewerHistory } from './histories.ts'

/** How all runs of an evaluation learn. */
export interface LearningSetup {
  readonly items: readonly EvaluatedItem[]
  readonly seed: number
  /** First and last instant of the interactions, milliseconds since 1970 UTC. */
  readonly span: { readonly from: number; readonly to: number }
}

/** The asset that stands for an item. */
export function assetOfItem(item: number): AssetId {
  return `ast_${item}`
}

/** A run on the likes of viewers alone. Nothing is too seldom to be learned from: the data set is public already. */
export function learnedFrom(
  histories: readonly Pick<ViewerHistory, 'likes'>[],
  { items, seed, span }: LearningSetup,
  options: { readonly terms?: LearnedPoints; readonly before?: VectorsBefore } = {},
): LearnedOutcome {
  const catalogue = items.map(
    ({ genres, tags, year }, item): CatalogueAsset => ({
      assetId: assetOfItem(item),
      titleId: `ttl_${item}`,
      metadata: { genres, tags, year },
    }),
  )
  const likes = histories.map((history) => history.likes.map(({ item }) => assetOfItem(item)))
  const aggregates = likeAggregates(
    likes,
    catalogue.map(({ assetId }) => assetId),
    span,
  )
  return learnRun(aggregates, catalogue, options.before ?? null, { seed, leastUnits: 1, terms: options.terms ?? {} })
}
