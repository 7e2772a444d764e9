import type { SnapshotHot } from '../../model/columns/snapshot.ts'
import type { Deny, DenyList } from '../../model/denies/deny-list.ts'
import type { SurfaceId } from '../../model/nouns/surface.ts'
import { campaignOfId, rowOfId } from '../rows/hash-search.ts'
import { type Denies, denyHolds } from './denies.ts'
import type { Applied, DenyPlace } from './kept-denies.ts'
import { mayMean, packedName } from './packed-reach.ts'

/** An item that some answer had, maybe days ago and from another snapshot. */
export interface AnsweredItem {
  readonly assetId: string
  readonly campaignId: string
  /** Null: it is not known. */
  readonly surface: SurfaceId | null
}

/** An opened snapshot, as far as it applies takedown lists. */
interface AppliesDenies {
  readonly snapshot: { readonly hot: SnapshotHot }
  denies(list: DenyList, at: DenyPlace): Applied
}

/**
 * The name of what withdraws an item now; null: nothing that is known here. Its ids and its surface are compared with the
 * list. What only a snapshot tells (its title, tags, feed, owner and tier) is read from this one, if that has the item.
 */
export function itemWithdrawal(
  opened: AppliesDenies,
  list: DenyList,
  item: AnsweredItem,
  at: DenyPlace,
): string | null {
  const { hot } = opened.snapshot
  const { denies } = opened.denies(list, at)
  const asset = rowOfId(hot.assets, item.assetId)
  const campaign = campaignOfId(hot.campaigns, item.campaignId)
  return bySnapshot(denies, item.surface, asset, campaign) ?? byIds(list, item, at)
}

function bySnapshot(denies: Denies, surface: SurfaceId | null, asset: number, campaign: number): string | null {
  const ofSurface = surface === null ? undefined : denies.surfaces.get(surface)
  return ofSurface ?? denies.assets.get(asset) ?? denies.campaigns.get(campaign) ?? null
}

/** What withdraws an item by its ids alone, for a snapshot that does not have it. */
function byIds(list: DenyList, { assetId, campaignId }: AnsweredItem, at: DenyPlace): string | null {
  const isNamed = ({ target }: Deny): boolean => target === assetId || target === campaignId
  const named = list.named.find((deny) => isNamed(deny) && denyHolds(deny, at))
  if (named !== undefined) return named.id
  const packed = list.packed.find(
    (deny) => (mayMean(deny, 'asset', assetId) || mayMean(deny, 'campaign', campaignId)) && denyHolds(deny, at),
  )
  return packed === undefined ? null : packedName(packed)
}
