import { hash32 } from '../model/hash32.ts'
import { EEA_ABROAD, type SnapshotHot } from '../model/snapshot.ts'
import type { SurfaceId } from '../model/surface.ts'
import { indexOfHash } from './hash-search.ts'
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

/**
 * Applies a takedown list to a snapshot. Ids are compared by their 32-bit hashes, as the columns hold
 * them: a collision could take down one thing too many, never one too few.
 */
export function denyIndex(
  { hot, index }: { readonly hot: SnapshotHot; readonly index: RowIndex },
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
    else mark(hot, index, deny, { assets, campaigns })
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

function mark(
  hot: SnapshotHot,
  index: RowIndex,
  { target, id }: Deny,
  { assets, campaigns }: { readonly assets: Map<number, string>; readonly campaigns: Map<number, string> },
): void {
  const hash = hash32(target)
  if (target.startsWith('ast_')) for (const asset of equalHashes(hot.assets.idHash, hash)) assets.set(asset, id)
  else if (target.startsWith('cmp_')) {
    // In the order of their ids, not of their hashes; there are few.
    hot.campaigns.idHash.forEach((value, campaign) => {
      if (value === hash) campaigns.set(campaign, id)
    })
  } else if (target.startsWith('ttl_')) {
    for (const title of equalHashes(hot.titles.idHash, hash)) {
      for (const asset of index.assetsOf(title)) assets.set(asset, id)
    }
  } else {
    const group = hot.groups.find(({ key }) => key === target)
    for (const asset of group?.assets ?? []) assets.set(asset, id)
    for (const campaign of group?.campaigns ?? []) campaigns.set(campaign, id)
  }
}

/** Where a hash stands in an ascending column. */
function equalHashes(column: Uint32Array, hash: number): readonly number[] {
  const found: number[] = []
  for (let at = indexOfHash(column, hash); at >= 0 && column[at] === hash; at++) found.push(at)
  return found
}
