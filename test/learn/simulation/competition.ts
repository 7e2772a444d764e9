import { BUCKETS } from '../../../src/decide/pacing/coin.ts'

/** A campaign as it competes in a cell at a step. */
export interface Competitor {
  /** Its tier, by its number: the least goes first. */
  readonly tier: number
  /** Weight × need. */
  readonly weight: number
  /** In how many buckets its gate is open, until when, and its buckets in the order in which they open. */
  readonly openBuckets: number
  readonly endsAt: number
  readonly bucketOrder: Uint8Array
  /** Whether anybody counts what it wins. */
  readonly isCounted: boolean
}

/**
 * Which share of the placements of a cell each competitor wins. Tiers are strict, bucket by bucket: where the gate of a
 * higher one is open, a lower one gets nothing; within a tier each wins by its weight. Exact, since the coin has 64
 * buckets.
 *
 * @param competitors the highest tier first
 */
export function wonShares<One extends Competitor>(
  competitors: readonly One[],
  now: number,
  won: (competitor: One, share: number) => void,
): void {
  const taken = new Uint8Array(BUCKETS)
  const weights = new Float64Array(BUCKETS)
  for (let from = 0; from < competitors.length; ) {
    const tier = competitors[from]?.tier
    let until = from
    weights.fill(0)
    for (let each = competitors[from]; each?.tier === tier && each !== undefined; each = competitors[until]) {
      if (each.endsAt > now) addWeight(weights, each)
      until += 1
    }
    for (let at = from; at < until; at += 1) {
      const each = competitors[at]
      if (each?.isCounted) won(each, each.endsAt > now ? shareOf(each, weights, taken) : 0)
    }
    for (let bucket = 0; bucket < BUCKETS; bucket += 1) if ((weights[bucket] ?? 0) > 0) taken[bucket] = 1
    from = until
  }
}

function addWeight(weights: Float64Array, { openBuckets, bucketOrder, weight }: Competitor): void {
  for (let at = 0; at < openBuckets; at += 1) {
    const bucket = bucketOrder[at] ?? 0
    weights[bucket] = (weights[bucket] ?? 0) + weight
  }
}

function shareOf({ openBuckets, bucketOrder, weight }: Competitor, weights: Float64Array, taken: Uint8Array): number {
  let sum = 0
  for (let at = 0; at < openBuckets; at += 1) {
    const bucket = bucketOrder[at] ?? 0
    if (taken[bucket] === 0) sum += weight / (weights[bucket] ?? 1)
  }
  return sum / BUCKETS
}
