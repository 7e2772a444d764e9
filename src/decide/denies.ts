import { EEA_ABROAD, type SnapshotHot } from '../model/snapshot.ts'
import type { SurfaceId } from '../model/surface.ts'
import { campaignOfId, rowOfId } from './hash-search.ts'
import type { RowIndex } from './row-index.ts'

/** One entry of a region's takedown list, territories expanded. */
export interface Deny {
  readonly id: string
  /** `ast_…`, `ttl_…`, `cmp_…`, `surface:…`, `tag:…`, `owner:…` or `feed:…`. */
  readonly target: string
  /** ISO codes, or `EEA_ABROAD`; null: everywhere. */
  readonly territories: readonly string[] | null
  /** From when, milliseconds since 1970 UTC; left out: at once. */
  readonly from?: number | null
  /** Milliseconds since 1970 UTC; null: until lifted. */
  readonly until: number | null
}

/** What may not be served here and now: the takedown list applied to one snapshot, territory and instant. */
export interface Denies {
  readonly assets: ReadonlyMap<number, string>
  readonly campaigns: ReadonlyMap<number, string>
  readonly surfaces: ReadonlyMap<SurfaceId, string>
  /** The earliest instant at which an entry comes to hold or lapses; `Infinity` when none does. */
  readonly validUntil: number
}

/** Applies a takedown list to a snapshot. */
export function denyIndex(
  snapshot: { readonly hot: SnapshotHot; readonly index: RowIndex },
  list: readonly Deny[],
  at: { readonly territory: string; readonly place: string; readonly now: number },
): Denies {
  const assets = new Map<number, string>()
  const campaigns = new Map<number, string>()
  const surfaces = new Map<SurfaceId, string>()
  let validUntil = Number.POSITIVE_INFINITY
  for (const deny of list) {
    if (!denyReaches(deny, at)) continue
    for (const edge of [deny.from, deny.until]) if (edge && edge > at.now) validUntil = Math.min(validUntil, edge)
    if (!denyOpen(deny, at.now)) continue
    if (deny.target.startsWith('surface:')) surfaces.set(deny.target.slice(8) as SurfaceId, deny.id)
    else {
      const reached = targeted(snapshot, deny.target)
      for (const asset of reached.assets) assets.set(asset, deny.id)
      for (const campaign of reached.campaigns) campaigns.set(campaign, deny.id)
    }
  }
  return { assets, campaigns, surfaces, validUntil }
}

/** Whether an entry has a say at a place and an instant. */
export function denyHolds(
  deny: Deny,
  at: { readonly territory: string; readonly place: string; readonly now: number },
): boolean {
  return denyOpen(deny, at.now) && denyReaches(deny, at)
}

function denyOpen({ from, until }: Deny, now: number): boolean {
  return (from ?? now) <= now && (until === null || now < until)
}

/** For a viewer abroad with home rights, what is withdrawn in either place is withdrawn, or for all who are abroad. */
function denyReaches(
  { territories }: Deny,
  { territory, place }: { readonly territory: string; readonly place: string },
): boolean {
  if (territories === null || territories.includes(territory) || territories.includes(place)) return true
  return territory !== place && territories.includes(EEA_ABROAD)
}

/**
 * The assets and campaigns of a snapshot that a target names, whoever asks. Orders descend: what is said of a series
 * holds for its seasons and episodes, of a season for its episodes.
 */
export function targeted(
  { hot, index }: { readonly hot: SnapshotHot; readonly index: RowIndex },
  target: string,
): { readonly assets: Iterable<number>; readonly campaigns: Iterable<number> } {
  const known = (row: number): readonly number[] => (row < 0 ? [] : [row])
  if (target.startsWith('ast_')) return { assets: known(rowOfId(hot.assets, target)), campaigns: [] }
  if (target.startsWith('cmp_')) return { assets: [], campaigns: known(campaignOfId(hot.campaigns, target)) }
  if (target.startsWith('ttl_')) return { assets: index.assetsUnder(rowOfId(hot.titles, target)), campaigns: [] }
  return index.groupOf(target) ?? { assets: [], campaigns: [] }
}
