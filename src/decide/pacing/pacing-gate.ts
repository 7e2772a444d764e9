import type { Snapshot } from '../../model/columns/snapshot.ts'
import type { OpenEngine, Plane } from '../engine/engine.ts'
import { BUCKETS, bucketOf } from './coin.ts'
import { isPaced, type PacedBucket, pacedBucket } from './paced-bucket.ts'

/** A bucket, and the rows that it leaves open once somebody has searched them. */
interface KeptBucket extends PacedBucket {
  plane: Plane | null
}

/**
 * The gate `pacing` of one snapshot: what each bucket leaves open, made when a decision first falls into it and kept
 * until a share ends. A snapshot that paces no campaign makes nothing.
 */
export class PacingGate {
  readonly #paced: readonly number[]
  readonly #kept: (KeptBucket | undefined)[] = []

  constructor(
    private readonly snapshot: Pick<Snapshot, 'hot' | 'weights'>,
    private readonly engine: OpenEngine,
  ) {
    const campaigns = [...snapshot.hot.campaigns.idHash.keys()]
    this.#paced = campaigns.filter((campaign) => isPaced(snapshot, campaign))
  }

  /** Size of what is kept, except the engine's memory, in bytes. */
  get bytes(): number {
    return this.#kept.reduce((sum, kept) => sum + (kept?.open.byteLength ?? 0), 0)
  }

  /**
   * What pacing leaves open for a decision; null if it holds no campaign back, as without a seed.
   *
   * @param seed of the decision's draws; null: the coin is open for every campaign
   * @param now milliseconds since 1970 UTC
   */
  at(seed: string | null, now: number): PacedBucket | null {
    if (seed === null || this.#paced.length === 0) return null
    const bucket = this.#bucketAt(bucketOf(seed), now)
    return bucket.closesAny ? bucket : null
  }

  /** The rows of the open campaigns of a bucket that `at` gave. The plane is valid until `at` is asked again. */
  planeOf({ bucket, open, from }: PacedBucket): Plane {
    const kept = this.#bucketAt(bucket, from)
    kept.plane ??= this.engine.campaignPlane(open)
    return kept.plane
  }

  #bucketAt(bucket: number, now: number): KeptBucket {
    const known = this.#kept[bucket]
    if (known !== undefined && known.from <= now && now < known.until) return known
    if (known?.plane) this.engine.free(known.plane)
    const made = { ...pacedBucket(this.snapshot, this.#paced, bucket, now), plane: null }
    this.#kept[bucket] = made
    return made
  }
}

/** The most planes that a `PacingGate` keeps. */
export const PACING_PLANES = BUCKETS
