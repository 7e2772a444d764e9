import { hash32 } from '../model/hash32.ts'
import type { SnapshotHot } from '../model/snapshot.ts'
import type { SurfaceId } from '../model/surface.ts'

/** One entry of a region's takedown list, territories expanded. */
export interface Deny {
  readonly id: string
  /** `ast_…`, `ttl_…`, `cmp_…`, `surface:…`, `tag:…`, `owner:…` or `feed:…`. */
  readonly target: string
  /** ISO codes; null: everywhere. */
  readonly territories: readonly string[] | null
  /** Milliseconds since 1970 UTC; null: until lifted. */
  readonly until: number | null
}

/** What may not be served here and now: the takedown list applied to one snapshot, territory and instant. */
export interface Denies {
  readonly assets: ReadonlyMap<number, string>
  readonly campaigns: ReadonlyMap<number, string>
  readonly surfaces: ReadonlyMap<SurfaceId, string>
  /** The earliest instant at which an entry lapses; `Infinity` when none does. */
  readonly validUntil: number
}

/**
 * Applies a takedown list to a snapshot. Ids are compared by their 32-bit hashes, as the columns hold
 * them: a collision could take down one thing too many, never one too few.
 */
export function denyIndex(
  hot: SnapshotHot,
  list: readonly Deny[],
  at: { readonly territory: string; readonly place: string; readonly now: number },
): Denies {
  const assets = new Map<number, string>()
  const campaigns = new Map<number, string>()
  const surfaces = new Map<SurfaceId, string>()
  let validUntil = Number.POSITIVE_INFINITY
  for (const deny of list) {
    if (!denyHolds(deny, at)) continue
    validUntil = Math.min(validUntil, deny.until ?? Number.POSITIVE_INFINITY)
    if (deny.target.startsWith('surface:')) surfaces.set(deny.target.slice(8) as SurfaceId, deny.id)
    else mark(hot, deny, assets, campaigns)
  }
  return { assets, campaigns, surfaces, validUntil }
}

/** Whether an entry has a say at a place and an instant. */
export function denyHolds(
  { territories, until }: Deny,
  at: { readonly territory: string; readonly place: string; readonly now: number },
): boolean {
  if (until !== null && until <= at.now) return false
  // For a viewer abroad with home rights, what is withdrawn in either place is withdrawn.
  return territories === null || [at.territory, at.place].some((code) => territories.includes(code))
}

function mark(hot: SnapshotHot, deny: Deny, assets: Map<number, string>, campaigns: Map<number, string>): void {
  const hash = hash32(deny.target)
  if (deny.target.startsWith('ast_')) markEqual(hot.assets.idHash, hash, deny.id, assets)
  else if (deny.target.startsWith('cmp_')) markEqual(hot.campaigns.idHash, hash, deny.id, campaigns)
  else if (deny.target.startsWith('ttl_')) {
    const titles = new Map<number, string>()
    markEqual(hot.titles.idHash, hash, deny.id, titles)
    if (titles.size === 0) return
    hot.assets.title.forEach((title, asset) => {
      if (titles.has(title)) assets.set(asset, deny.id)
    })
  } else {
    const group = hot.groups.find(({ key }) => key === deny.target)
    for (const asset of group?.assets ?? []) assets.set(asset, deny.id)
    for (const campaign of group?.campaigns ?? []) campaigns.set(campaign, deny.id)
  }
}

function markEqual(column: Uint32Array, hash: number, id: string, into: Map<number, string>): void {
  column.forEach((value, index) => {
    if (value === hash) into.set(index, id)
  })
}
