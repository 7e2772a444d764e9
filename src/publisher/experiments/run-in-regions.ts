import { otherRunsOf, runField } from '../../compile/experiments/region-learning.ts'
import { isForRegion, type RunningExperiment } from '../../compile/experiments/served-experiments.ts'
import { rowOfId } from '../../decide/rows/hash-search.ts'
import type { RecordFault } from '../../experiment/record/record-fault.ts'
import type { LearnedRunId } from '../../model/learned/learned-run.ts'
import { REGION_IDS, type RegionId } from '../../model/nouns/region.ts'
import { decodeHot } from '../../snapshot/columns/decode-hot.ts'
import type { PointerPayload } from '../../snapshot/pointer.ts'
import { livePointer, storedBytes } from '../announce/live-region.ts'
import { UnreadableRun } from '../learned/learned-store.ts'
import type { PublisherContext } from '../publisher-context.ts'
import { knownLearning, learningIn, namedRuns } from './stored-learning.ts'

/** A run that knows a smaller share of a region's assets is no trial of what it learned: metadata would decide. */
const KNOWN_SHARE_LEAST = 0.5

type Reader = Pick<PublisherContext, 'redis' | 'rules' | 'now' | 'sink' | 'signer' | 'learnedRuns'>

/**
 * Why a region could not try the run of an arm now: it tries a canary already, and an edge has room for one of both; or the
 * run knows too few of the assets that it serves. Null: nothing, or no arm has a run of its own.
 */
export async function faultOfRuns(
  publisher: Reader,
  { record, coverage }: RunningExperiment,
): Promise<RecordFault | null> {
  if (namedRuns(record).length === 0) return null
  const known = await knownLearning(publisher, [{ record, coverage }])
  for (const region of REGION_IDS) {
    if (!isForRegion(record, region, publisher.rules)) continue
    const [run] = otherRunsOf(record.variations, learningIn(known, region))
    const live = run === undefined ? null : await livePointer(region, publisher)
    if (run === undefined || live === null) continue
    const reason = reasonOfCanary(publisher, region, live) ?? (await reasonOfAssets(publisher, live, run))
    if (reason === null) continue
    return { field: runField(record.variations.findIndex(({ parameters }) => parameters.learned === run)), reason }
  }
  return null
}

function reasonOfCanary({ now }: Reader, region: RegionId, { canary }: PointerPayload): string | null {
  if (canary === null || now() >= Date.parse(canary.until)) return null
  return `${region} tries a canary until ${canary.until}, and an edge has room for a canary or for the run of an arm: promote or stop it first (ff canary ${region} --promote, or --stop)`
}

async function reasonOfAssets(
  { sink, learnedRuns }: Reader,
  { region, shards }: PointerPayload,
  run: LearnedRunId,
): Promise<string | null> {
  const hot = shards.find(({ name }) => name === 'hot')
  const bytes = hot === undefined ? null : await storedBytes(hot.sha256, 'hot', sink)
  if (bytes === null) return null
  const kept = await learnedRuns.of(run).catch(unreadable)
  if (kept instanceof UnreadableRun) return kept.message
  const { assets } = decodeHot(bytes)
  const all = assets.idHash.length
  let listed = 0
  for (const [id] of kept.assets) if (rowOfId(assets, id) >= 0) listed += 1
  if (all === 0 || listed >= all * KNOWN_SHARE_LEAST) return null
  return `the run ${run} knows ${listed} of the ${all} assets of ${region}: metadata would decide, not what it learned. Learn a run of what is served (ff learn run)`
}

function unreadable(error: unknown): UnreadableRun {
  if (error instanceof UnreadableRun) return error
  throw error
}
