import type { HealthBucket } from '../../../contracts/ops/answers/history/health.ts'

const BUCKET_MS = 300_000

/** What is said of now, is of so many milliseconds: isolates report within 30 seconds, and a few minutes say little. */
export const RECENT_MS = 900_000

/** What a share is of: answers by the house idents of the baseline, or answers with nothing to play. */
export type ShareSubject = 'baseline' | 'empty'

/** The share of answers, from 0 to 1; null: nobody reported, or nobody asked, so that it is not known. */
export function shareOver(buckets: readonly HealthBucket[], of: ShareSubject): number | null {
  const sum = (figure: (bucket: HealthBucket) => number) => buckets.reduce((total, each) => total + figure(each), 0)
  const decisions = sum((bucket) => bucket.decisions ?? 0)
  return decisions === 0 ? null : Math.min(1, sum((bucket) => countOf(bucket, of)) / decisions)
}

/** The end of a feed is nothing that failed. */
function countOf({ rungs, empty, reasons }: HealthBucket, of: ShareSubject): number {
  if (of === 'baseline') return rungs?.baseline ?? 0
  return Math.max(0, (empty ?? 0) - (reasons?.['end-of-feed'] ?? 0))
}

/** The buckets that say what is so now. */
export function recentOf(buckets: readonly HealthBucket[], now: number): readonly HealthBucket[] {
  return buckets.filter(({ at }) => Date.parse(at) + BUCKET_MS > now - RECENT_MS)
}

/** A share that is above what it should be, until now. */
export interface RisenShare {
  /** The share now, from 0 to 1. */
  readonly share: number
  /** The beginning of the 5 minutes in which it rose, milliseconds since 1970 UTC. */
  readonly since: number
  /** Whether it was so already in the first 5 minutes that are known. */
  readonly sinceEver: boolean
}

/**
 * Whether a share is above a limit now, and since when. Holes are not known: they neither begin nor end it.
 *
 * @param above limit of the share, from 0 to 1
 */
export function risenShare(
  buckets: readonly HealthBucket[],
  { of, above, now }: { readonly of: ShareSubject; readonly above: number; readonly now: number },
): RisenShare | null {
  const known = buckets.filter((bucket) => shareOver([bucket], of) !== null)
  const isAbove = (bucket: HealthBucket) => (shareOver([bucket], of) ?? 0) > above
  const lastAbove = known.findLastIndex(isAbove)
  const before = known.slice(0, lastAbove + 1).findLastIndex((bucket) => !isAbove(bucket))
  const first = known[before + 1]
  if (lastAbove < 0 || first === undefined) return null
  const since = Date.parse(first.at)
  const share = shareOver(
    recentOf(known, now).filter(({ at }) => Date.parse(at) >= since),
    of,
  )
  return share === null || share <= above ? null : { share, since, sinceEver: before < 0 }
}

/** What the share is in most of the time: three quarters of the known buckets have as much, or more; null: none is known. */
export function usualShare(buckets: readonly HealthBucket[], of: ShareSubject): number | null {
  const shares = buckets.flatMap((bucket) => shareOver([bucket], of) ?? []).sort((one, other) => one - other)
  return shares[Math.floor(shares.length / 4)] ?? null
}

/** Whether a region of which isolates reported most of the time has gone silent. */
export function silentSince(buckets: readonly HealthBucket[], now: number): number | null {
  const reported = buckets.filter(({ isolates }) => isolates !== null)
  const last = reported.at(-1)
  if (last === undefined || reported.length * 2 < buckets.length) return null
  const end = Date.parse(last.at) + BUCKET_MS
  return end > now - RECENT_MS ? null : end
}

/** Whether an instant lies in the 5 minutes that begin at another, or up to 10 minutes before them. */
export function mayHaveCaused(at: number, since: number): boolean {
  return at > since - 2 * BUCKET_MS && at < since + BUCKET_MS
}
