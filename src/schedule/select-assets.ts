import type { Asset } from '../model/asset.ts'
import type { Campaign } from '../model/campaign.ts'
import type { StoredDocument } from './document.ts'

/** Assets by what they are: feed, tags, titles, age. */
export type AssetSelector = Exclude<Campaign['assets'], readonly string[]>

const DAY_MS = 86_400_000

/** A campaign's selector; null: it names its assets one by one. */
export function selectorOf(campaign: Campaign): AssetSelector | null {
  return Array.isArray(campaign.assets) ? null : campaign.assets
}

/**
 * Whether an asset is one that the selector means, its titles aside: every field that is given must match, of tags any.
 *
 * @param now milliseconds since 1970
 */
export function selects(selector: AssetSelector, { record, addedAt }: StoredDocument<'asset'>, now: number): boolean {
  return (
    matchesFeed(selector, record) &&
    (selector.tags === undefined || selector.tags.some((tag) => record.tags.includes(tag))) &&
    (selector.titles === undefined || record.titleId !== null) &&
    (selector.addedWithinDays === undefined || addedAt > now - selector.addedWithinDays * DAY_MS)
  )
}

const matchesFeed = ({ feed }: AssetSelector, record: Asset): boolean => feed === undefined || record.feed?.id === feed
