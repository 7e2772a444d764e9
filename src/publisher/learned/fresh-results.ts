import { isSameResults, type ResultColumns, resultColumns } from '../../compile/learned/result-columns.ts'
import { NO_PRIOR, posteriorsOf, priorOf, type RatePrior } from '../../learn/posteriors/posteriors-of.ts'
import type { Snapshot } from '../../model/columns/snapshot.ts'
import type { AssetId } from '../../model/fields/identifier.ts'
import { ageElsewhere } from '../../model/nouns/age.ts'
import { SURFACE_IDS } from '../../model/nouns/surface.ts'
import { readWithdrawnResults } from '../../schedule/learned/learned-trials.ts'
import { type PooledResult, readPooledResults } from '../../schedule/learned/pooled-results.ts'
import { readServing } from '../../schedule/learned/serving-runs.ts'
import { dayOf } from '../../schedule/reports/counters/held-days.ts'
import type { PointerPayload } from '../../snapshot/pointer.ts'
import { openLiveHead } from '../announce/live-region.ts'
import type { PublisherContext } from '../publisher-context.ts'
import type { KeptRun } from './learned-runs.ts'
import { runOfShards } from './learned-store.ts'

const DAY_MS = 86_400_000
/** Results of so many days are counted where no run holds them: after that they count less than half. */
const COUNTED_DAYS = 14
/** Results that viewers of a canary did not like are not tried again for so long. */
const WITHDRAWN_MS = DAY_MS
/** What an asset takes in the weights, and what is left for all else, in bytes. */
const ASSET_BYTES = 4 + 4 + SURFACE_IDS.length
const OTHER_BYTES = 128 * 1024

const priors = new WeakMap<KeptRun, RatePrior>()

/** New columns of results, and the live snapshot that they are for. */
export interface FreshResults {
  readonly columns: ResultColumns
  readonly snapshot: Snapshot
}

/**
 * What the counters of all regions, on top of what the live run knew, say of a region's assets now; null: nothing else
 * than what is live, or it waits, because viewers of a canary did not like it.
 */
export async function freshResults(publisher: PublisherContext, live: PointerPayload): Promise<FreshResults | null> {
  const now = publisher.now()
  const { region } = live
  const withdrawnAt = await readWithdrawnResults(publisher.redis, region)
  if (withdrawnAt !== null && ageElsewhere(withdrawnAt, now) < WITHDRAWN_MS) return null
  const run = await runOfShards(live.shards, publisher.sink)
  const serving = await readServing(publisher.redis, region)
  // What is on top of a run that is taken back would go with it, and a canary of it would hold up the way back.
  if (serving?.isTakenBack && serving.run !== run) return null
  const prior = run === null ? NO_PRIOR : priorIn(await publisher.learnedRuns.of(run))
  const results = await readPooledResults(publisher.redis, daysAfter(prior.until, now))
  if (results.length === 0 && prior.assets.size === 0) return null
  const snapshot = await openLiveHead(live, publisher.sink)
  const { hot, weights } = snapshot
  const { columns, beyond } = resultColumns({
    before: weights,
    assets: hot.assets,
    rates: posteriorsOf(results, prior, dayOf(now)),
    shown: shownIn(results),
    most: Math.floor((publisher.rules.publish.limits.weightsBytes - OTHER_BYTES) / ASSET_BYTES),
  })
  if (beyond > 0) console.warn(JSON.stringify({ level: 'warn', code: 'results-beyond', region, assets: beyond }))
  return isSameResults(columns, weights) ? null : { columns, snapshot }
}

function priorIn(run: KeptRun): RatePrior {
  const prior = priors.get(run) ?? priorOf(run)
  priors.set(run, prior)
  return prior
}

/** The days that a run does not hold yet, the oldest first. */
function daysAfter(until: string | null, now: number): readonly string[] {
  return Array.from({ length: COUNTED_DAYS }, (_, ago) => dayOf(now - (COUNTED_DAYS - 1 - ago) * DAY_MS)).filter(
    (day) => until === null || day > until,
  )
}

function shownIn(results: readonly PooledResult[]): ReadonlyMap<AssetId, number> {
  const shown = new Map<AssetId, number>()
  for (const { assetId, impressions } of results) shown.set(assetId, (shown.get(assetId) ?? 0) + impressions)
  return shown
}
