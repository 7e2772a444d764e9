import type { AssetId, TitleId } from '../model/fields/identifier.ts'
import { type MediaHosts, wholeMediaUrl } from '../model/fields/media-alias.ts'
import type { Asset } from '../model/nouns/asset.ts'
import type { Campaign } from '../model/nouns/campaign.ts'
import type { GateReason } from '../model/nouns/reason.ts'
import type { RegionId } from '../model/nouns/region.ts'
import type { Interval } from './time/windows.ts'

/** Campaigns and assets that ended longer ago than this are left out; the edge checks the windows of all others. */
const FORGOTTEN_AFTER_MS = 400 * 86_400_000

/** Why a campaign, or an asset under it, is left out of a region: the gate, the field, its record and its value. */
export interface RecordRefusal {
  readonly reason: GateReason
  readonly rule: string
  readonly source: string
  readonly value: string
}

/** The refusal of an asset that a campaign names and that is not in the schedule. */
export const MISSING_ASSET: RecordRefusal = {
  reason: 'not-approved',
  rule: 'campaign.assets',
  source: 'schedule',
  value: 'no such asset in the schedule',
}

/** The refusal of an asset whose title is not in the schedule, so that its offers and ratings are unknown. */
export const MISSING_TITLE: RecordRefusal = {
  reason: 'not-approved',
  rule: 'asset.titleId',
  source: 'schedule',
  value: 'no such title in the schedule',
}

/** A title or asset that its feed has withdrawn, and since when, in milliseconds since 1970 UTC. */
export interface WithdrawnRecord {
  readonly id: AssetId | TitleId
  readonly at: number
}

/** The refusal of an asset that is withdrawn by its feed, or whose title or a title above that is. */
export function refuseWithdrawn({ id, at }: WithdrawnRecord): RecordRefusal {
  const source = `${id.startsWith('ast_') ? 'asset' : 'title'} ${id}`
  return { reason: 'ended', rule: 'feed.withdrawn', source, value: new Date(at).toISOString() }
}

/**
 * The refusal of an asset with a file whose alias has no origin: a device would be sent where nothing is, and so the
 * edge never meets such an alias. null: all of its files can be found.
 */
export function refuseWithoutHost(
  { id, renditions, captions, poster }: Pick<Asset, 'id' | 'renditions' | 'captions' | 'poster'>,
  hosts: MediaHosts,
): RecordRefusal | null {
  const urls = [...renditions, ...captions].map(({ url }) => url)
  const lost = [...urls, poster ?? ''].find((url) => wholeMediaUrl(url, '', hosts) === null)
  if (lost === undefined) return null
  return { reason: 'format', rule: 'media.hosts', source: `asset ${id}`, value: lost }
}

/**
 * Why a campaign has no candidate in a region at all; null: it may have some.
 *
 * @param windows its windows, by territory
 * @param at the region, and the instant of compilation in milliseconds since 1970 UTC
 */
export function refuseCampaign(
  record: Campaign,
  windows: readonly (readonly Interval[])[],
  at: { readonly region: RegionId; readonly now: number },
): RecordRefusal | null {
  const source = `campaign ${record.id}`
  if (record.status !== 'approved') {
    return { reason: 'not-approved', rule: 'campaign.status', source, value: record.status }
  }
  const ends = windows.flat().map((interval) => interval.end)
  if (ends.length === 0) {
    return { reason: 'territory', rule: 'campaign.territories', source, value: record.territories.join(' ') }
  }
  if (Math.max(...ends) < at.now - FORGOTTEN_AFTER_MS) {
    return { reason: 'ended', rule: 'campaign.end', source, value: String(record.end) }
  }
  return null
}

/** Why an asset is no candidate in a region under any campaign; null: it may be one. */
export function refuseAsset(
  asset: Pick<Asset, 'id' | 'worldwide'>,
  windows: readonly (readonly Interval[])[],
  region: RegionId,
): RecordRefusal | null {
  const source = `asset ${asset.id}`
  if (region === 'world' && !asset.worldwide) {
    return { reason: 'geo', rule: 'asset.worldwide', source, value: 'false' }
  }
  if (windows.every((intervals) => intervals.length === 0)) {
    return { reason: 'territory', rule: 'asset.territories', source, value: `none of region ${region}` }
  }
  return null
}
