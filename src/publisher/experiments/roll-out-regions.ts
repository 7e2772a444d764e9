import { runFaults } from '../../compile/experiments/region-learning.ts'
import { isForRegion } from '../../compile/experiments/served-experiments.ts'
import { ownedPaths } from '../../experiment/record/layer-faults.ts'
import type { ExperimentRecord } from '../../model/experiments/experiment.ts'
import { REGION_IDS, type RegionId } from '../../model/nouns/region.ts'
import type { PublisherContext } from '../publisher-context.ts'
import { knownLearning, learningIn } from './stored-learning.ts'

/**
 * The regions for which a winner won: those of its territories. An arm with a learned run says nothing of a region that
 * cannot try that run, so such a region is left out; where none can any more, all of its territories stay.
 */
export async function rollOutRegions(
  { redis, rules }: Pick<PublisherContext, 'redis' | 'rules'>,
  record: ExperimentRecord,
): Promise<readonly RegionId[]> {
  const here = REGION_IDS.filter((region) => isForRegion(record, region, rules))
  if (!ownedPaths(record).includes('learned')) return here
  const known = await knownLearning({ redis }, [{ record, coverage: 1 }])
  const tried = here.filter((region) => runFaults(record, learningIn(known, region)).length === 0)
  return tried.length === 0 ? here : tried
}
