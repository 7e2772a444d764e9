import { EEA_ABROAD, type SnapshotHot } from '../../model/columns/snapshot.ts'
import type { Deny, DenyList } from '../../model/denies/deny-list.ts'
import type { PackedDeny } from '../../model/denies/packed-deny.ts'
import { PRIORITIES, WITHDRAWN_TIERS } from '../../model/nouns/campaign-vocabulary.ts'
import type { SurfaceId } from '../../model/nouns/surface.ts'
import { campaignOfId, rowOfId } from '../rows/hash-search.ts'
import type { RowIndex } from '../rows/row-index.ts'
import { MarkedRows } from './marked-rows.ts'
import { type PackedReach, packedName } from './packed-reach.ts'

/** Withdrawn assets by index, each with the name of the entry that withdraws it. */
export type Reached = Pick<ReadonlyMap<number, string>, 'get' | 'keys' | 'size'>

/** What may not be served here and now: a takedown list applied to one snapshot, territory and instant. */
export interface Denies {
  readonly assets: Reached
  readonly campaigns: ReadonlyMap<number, string>
  readonly surfaces: ReadonlyMap<SurfaceId, string>
  /** The earliest instant at which an entry takes effect or lapses; `Infinity` when none does. */
  readonly validUntil: number
}

type Timed = Pick<Deny, 'territories' | 'from' | 'until'>

/** A snapshot, with a cache of what the packed denies applied to it reach. */
export interface WithdrawnFrom {
  readonly hot: SnapshotHot
  readonly index: RowIndex
  readonly reachOf: (deny: PackedDeny) => PackedReach
}

/** Applies a takedown list to a snapshot. */
export function denyIndex(
  snapshot: WithdrawnFrom,
  list: DenyList,
  at: { readonly territory: string; readonly place: string; readonly now: number },
): Denies {
  const assets: Reached & Pick<MarkedRows, 'set'> =
    list.packed.length === 0 ? new Map<number, string>() : new MarkedRows(snapshot.hot.assets.idHash.length)
  const campaigns = new Map<number, string>()
  const surfaces = new Map<SurfaceId, string>()
  let validUntil = Number.POSITIVE_INFINITY
  const holds = (deny: Timed): boolean => {
    if (!denyReaches(deny, at)) return false
    for (const edge of [deny.from, deny.until]) if (edge && edge > at.now) validUntil = Math.min(validUntil, edge)
    return denyOpen(deny, at.now)
  }
  // Named entries are applied last: if both reach something, the named entry explains more.
  for (const deny of list.packed) {
    if (!holds(deny)) continue
    const reached = snapshot.reachOf(deny)
    for (const asset of reached.assets) assets.set(asset, packedName(deny))
    for (const campaign of reached.campaigns) campaigns.set(campaign, packedName(deny))
  }
  for (const deny of list.named) {
    if (!holds(deny)) continue
    if (deny.target.startsWith('surface:')) surfaces.set(deny.target.slice(8) as SurfaceId, deny.id)
    else {
      const reached = targeted(snapshot, deny.target)
      const name = denyName(deny)
      for (const asset of reached.assets) assets.set(asset, name)
      for (const campaign of reached.campaigns) campaigns.set(campaign, name)
    }
  }
  return { assets, campaigns, surfaces, validUntil }
}

/** Whether an entry is in force at a place and an instant. */
export function denyHolds(
  deny: Timed,
  at: { readonly territory: string; readonly place: string; readonly now: number },
): boolean {
  return denyOpen(deny, at.now) && denyReaches(deny, at)
}

function denyOpen({ from, until }: Timed, now: number): boolean {
  return (from ?? now) <= now && (until === null || now < until)
}

/**
 * Whether an entry reaches this viewer's territories. For a viewer abroad with home rights, an entry for either
 * territory counts, as does one for everybody abroad.
 */
function denyReaches(
  { territories }: Timed,
  { territory, place }: { readonly territory: string; readonly place: string },
): boolean {
  if (territories === null || territories.includes(territory) || territories.includes(place)) return true
  return territory !== place && territories.includes(EEA_ABROAD)
}

/**
 * The assets and campaigns of a snapshot that a target names, for any viewer. Orders apply downwards: an order on a
 * series covers its seasons and episodes, one on a season its episodes.
 */
export function targeted(
  { hot, index }: { readonly hot: SnapshotHot; readonly index: RowIndex },
  target: string,
): { readonly assets: Iterable<number>; readonly campaigns: Iterable<number> } {
  const known = (row: number): readonly number[] => (row < 0 ? [] : [row])
  if (target.startsWith('ast_')) return { assets: known(rowOfId(hot.assets, target)), campaigns: [] }
  if (target.startsWith('cmp_')) return { assets: [], campaigns: known(campaignOfId(hot.campaigns, target)) }
  const tier = WITHDRAWN_TIERS.find((name) => target === `tier:${name}`)
  if (tier !== undefined) return { assets: [], campaigns: campaignsOfTier(hot, PRIORITIES.indexOf(tier)) }
  if (target.startsWith('ttl_')) return { assets: index.assetsUnder(rowOfId(hot.titles, target)), campaigns: [] }
  return index.groupOf(target) ?? { assets: [], campaigns: [] }
}

/** The name of an entry in a refusal. That of a tier says which: its order withdraws much that it does not name. */
export function denyName({ id, target }: Pick<Deny, 'id' | 'target'>): string {
  return target.startsWith('tier:') ? `${id} of ${target}` : id
}

function campaignsOfTier({ campaigns }: SnapshotHot, tier: number): readonly number[] {
  const found: number[] = []
  campaigns.priority.forEach((priority, campaign) => {
    if (priority === tier) found.push(campaign)
  })
  return found
}
