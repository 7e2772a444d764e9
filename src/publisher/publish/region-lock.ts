import type { RegionId } from '../../model/nouns/region.ts'
import { highestAnnounced } from '../../schedule/publishing/announcing.ts'
import {
  holdsPublishLease,
  type PublishLease,
  releasePublishLease,
  renewPublishLease,
  takePublishLease,
} from '../../schedule/publishing/publish-lock.ts'
import type { PointerPayload } from '../../snapshot/pointer.ts'
import { livePointer } from '../announce/live-region.ts'
import { OpsProblem } from '../ops-problem.ts'
import type { PublisherContext } from '../publisher-context.ts'
import { beginHeartbeat, LOCK_MS } from '../upkeep/heartbeat.ts'

/** A region whose lock is held, so that nobody else changes its pointer. */
export interface LockedRegion {
  readonly region: RegionId
  /** What is announced now. */
  readonly live: PointerPayload | null
  /** The highest sequence announced so far; above `live` when a late publisher has written an older pointer over it. */
  readonly announced: number
  /** The fencing token of this lock: it becomes the sequence of the next pointer, and of no other. */
  readonly sequence: number
  /** Whether the lock is still held; to be checked again just before announcing. */
  readonly stillOurs: () => Promise<boolean>
}

/**
 * Runs work that changes a region's pointer (publish, rollback, pin, canary) under the region's lock. Throws
 * `OpsProblem` 409 when somebody else holds it.
 */
export async function withRegion<Result>(
  publisher: PublisherContext,
  region: RegionId,
  work: (held: LockedRegion) => Promise<Result>,
): Promise<Result> {
  const lease = await takeLease(publisher, region)
  if (lease === null) {
    throw new OpsProblem(409, 'Already publishing', `Somebody is publishing region ${region}; try again in a moment.`)
  }
  const endHeartbeat = beginHeartbeat(() => renewPublishLease(publisher, lease, LOCK_MS))
  try {
    // Read under the lock: the pointer may have been replaced just before.
    const live = await livePointer(region, publisher)
    const announced = await highestAnnounced(publisher.redis, region)
    const stillOurs = () => holdsPublishLease(publisher, lease)
    return await work({ region, live, announced, sequence: lease.sequence, stillOurs })
  } finally {
    endHeartbeat()
    await giveBack(publisher, lease)
  }
}

/** Releases the lock, with one retry: a lock that is left over blocks the region until it expires. */
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
    // The lock may have been taken although its answer was lost: without this the next publish would wait until it
    // expires.
    await giveBack(publisher, { region, token, sequence: 0 })
    throw error
  }
}
