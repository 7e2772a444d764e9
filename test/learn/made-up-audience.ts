import { madeUpLikes } from '../../src/dev/demo/likes/made-up-likes.ts'
import type { Aggregates, CatalogueAsset } from '../../src/learn/aggregates/aggregates.ts'
import { likeAggregates } from '../../src/learn/aggregates/like-aggregates.ts'
import type { AssetId } from '../../src/model/fields/identifier.ts'

/** The made-up likes as a run takes them. */
export interface MadeUpAudience {
  readonly catalogue: readonly CatalogueAsset[]
  readonly likes: readonly (readonly AssetId[])[]
}

/** @param seed another seed is another world */
export function madeUpAudience(seed = 1): MadeUpAudience {
  const { items, likes } = madeUpLikes(seed)
  const byViewer = new Map<string, AssetId[]>()
  for (const { user, item } of likes) byViewer.set(user, [...(byViewer.get(user) ?? []), `ast_${item}`])
  return {
    catalogue: items.map(({ item, genres, tags, year }) => ({
      assetId: `ast_${item}`,
      titleId: `ttl_${item}`,
      metadata: { genres, tags, year },
    })),
    likes: [...byViewer.values()],
  }
}

/** What likes amount to, over September 2026. */
export function aggregatesOf({ catalogue }: MadeUpAudience, likes: MadeUpAudience['likes']): Aggregates {
  const assets = catalogue.map(({ assetId }) => assetId)
  return likeAggregates(likes, assets, { from: Date.UTC(2026, 8, 1), to: Date.UTC(2026, 9, 1) })
}
