import type { Campaign } from '../model/campaign.ts'
import { groupKey } from '../model/group-name.ts'
import type { StoredDocument } from './document.ts'

/** Assets by what they are: feed, tags, titles, age. */
export type AssetSelector = Exclude<Campaign['assets'], readonly string[]>

const DAY_MS = 86_400_000

/** A campaign's selector; null: it names its assets one by one. */
export function selectorOf(campaign: Campaign): AssetSelector | null {
  return Array.isArray(campaign.assets) ? null : campaign.assets
}

/** A stored asset with what selectors ask of it, by keys: names are compared as orders compare them. */
export interface Selectable {
  readonly document: StoredDocument<'asset'>
  readonly tags: readonly string[]
  readonly feed: string | null
}

export function selectable(document: StoredDocument<'asset'>): Selectable {
  const { tags, feed } = document.record
  return { document, tags: tags.map(groupKey), feed: feed && groupKey(feed.id) }
}

/** Says of an asset whether the selector means it, its titles aside: every field that is given must match, of tags any. */
export function selecting(selector: AssetSelector): (asset: Selectable, now: number) => boolean {
  const feed = selector.feed === undefined ? null : groupKey(selector.feed)
  const tags = selector.tags && new Set(selector.tags.map(groupKey))
  const days = selector.addedWithinDays
  return (asset, now) =>
    (feed === null || asset.feed === feed) &&
    (tags === undefined || asset.tags.some((tag) => tags.has(tag))) &&
    (selector.titles === undefined || asset.document.record.titleId !== null) &&
    (days === undefined || asset.document.addedAt > now - days * DAY_MS)
}
