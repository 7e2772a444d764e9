import { hash32 } from '../../model/hash32.ts'
import { NO_INDEX, type SnapshotHot } from '../../model/snapshot.ts'
import type { SurfaceId } from '../../model/surface.ts'
import { type Denies, type Deny, denyHolds } from '../denies.ts'
import type { Shown } from './day-edges.ts'

/** An entry of the takedown list, and what of an asset and its campaigns it withdraws. */
export interface AssetDeny extends Deny {
  readonly reach: Pick<Denies, 'assets' | 'campaigns' | 'surfaces'>
}

/** The entries of a takedown list that speak of an asset, its title, its campaigns or a surface. */
export function assetDenies(hot: SnapshotHot, list: readonly Deny[], shown: Shown): readonly AssetDeny[] {
  return list
    .map((deny) => ({ ...deny, reach: reachOf(hot, deny, shown) }))
    .filter(({ reach }) => reach.assets.size + reach.campaigns.size + reach.surfaces.size > 0)
}

function reachOf(hot: SnapshotHot, { id, target }: Deny, { asset, campaigns }: Shown): AssetDeny['reach'] {
  const none = { assets: new Map<number, string>(), campaigns: new Map<number, string>(), surfaces: new Map() }
  const whole = (reached: boolean) => (reached ? { ...none, assets: new Map([[asset, id]]) } : none)
  if (target.startsWith('surface:')) return { ...none, surfaces: new Map([[target.slice(8) as SurfaceId, id]]) }
  const hash = hash32(target)
  if (target.startsWith('ast_')) return whole(hot.assets.idHash[asset] === hash)
  if (target.startsWith('ttl_')) {
    const title = hot.assets.title[asset] ?? NO_INDEX
    return whole(title !== NO_INDEX && hot.titles.idHash[title] === hash)
  }
  const group = hot.groups.find(({ key }) => key === target)
  const reached = campaigns.filter((campaign) =>
    target.startsWith('cmp_') ? hot.campaigns.idHash[campaign] === hash : group?.campaigns.includes(campaign),
  )
  return {
    ...whole(group?.assets.includes(asset) ?? false),
    campaigns: new Map(reached.map((campaign) => [campaign, id])),
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
