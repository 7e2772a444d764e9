import { groupKey } from '../fields/group-name.ts'
import type { Asset } from './asset.ts'
import type { Campaign } from './campaign.ts'

/** The groups that an asset is in, as orders name them: its tags and its feed, each once, by key. */
export function assetGroups({ tags, feed }: Pick<Asset, 'tags' | 'feed'>): readonly string[] {
  // A tag twice, in two spellings, is one.
  const targets = new Set(tags.map((tag) => `tag:${groupKey(tag)}`))
  if (feed !== null) targets.add(`feed:${groupKey(feed.id)}`)
  return [...targets]
}

/** The groups that a campaign is in, as orders name them: its owner. */
export function campaignGroups({ owner }: Pick<Campaign, 'owner'>): readonly string[] {
  return owner === null ? [] : [`owner:${groupKey(owner)}`]
}
