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

/** A region whose pointer nobody else should change for a while. */
export interface LockedRegion {
  readonly region: RegionId
  /** What is announced now. */
  readonly live: PointerPayload | null
  /** The highest sequence announced so far; above `live` when a late publisher has put an older pointer over it. */
  readonly announced: number
  /** The fencing number that came with the lock: the next pointer's sequence, and nobody else's. */
  readonly sequence: number
  /** Whether the lock is still ours: to be asked once more just before announcing. */
  readonly stillOurs: () => Promise<boolean>
}

/**
 * Does what changes a region's pointer under its lock: publish, rollback, pin, canary. Throws `OpsProblem` 409 when
 * somebody else is at it.
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
    // Read under the lock: what was live before it may have been replaced since.
    const live = await livePointer(region, publisher)
    const announced = await highestAnnounced(publisher.redis, region)
    const stillOurs = () => holdsPublishLease(publisher, lease)
    return await work({ region, live, announced, sequence: lease.sequence, stillOurs })
  } finally {
    endHeartbeat()
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
