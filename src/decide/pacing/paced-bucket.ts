import type { Snapshot } from '../../model/columns/snapshot.ts'
import { placeOf, placesTaken } from './coin.ts'

/** The campaigns that the decisions of one bucket may take, in a half-open span of time. */
export interface PacedBucket {
  /** 0 to 63. */
  readonly bucket: number
  /** By campaign: 1 if it may be taken, 0 if pacing holds it back. */
  readonly open: Uint8Array
  /** False if no campaign is held back, so that nothing has to be left out. */
  readonly closesAny: boolean
  /** The span in which this holds, milliseconds since 1970 UTC. */
  readonly from: number
  readonly until: number
}

type Paced = Pick<Snapshot, 'hot' | 'weights'>

/**
 * Whether pacing lets a campaign take the decisions of a bucket: its place is below its share, and the share has not
 * ended. A share or an end that is no number holds it back: a campaign that nobody can count must not play beyond its
 * goal, and others play instead.
 *
 * @param now milliseconds since 1970 UTC
 */
export function isOpen({ hot, weights }: Paced, campaign: number, bucket: number, now: number): boolean {
  const taken = placesTaken(weights.pacing[campaign] ?? 1)
  if (!(now < (weights.pacingEnds[campaign] ?? Number.POSITIVE_INFINITY))) return false
  return placeOf(bucket, hot.campaigns.idHash[campaign] ?? 0) < taken
}

/** Whether pacing may ever hold a campaign back: it takes not every decision, or its share ends. */
export function isPaced({ weights }: Pick<Snapshot, 'weights'>, campaign: number): boolean {
  const unending = (weights.pacingEnds[campaign] ?? Number.POSITIVE_INFINITY) === Number.POSITIVE_INFINITY
  return !unending || placesTaken(weights.pacing[campaign] ?? 1) < placesTaken(1)
}

/**
 * When the share of a campaign that plays ends, milliseconds since 1970 UTC; `Infinity`: never, or it has ended, and the
 * campaign plays because the coin was not asked.
 */
export function shareEnd({ weights }: Pick<Snapshot, 'weights'>, campaign: number, now: number): number {
  const end = weights.pacingEnds[campaign] ?? Number.POSITIVE_INFINITY
  return end > now ? end : Number.POSITIVE_INFINITY
}

/**
 * What a bucket leaves open at an instant, and until the next share ends.
 *
 * @param paced the campaigns that pacing may hold back
 * @param now milliseconds since 1970 UTC
 */
export function pacedBucket(snapshot: Paced, paced: readonly number[], bucket: number, now: number): PacedBucket {
  const { pacingEnds } = snapshot.weights
  const open = new Uint8Array(snapshot.hot.campaigns.idHash.length).fill(1)
  let [from, until, closesAny] = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY, false]
  for (const campaign of paced) {
    const end = pacingEnds[campaign] ?? Number.POSITIVE_INFINITY
    if (end <= now) from = Math.max(from, end)
    else if (end < until) until = end
    if (isOpen(snapshot, campaign, bucket, now)) continue
    open[campaign] = 0
    closesAny = true
  }
  return { bucket, open, closesAny, from, until }
}
