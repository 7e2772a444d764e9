import type { RegionId } from '../../model/nouns/region.ts'
import { sendPipeline } from '../store/checked-pipeline.ts'
import type { ScheduleContext } from '../store/connect.ts'
import { keys } from '../store/keys.ts'
import { holdsLock, releaseLock, renewLock, takeLock } from '../store/lock.ts'
import { asNumber } from '../store/replies.ts'

/** The right to publish a region, for a limited time. */
export interface PublishLease {
  readonly region: RegionId
  readonly token: string
  /** The fencing token, which is the sequence of this publisher's pointer. No other lease ever gets it. */
  readonly sequence: number
}

/**
 * Takes a region's publish lock and draws the next sequence; null: another publisher is at work. The lock only saves
 * double work; the sequence keeps two publishers safe: if the lock expires and both write, readers keep the higher
 * sequence and never go back.
 *
 * @param atLeast the sequence that is announced already: after the store was lost and restored, the counter is raised
 * above it
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

/** Takes a region's publish lock without a sequence, for work that announces nothing; false: a publisher is at work. */
export function closePublishing(context: ScheduleContext, region: RegionId, token: string, ttlMs: number) {
  return takeLock(context, keys.publishLock(region), token, ttlMs)
}

/** Renews that lock; false when it has expired. */
export function keepPublishingClosed(context: ScheduleContext, region: RegionId, token: string, ttlMs: number) {
  return renewLock(context, keys.publishLock(region), token, ttlMs)
}

/** Releases that lock. */
export function reopenPublishing(context: ScheduleContext, region: RegionId, token: string): Promise<void> {
  return releaseLock(context, keys.publishLock(region), token)
}

/** Whether the lock is still held; to be checked again right before announcing. */
export function holdsPublishLease(context: ScheduleContext, lease: PublishLease): Promise<boolean> {
  return holdsLock(context, keys.publishLock(lease.region), lease.token)
}

/** Renews the lock; false when it has expired. */
export function renewPublishLease(context: ScheduleContext, lease: PublishLease, ttlMs: number): Promise<boolean> {
  return renewLock(context, keys.publishLock(lease.region), lease.token, ttlMs)
}

/** Releases the lock, if this lease still holds it; see `releaseLock` for the remaining race. */
export function releasePublishLease(context: ScheduleContext, lease: PublishLease): Promise<void> {
  return releaseLock(context, keys.publishLock(lease.region), lease.token)
}
