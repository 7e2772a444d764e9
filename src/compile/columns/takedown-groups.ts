import type { TakedownGroup } from '../../model/columns/snapshot.ts'
import type { Asset } from '../../model/nouns/asset.ts'
import type { Campaign } from '../../model/nouns/campaign.ts'
import { assetGroups, campaignGroups } from '../../model/nouns/group-targets.ts'

/** Collects the assets and campaigns that takedowns of `tag:`, `feed:` and `owner:` would reach. */
export class TakedownGroups {
  private readonly members = new Map<string, { readonly assets: number[]; readonly campaigns: number[] }>()

  addAsset(record: Asset, index: number): void {
    for (const target of assetGroups(record)) this.of(target).assets.push(index)
  }

  addCampaign(record: Campaign, index: number): void {
    for (const target of campaignGroups(record)) this.of(target).campaigns.push(index)
  }

  /** By key, in key order. */
  finish(): readonly TakedownGroup[] {
    return [...this.members]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, { assets, campaigns }]) => ({
        key,
        assets: Uint32Array.from(assets),
        campaigns: Uint32Array.from(campaigns),
      }))
  }

  private of(key: string) {
    const known = this.members.get(key)
    if (known) return known
    const made = { assets: [], campaigns: [] }
    this.members.set(key, made)
    return made
  }
}
