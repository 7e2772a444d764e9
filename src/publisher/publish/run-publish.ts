import type { RegionId } from '../../model/region.ts'
import { appendAudit } from '../../schedule/audit-log.ts'
import { holdsPublishLease, releasePublishLease, takePublishLease } from '../../schedule/publish-lock.ts'
import { appendPublishEntry } from '../../schedule/publish-log.ts'
import { OpsProblem } from '../ops-problem.ts'
import type { PublisherContext } from '../publisher-context.ts'
import { publishRegion } from './cycle.ts'
import { livePointer } from './live-region.ts'
import type { PublishResult } from './receipt.ts'

/** Longer than any publish takes; a publisher that died holds its region up no longer than this. */
const LOCK_MS = 120_000

export interface RunOrder {
  readonly region: RegionId
  readonly dryRun: boolean
  readonly actor: string
  readonly reason: string
}

/**
 * The one door to production: cron, command line and console all publish through here. Takes the
 * region's lock, runs the cycle, and writes down how it ended, whichever way.
 */
export async function runPublish(publisher: PublisherContext, order: RunOrder): Promise<PublishResult> {
  const { region } = order
  const live = await livePointer(region, publisher)
  const lease = await takePublishLease(publisher, region, { ttlMs: LOCK_MS, atLeast: live?.sequence ?? 0 })
  if (lease === null) {
    throw new OpsProblem(409, 'Already publishing', `Somebody is publishing region ${region}; try again in a moment.`)
  }
  try {
    const { sequence } = lease
    const stillOurs = () => holdsPublishLease(publisher, lease)
    const result = await publishRegion(publisher, { ...order, live, sequence, stillOurs })
    if (!order.dryRun) await writeDown(publisher, order, result)
    return result
  } catch (error) {
    const refused = refusedBy(region, error)
    // The store may be what failed: then the answer alone tells of it.
    await writeDown(publisher, order, refused).catch(() => undefined)
    return refused
  } finally {
    await releasePublishLease(publisher, lease).catch(() => undefined)
  }
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
