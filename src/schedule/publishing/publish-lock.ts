import type { RegionId } from '../../model/nouns/region.ts'
import { sendPipeline } from '../store/checked-pipeline.ts'
import type { ScheduleContext } from '../store/connect.ts'
import { keys } from '../store/keys.ts'
import { holdsLock, releaseLock, renewLock, takeLock } from '../store/lock.ts'
import { asNumber } from '../store/replies.ts'

/** The right to publish a region, for a while. */
export interface PublishLease {
  readonly region: RegionId
  readonly token: string
  /** The fencing number: the sequence that this publisher's pointer carries. No other lease ever gets it. */
  readonly sequence: number
}

/**
 * Takes a region's publish lock and draws the next sequence; null: another publisher is at work. The
 * lock saves double work; what keeps two publishers safe is the sequence: should the lock lapse and
 * both write, readers keep to the higher one and never step back.
 *
 * @param atLeast the sequence that is announced already: after the store was lost and restored, the
 *   counter is lifted above it
 */
export async function takePublishLease(
  context: ScheduleContext,
  region: RegionId,
  { ttlMs, atLeast = 0 }: { readonly ttlMs: number; readonly atLeast?: number },
): Promise<PublishLease | null> {
  const token = context.newToken()
  if (!(await takeLock(context, keys.publishLock(region), token, ttlMs))) return null
  const next = async (by: number) => {
    const [reply] = await sendPipeline(context.redis, (queue) => queue.incrby(keys.publishSequence(region), by))
    return asNumber(reply)
  }
  const drawn = await next(1)
  const sequence = drawn > atLeast ? drawn : await next(atLeast - drawn + 1)
  return { region, token, sequence }
}

/** Keeps a region's publishers away without a sequence, for somebody who announces nothing; false: one is at work. */
export function closePublishing(context: ScheduleContext, region: RegionId, token: string, ttlMs: number) {
  return takeLock(context, keys.publishLock(region), token, ttlMs)
}

/** Keeps them away for longer; false when the lock has passed away. */
export function keepPublishingClosed(context: ScheduleContext, region: RegionId, token: string, ttlMs: number) {
  return renewLock(context, keys.publishLock(region), token, ttlMs)
}

/** Lets them publish again. */
export function reopenPublishing(context: ScheduleContext, region: RegionId, token: string): Promise<void> {
  return releaseLock(context, keys.publishLock(region), token)
}

/** To be asked once more right before announcing. */
export function holdsPublishLease(context: ScheduleContext, lease: PublishLease): Promise<boolean> {
  return holdsLock(context, keys.publishLock(lease.region), lease.token)
}

/** Makes the lock last longer; false when it has passed away. */
export function renewPublishLease(context: ScheduleContext, lease: PublishLease, ttlMs: number): Promise<boolean> {
  return renewLock(context, keys.publishLock(lease.region), lease.token, ttlMs)
}

/** Gives the lock back, if it is still this lease's; see `releaseLock` for the race that is left. */
export function releasePublishLease(context: ScheduleContext, lease: PublishLease): Promise<void> {
  return releaseLock(context, keys.publishLock(lease.region), lease.token)
}
