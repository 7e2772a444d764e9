import type { SnapshotHot } from '../../model/snapshot.ts'
import type { SurfaceId } from '../../model/surface.ts'
import { type Denies, type Deny, denyHolds, targeted } from '../denies.ts'
import { RowIndex } from '../row-index.ts'
import type { Shown } from './day-edges.ts'

/** An entry of the takedown list, and what of an asset and its campaigns it withdraws. */
export interface AssetDeny extends Deny {
  readonly reach: Pick<Denies, 'assets' | 'campaigns' | 'surfaces'>
}

/** The entries of a takedown list that speak of an asset, its title, its campaigns or a surface. */
export function assetDenies(hot: SnapshotHot, list: readonly Deny[], shown: Shown): readonly AssetDeny[] {
  const snapshot = { hot, index: new RowIndex(hot) }
  return list
    .map((deny) => ({ ...deny, reach: reachOf(snapshot, deny, shown) }))
    .filter(({ reach }) => reach.assets.size + reach.campaigns.size + reach.surfaces.size > 0)
}

function reachOf(
  snapshot: Parameters<typeof targeted>[0],
  { id, target }: Deny,
  { asset, campaigns }: Shown,
): AssetDeny['reach'] {
  if (target.startsWith('surface:')) {
    return { assets: new Map(), campaigns: new Map(), surfaces: new Map([[target.slice(8) as SurfaceId, id]]) }
  }
  const reached = targeted(snapshot, target)
  const [assets, under] = [new Set(reached.assets), new Set(reached.campaigns)]
  return {
    assets: new Map(assets.has(asset) ? [[asset, id]] : []),
    campaigns: new Map(campaigns.filter((campaign) => under.has(campaign)).map((campaign) => [campaign, id])),
    surfaces: new Map(),
  }
}

/** What of them holds at a place and an instant. */
export function denyAt(
  list: readonly AssetDeny[],
  at: { readonly territory: string; readonly place: string; readonly now: number },
): Denies {
  const holding = list.filter((deny) => denyHolds(deny, at)).map(({ reach }) => reach)
  return {
    assets: new Map(holding.flatMap(({ assets }) => [...assets])),
    campaigns: new Map(holding.flatMap(({ campaigns }) => [...campaigns])),
    surfaces: new Map(holding.flatMap(({ surfaces }) => [...surfaces])),
    validUntil: Number.POSITIVE_INFINITY,
  }
}
