import type { Snapshot } from '../../../src/model/columns/snapshot.ts'
import { hash32 } from '../../../src/model/hash32.ts'

/** What pacing says of a campaign in a test; what is left out is unpaced. */
export interface PacedAs {
  readonly share?: number
  readonly need?: number
  readonly endsAt?: number
}

/** A snapshot with these shares, by campaign; it shares no cache with the one that it is made from. */
export function paced(snapshot: Snapshot, says: (campaign: number) => PacedAs): Snapshot {
  const all = [...snapshot.hot.campaigns.idHash.keys()].map(says)
  return {
    ...snapshot,
    hot: { ...snapshot.hot },
    weights: {
      ...snapshot.weights,
      pacing: Float32Array.from(all, ({ share }) => share ?? 1),
      pacingNeed: Float32Array.from(all, ({ need }) => need ?? 1),
      pacingEnds: Float64Array.from(all, ({ endsAt }) => endsAt ?? Number.POSITIVE_INFINITY),
    },
  }
}

/** MurmurHash3's last step, in numbers of any size. */
function mixed(bits: number): bigint {
  const word = 0xffff_ffffn
  let mix = BigInt(bits)
  mix = ((mix ^ (mix >> 16n)) * 0x85eb_ca6bn) & word
  mix = ((mix ^ (mix >> 13n)) * 0xc2b2_ae35n) & word
  return mix ^ (mix >> 16n)
}

/**
 * Whether a campaign may take a decision, told slowly and without `src/decide`: the seed's bucket, at the place that an
 * odd factor and an offset of the campaign's hash give it, is below the share in 64ths, and the share has not ended.
 */
export function takes(campaignId: string, { share = 1, endsAt }: PacedAs, seed: string | null, now: number): boolean {
  if (seed === null) return true
  if (endsAt !== undefined && !(now < endsAt)) return false
  const bucket = mixed(hash32(`pacing|${seed}`)) % 64n
  const own = mixed(hash32(campaignId))
  const factor = (own % 64n) | 1n
  const offset = (own >> 6n) % 64n
  const place = Number((bucket * factor + offset) % 64n)
  return Number.isNaN(share) ? false : place < Math.round(share * 64)
}
