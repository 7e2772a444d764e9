import type { Asset } from '../../src/model/nouns/asset.ts'
import type { Campaign } from '../../src/model/nouns/campaign.ts'
import type { RegionId } from '../../src/model/nouns/region.ts'
import type { Title } from '../../src/model/nouns/title.ts'
import {
  type ReadScheduleOptions,
  readRegionSchedule,
  type ScheduleReceiver,
} from '../../src/schedule/publishing/read-schedule.ts'

/** Keeps what a reading gives, in the order in which it came. */
class CollectedSchedule implements ScheduleReceiver {
  readonly titles: Title[] = []
  readonly assets: Asset[] = []
  readonly campaigns: { readonly record: Campaign; readonly assets: readonly string[] }[] = []

  /** Titles and assets that were withdrawn, and since when. */
  readonly withdrawn = new Map<string, number>()

  addTitle(record: Title, withdrawnAt?: number): void {
    this.titles.push(record)
    if (withdrawnAt !== undefined) this.withdrawn.set(record.id, withdrawnAt)
  }

  addAsset(record: Asset, withdrawnAt?: number): void {
    this.assets.push(record)
    if (withdrawnAt !== undefined) this.withdrawn.set(record.id, withdrawnAt)
  }

  addCampaign(record: Campaign, assets: readonly string[]): void {
    this.campaigns.push({ record, assets })
  }
}

/** Reads a region's schedule whole. */
export async function readCollected(
  redis: Parameters<typeof readRegionSchedule>[0],
  region: RegionId,
  options: Omit<ReadScheduleOptions<CollectedSchedule>, 'newReceiver' | 'settle'> &
    Partial<Pick<ReadScheduleOptions<CollectedSchedule>, 'settle'>>,
) {
  const { revision, received } = await readRegionSchedule(redis, region, {
    settle: async () => undefined,
    ...options,
    newReceiver: () => new CollectedSchedule(),
  })
  const { titles, assets, campaigns, withdrawn } = received
  return { revision, titles, assets, campaigns, withdrawn }
}
