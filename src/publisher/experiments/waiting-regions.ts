import { isForRegion } from '../../compile/experiments/served-experiments.ts'
import type { ExperimentShown } from '../../contracts/ops/answers/experiments/experiments.ts'
import { rangesOf } from '../../experiment/assignment/ranges.ts'
import { REGION_IDS, type RegionId } from '../../model/nouns/region.ts'
import type { StoredExperiment } from '../../schedule/experiments/stored-experiment.ts'
import { livePointer } from '../announce/live-region.ts'
import { rulesOfShards } from '../learned/learned-store.ts'
import { holdOf } from '../publish/holds.ts'
import type { PublisherContext } from '../publisher-context.ts'
import type { RefusingRegion } from './refusing-regions.ts'
import { isServed } from './running-experiments.ts'

type Waiting = ExperimentShown['waiting']
type Reader = Pick<PublisherContext, 'redis' | 'rules' | 'sink' | 'signer' | 'now'>

/**
 * Regions that a pin or a canary keeps at a snapshot in which the experiment stands otherwise than it is to: what was done
 * to it waits there. What storage does not tell just now is left out, because the act is done all the same.
 */
export async function waitingRegions(
  publisher: Reader,
  stored: StoredExperiment,
  refusing: readonly RefusingRegion[],
): Promise<Waiting> {
  if (stored.startedAt === null) return []
  const refused = new Set(isServed(stored) ? refusing.map(({ region }) => region) : [])
  const regions = REGION_IDS.filter((region) => !refused.has(region))
  const found = await Promise.all(regions.map((region) => waitingIn(publisher, stored, region).catch(() => null)))
  return found.flatMap((each) => each ?? [])
}

async function waitingIn(
  publisher: Reader,
  stored: StoredExperiment,
  region: RegionId,
): Promise<Waiting[number] | null> {
  const live = await livePointer(region, publisher)
  const hold = holdOf(live, publisher.now())
  if (live === null || hold === null) return null
  const { record, coverage } = stored
  const isDue = isServed(stored) && isForRegion(record, region, publisher.rules)
  const said = (await rulesOfShards(live.shards, publisher.sink))?.experiments?.experiments
  const served = said?.find(({ key }) => key === record.key)?.ranges
  const due = isDue ? rangesOf(record, coverage) : undefined
  return JSON.stringify(served) === JSON.stringify(due) ? null : { region, ...hold }
}
