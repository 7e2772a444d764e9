import type { RegionId } from '../../model/region.ts'
import { appendAudit } from '../../schedule/audit-log.ts'
import {
  holdsPublishLease,
  type PublishLease,
  releasePublishLease,
  takePublishLease,
} from '../../schedule/publish-lock.ts'
import { appendPublishEntry, readPublishLog } from '../../schedule/publish-log.ts'
import { OpsProblem } from '../ops-problem.ts'
import type { PublisherContext } from '../publisher-context.ts'
import { publishRegion } from './cycle.ts'
import { livePointer } from './live-region.ts'
import type { PublishResult } from './receipt.ts'

/** Longer than any publish takes; a publisher that died holds its region up no longer than this. */
const LOCK_MS = 120_000

/** How far back the log is read for the last announcement. */
const LOG_ENTRIES = 20

export interface RunOrder {
  readonly region: RegionId
  readonly dryRun: boolean
  /** Whether an unchanged snapshot is read back too, and mended: who publishes by hand has a reason to. */
  readonly mend: boolean
  readonly actor: string
  readonly reason: string
}

/**
 * The one door to production: cron, command line and console all publish through here. Takes the
 * region's lock, runs the cycle, and writes down how it ended, whichever way.
 */
export async function runPublish(publisher: PublisherContext, order: RunOrder): Promise<PublishResult> {
  const result = await attempt(publisher, order).catch((error: unknown) => {
    if (error instanceof OpsProblem) throw error
    return refusedBy(order.region, error)
  })
  if (order.dryRun) return result
  // What is announced is live, whether or not the store takes a note of it; then the answer alone tells of it.
  await writeDown(publisher, order, result).catch((error: unknown) =>
    console.error(JSON.stringify({ level: 'error', code: 'publish-not-logged', name: nameOf(error) })),
  )
  return result
}

async function attempt(publisher: PublisherContext, order: RunOrder): Promise<PublishResult> {
  const { region } = order
  const lease = await takeLease(publisher, region)
  if (lease === null) {
    throw new OpsProblem(409, 'Already publishing', `Somebody is publishing region ${region}; try again in a moment.`)
  }
  try {
    const { sequence } = lease
    const stillOurs = () => holdsPublishLease(publisher, lease)
    // Read under the lock: what was live before it may have been replaced since.
    const live = await livePointer(region, publisher)
    const announced = await lastAnnounced(publisher, region)
    return await publishRegion(publisher, { ...order, live, announced, sequence, stillOurs })
  } finally {
    await giveBack(publisher, lease)
  }
}

/** Tried twice: a lock that stays behind holds the region up until it lapses. */
async function giveBack(publisher: PublisherContext, lease: PublishLease): Promise<void> {
  const release = () => releasePublishLease(publisher, lease)
  await release()
    .catch(release)
    .catch(() => undefined)
}

async function takeLease(publisher: PublisherContext, region: RegionId): Promise<PublishLease | null> {
  const live = await livePointer(region, publisher)
  const token = publisher.newToken()
  const context = { ...publisher, newToken: () => token }
  try {
    return await takePublishLease(context, region, { ttlMs: LOCK_MS, atLeast: live?.sequence ?? 0 })
  } catch (error) {
    // The lock may be taken and its answer lost: the next publish should not have to wait until it lapses.
    await giveBack(publisher, { region, token, sequence: 0 })
    throw error
  }
}

/** The highest sequence that the log says was announced; 0 for none. */
async function lastAnnounced(publisher: PublisherContext, region: RegionId): Promise<number> {
  const log = await readPublishLog(publisher.redis, region, LOG_ENTRIES)
  return Math.max(0, ...log.filter(({ outcome }) => outcome !== 'refused').map(({ sequence }) => sequence ?? 0))
}

/** A region keeps its last good snapshot, whatever went wrong; the reason goes into status and log. */
function refusedBy(region: RegionId, error: unknown): PublishResult {
  const detail = error instanceof Error ? error.message.slice(0, 300) : 'unknown failure'
  return {
    region,
    outcome: 'refused',
    sequence: null,
    snapshot: null,
    checks: [],
    refusals: [{ check: 'cycle', detail }],
    receipt: null,
  }
}

function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : 'unknown'
}

async function writeDown(publisher: PublisherContext, order: RunOrder, result: PublishResult): Promise<void> {
  // An unchanged region that wrote nothing leaves no trace, or the cron would fill the log with nothing.
  if (result.outcome === 'unchanged' && !result.receipt?.renewed) return
  const at = publisher.now()
  const { region, outcome, sequence, snapshot } = result
  await appendPublishEntry(publisher.redis, region, { ...result, at, actor: order.actor })
  if (outcome !== 'published') return
  await appendAudit(publisher.redis, {
    at,
    actor: order.actor,
    action: 'publish',
    target: region,
    before: null,
    after: { sequence, snapshot, reason: order.reason },
  })
}
