import type { SnapshotHot } from '../../model/columns/snapshot.ts'
import type { Deny, DenyList } from '../../model/denies/deny-list.ts'
import type { SurfaceId } from '../../model/nouns/surface.ts'
import { type Denies, denyHolds, denyName, targeted } from '../eligibility/denies.ts'
import { packedName, packedReach } from '../eligibility/packed-reach.ts'
import { RowIndex } from '../rows/row-index.ts'
import type { Shown } from '../time/time-bounds.ts'

/** An entry of the takedown list, and which of an asset and its campaigns it withdraws. */
export interface AssetDeny extends Pick<Deny, 'territories' | 'from' | 'until'> {
  readonly reach: {
    readonly assets: ReadonlyMap<number, string>
    readonly campaigns: ReadonlyMap<number, string>
    readonly surfaces: ReadonlyMap<SurfaceId, string>
  }
}

/** The entries of a takedown list that concern an asset, its title, its campaigns or a surface. */
export function assetDenies(hot: SnapshotHot, list: DenyList, shown: Shown): readonly AssetDeny[] {
  const snapshot = { hot, index: new RowIndex(hot) }
  const named = list.named.map((deny) => ({ ...deny, reach: reachOf(snapshot, deny, shown) }))
  const packed = list.packed.map((deny) => ({
    ...deny,
    reach: ofShown(packedReach(snapshot, deny), shown, packedName(deny)),
  }))
  return [...packed, ...named].filter(({ reach }) => reach.assets.size + reach.campaigns.size + reach.surfaces.size > 0)
}

function reachOf(snapshot: Parameters<typeof targeted>[0], deny: Deny, shown: Shown): AssetDeny['reach'] {
  const { id, target } = deny
  if (target.startsWith('surface:')) {
    return { assets: new Map(), campaigns: new Map(), surfaces: new Map([[target.slice(8) as SurfaceId, id]]) }
  }
  return ofShown(targeted(snapshot, target), shown, denyName(deny))
}

/** Which of an asset and its campaigns are among those that an entry reaches. */
function ofShown(
  reached: { readonly assets: Iterable<number>; readonly campaigns: Iterable<number> },
  { asset, campaigns }: Shown,
  name: string,
): AssetDeny['reach'] {
  const [assets, under] = [new Set(reached.assets), new Set(reached.campaigns)]
  return {
    assets: new Map(assets.has(asset) ? [[asset, name]] : []),
    campaigns: new Map(campaigns.filter((campaign) => under.has(campaign)).map((campaign) => [campaign, name])),
    surfaces: new Map(),
  }
}

/** The combined effect of the entries in force at a place and an instant. */
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
