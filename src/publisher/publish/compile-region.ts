import { type Compiled, RegionCompiler } from '../../compile/compiler.ts'
import type { RegionId } from '../../model/region.ts'
import { readRegionSchedule } from '../../schedule/read-schedule.ts'
import type { PublisherContext } from '../publisher-context.ts'
import { regionsOfCampaign } from '../regions-of.ts'

/** Reads a region's schedule at one revision and compiles it. */
export async function compileRegion(
  publisher: PublisherContext,
  region: RegionId,
): Promise<{ readonly compiled: Compiled; readonly revision: number }> {
  const now = publisher.now()
  const schedule = await readRegionSchedule(publisher.redis, region, {
    regionsOf: (campaign) => regionsOfCampaign(publisher.rules, campaign),
    now,
  })
  const compiler = new RegionCompiler(publisher.rules, region, now)
  for (const title of schedule.titles) compiler.addTitle(title)
  for (const asset of schedule.assets) compiler.addAsset(asset)
  for (const { record, assets } of schedule.campaigns) compiler.addCampaign(record, assets)
  return { compiled: compiler.finish(), revision: schedule.revision }
}
