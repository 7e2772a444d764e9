import { hash32 } from '../../model/hash32.ts'
import { mix32 } from '../draw/chance.ts'

/** A share is a number of these: so many groups do decisions fall into. */
export const BUCKETS = 64
const LAST_BUCKET = BUCKETS - 1

/**
 * The bucket of a decision, 0 to 63. It depends on the seed alone, so that all placements and attempts of a request
 * have one, and a replay has it again. Prefixed, so that it says nothing about the draws, which hash the same seed.
 */
export function bucketOf(seed: string): number {
  return mix32(hash32(`pacing|${seed}`)) & LAST_BUCKET
}

/**
 * Where a bucket stands in a campaign's own order of all 64, so that campaigns of one share do not all take the same
 * decisions. An odd factor and an offset make the order: no two buckets share a place.
 *
 * @param idHash `hash32` of the campaign's id
 */
export function placeOf(bucket: number, idHash: number): number {
  const mixed = mix32(idHash)
  return (Math.imul(bucket, mixed | 1) + (mixed >>> 6)) & LAST_BUCKET
}

/** How many of its places a campaign takes, 0 to 64. A share that is no number takes none. */
export function placesTaken(share: number): number {
  if (!(share > 0)) return 0
  return Math.min(BUCKETS, Math.round(share * BUCKETS))
}
