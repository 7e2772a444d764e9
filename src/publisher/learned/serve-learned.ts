import type { LearnedRunId } from '../../model/learned/learned-run.ts'
import type { RegionId } from '../../model/nouns/region.ts'
import { withWriterLock } from '../../schedule/ingest/writer-lock.ts'
import { readLearnedNote } from '../../schedule/learned/learned-runs.ts'
import {
  activated,
  readAllServing,
  retired,
  type ServingRun,
  writeServing,
} from '../../schedule/learned/serving-runs.ts'
import type { OTHER_LEARNING_SHARDS } from '../../snapshot/format.ts'
import { livePointer } from '../announce/live-region.ts'
import { OpsProblem } from '../ops-problem.ts'
import { CANARY_BESIDE } from '../publish/canary-beside.ts'
import type { PublisherContext } from '../publisher-context.ts'
import { stopCanary } from '../steer/end-canary.ts'
import { effectOf } from './learned-effect.ts'
import { isRetiredMeanwhile } from './learned-trial.ts'

/** The shard of the run that an arm tries. */
const OTHER_RUN: (typeof OTHER_LEARNING_SHARDS)[number] = 'otherrun'

/** Who says which run regions serve, and why. */
export interface ServeOrder {
  readonly regions: readonly RegionId[]
  readonly actor: string
  readonly reason: string
}

/** Which run each of some regions is to serve now. */
export type ServedRegions = ReadonlyMap<RegionId, ServingRun>

/**
 * Lets regions serve a run: their next publish compiles with it, through all checks.
 * @throws OpsProblem 409 when the run cannot be read back, or would need a canary beside an experiment
 */
export async function activateLearned(
  publisher: PublisherContext,
  id: LearnedRunId,
  order: ServeOrder,
): Promise<ServedRegions> {
  await publisher.learnedRuns.of(id).catch((error: unknown) => {
    if (!(error instanceof Error) || error.name !== 'UnreadableRun') throw error
    throw new OpsProblem(409, 'Not stored', error.message, 'id')
  })
  const { serving: before } = await readAllServing(publisher.redis)
  for (const region of order.regions) {
    if (before.get(region)?.run !== id) await refuseBesideExperiment(publisher, id, { region, actor: order.actor })
  }
  return withWriterLock(publisher, async () => {
    if ((await readLearnedNote(publisher.redis, id)) === null) {
      throw new OpsProblem(409, 'Not stored', `${id} was dropped just now, as the oldest: push it again.`, 'id')
    }
    const { serving } = await readAllServing(publisher.redis)
    const occasion = occasionOf(publisher, order)
    const next = order.regions
      .filter((region) => serving.get(region)?.run !== id)
      .map((region) => [region, activated(serving.get(region) ?? null, id, occasion)] as const)
    await write(publisher, id, order, { serving, next: new Map(next), action: 'learned.activate' })
    return new Map([...serving, ...next].filter(([region]) => order.regions.includes(region)))
  })
}

/** While an experiment tries a run in a region, no other may go to a canary there: the region could not publish at all. */
async function refuseBesideExperiment(
  publisher: PublisherContext,
  id: LearnedRunId,
  { region, actor }: { readonly region: RegionId; readonly actor: string },
): Promise<void> {
  const live = await livePointer(region, publisher)
  if (!live?.shards.some(({ name }) => name === OTHER_RUN)) return
  const { result } = await effectOf(publisher, id, { region, act: 'activate', actor })
  const refusal = result.refusals.find(({ check }) => check === CANARY_BESIDE)
  if (refusal === undefined) return
  throw new OpsProblem(409, 'Not beside an experiment', `${region}: ${refusal.detail}.`, 'regions')
}

/**
 * Takes a run back: each of these regions that is to serve it goes back to the run before, or to none.
 * @throws OpsProblem 409 when none of them is to serve it
 */
export async function retireLearned(
  publisher: PublisherContext,
  id: LearnedRunId,
  order: ServeOrder,
): Promise<ServedRegions> {
  const next = await withWriterLock(publisher, () => goBack(publisher, id, order))
  for (const region of next.keys()) await stopTrial(publisher, region, order)
  return next
}

async function goBack(publisher: PublisherContext, id: LearnedRunId, order: ServeOrder): Promise<ServedRegions> {
  const { serving } = await readAllServing(publisher.redis)
  const occasion = occasionOf(publisher, order)
  const next = new Map(
    order.regions.flatMap((region) => {
      const now = serving.get(region)
      return now?.run === id ? [[region, retired(now, occasion)] as const] : []
    }),
  )
  if (next.size === 0) {
    throw new OpsProblem(409, 'Not served', `None of these regions is to serve ${id}; \`ff learn status\` tells.`, 'id')
  }
  await write(publisher, id, order, { serving, next, action: 'learned.retire' })
  return next
}

/** Stops a canary that tries the run; if that fails just now, whoever watches canaries stops it. */
async function stopTrial(publisher: PublisherContext, region: RegionId, occasion: ServeOrder): Promise<void> {
  const stop = async () => {
    const arm = (await livePointer(region, publisher))?.canary
    if (arm && (await isRetiredMeanwhile(publisher, region, arm))) await stopCanary(publisher, region, occasion)
  }
  await stop().catch(() => console.error(JSON.stringify({ level: 'error', code: 'trial-not-stopped', region })))
}

function occasionOf({ now }: PublisherContext, { actor, reason }: ServeOrder) {
  return { since: now(), by: actor, reason }
}

interface Change {
  readonly serving: ServedRegions
  readonly next: ServedRegions
  readonly action: 'learned.activate' | 'learned.retire'
}

async function write(
  { redis, now, role }: PublisherContext,
  id: LearnedRunId,
  { actor, reason }: ServeOrder,
  { serving, next, action }: Change,
): Promise<void> {
  if (next.size === 0) return
  const regions = [...next.keys()]
  const runs = (of: ServedRegions) => Object.fromEntries(regions.map((region) => [region, of.get(region)?.run ?? null]))
  const before = { serving: runs(serving) }
  const after = { regions, serving: runs(next), reason }
  await writeServing(redis, next, { at: now(), actor, role: role ?? null, action, target: id, before, after })
}
