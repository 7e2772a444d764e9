import { BUCKETS, placeOf } from '../../../src/decide/pacing/coin.ts'
import { hash32 } from '../../../src/model/hash32.ts'

/** The buckets of a campaign in its own order of the edge's coin, in which its gate opens as its share grows. */
export function bucketOrder(campaignId: string): Uint8Array {
  const order = new Uint8Array(BUCKETS)
  for (let bucket = 0; bucket < BUCKETS; bucket++) order[placeOf(bucket, hash32(campaignId))] = bucket
  return order
}
