import { groupKey } from '../fields/group-name.ts'
import type { Asset } from './asset.ts'
import type { Campaign } from './campaign.ts'

/** The groups of an asset as orders name them: its tags and its feed, each once, by key. */
export function assetGroups({ tags, feed }: Pick<Asset, 'tags' | 'feed'>): readonly string[] {
  // Two spellings of one tag count once.
  const targets = new Set(tags.map((tag) => `tag:${groupKey(tag)}`))
  if (feed !== null) targets.add(`feed:${groupKey(feed.id)}`)
  return [...targets]
}

/** The groups of a campaign as orders name them: its owner. */
export function campaignGroups({ owner }: Pick<Campaign, 'owner'>): readonly string[] {
  return owner === null ? [] : [`owner:${groupKey(owner)}`]
}
