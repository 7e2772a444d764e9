import { leftOutColumns } from '../../compile/columns/left-out.ts'
import type { Compiled } from '../../compile/compiled.ts'
import { RegionCompiler } from '../../compile/compiler.ts'
import type { RegionId } from '../../model/nouns/region.ts'
import { readMediaHosts } from '../../schedule/feeds/stores/media-hosts.ts'
import { withWriterLock } from '../../schedule/ingest/writer-lock.ts'
import { readRegionSchedule } from '../../schedule/publishing/read-schedule.ts'
import { readLeftOut } from '../../schedule/reports/left-out-state.ts'
import { TextEntries } from '../../snapshot/text/text-entries.ts'
import type { PublisherContext } from '../publisher-context.ts'
import { regionsOfCampaign } from '../regions/regions-of.ts'

/** Reads a region's schedule at one revision and compiles it. */
export async function compileRegion(
  publisher: PublisherContext,
  region: RegionId,
): Promise<{ readonly compiled: Compiled<TextEntries>; readonly revision: number; readonly narrowed: number }> {
  const now = publisher.now()
  const mediaHosts = await readMediaHosts(publisher.redis)
  const { revision, narrowed, received } = await readRegionSchedule(publisher.redis, region, {
    regionsOf: (campaign) => regionsOfCampaign(publisher.rules, campaign),
    now,
    settle: () => withWriterLock(publisher, async () => undefined),
    newReceiver: () => new RegionCompiler(publisher.rules, region, now, new TextEntries(), mediaHosts),
  })
  // Only the cycle of weights decides what is left out. Its last word makes equal bytes here.
  const { renditions } = await readLeftOut(publisher.redis, region)
  const leftOut = leftOutColumns(renditions.filter(({ isOut }) => isOut))
  return { compiled: received.finish(undefined, leftOut), revision, narrowed }
}
