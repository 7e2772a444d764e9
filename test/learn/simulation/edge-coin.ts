import { chanceFrom } from '../../../src/decide/draw/chance.ts'

/** How many buckets the edge's coin has. */
export const BUCKETS = 64

/** The buckets of a campaign in an order of its own, in which its gate opens as its share grows. */
export function bucketOrder(campaignId: string): Uint8Array {
  const chance = chanceFrom(campaignId)
  const drawn = Array.from({ length: BUCKETS }, (_, bucket) => ({ bucket, at: chance() }))
  return Uint8Array.from(drawn.sort((one, other) => one.at - other.at).map(({ bucket }) => bucket))
}

/** In how many buckets a gate is open at a share. */
export const placesTaken = (share: number): number => Math.round(share * BUCKETS)
