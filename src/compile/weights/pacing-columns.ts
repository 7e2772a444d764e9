import type { SnapshotWeights } from '../../model/columns/snapshot.ts'
import type { CampaignId } from '../../model/fields/identifier.ts'

/** What the pacing of one campaign says until it is computed again. */
export interface PacedShare {
  /** Share of its opportunities, 0 to 1, in whole 64ths. */
  readonly share: number
  /** The share that it would have to take to reach its goal, 0 to 8. */
  readonly need: number
  /** When the share becomes 0, milliseconds since 1970 UTC; `Infinity`: never. */
  readonly endsAt: number
}

/** The shares of campaigns; one that is not among them is not paced. */
export type PacedShares = ReadonlyMap<CampaignId, PacedShare>

/** What holds for a campaign that nothing paces. */
const UNPACED: PacedShare = { share: 1, need: 1, endsAt: Number.POSITIVE_INFINITY }

/**
 * The pacing columns of the `weights` shard.
 *
 * @param shares by campaign, in the order of the columns; null: unpaced
 */
export function pacingColumns(
  shares: readonly (PacedShare | null)[],
): Pick<SnapshotWeights, 'pacing' | 'pacingNeed' | 'pacingEnds'> {
  const paced = shares.map((each) => each ?? UNPACED)
  return {
    pacing: Float32Array.from(paced, ({ share }) => share),
    pacingNeed: Float32Array.from(paced, ({ need }) => need),
    pacingEnds: Float64Array.from(paced, ({ endsAt }) => endsAt),
  }
}

/** What the columns say of a campaign, by its row. */
export function pacedIn({ pacing, pacingNeed, pacingEnds }: SnapshotWeights, row: number): PacedShare {
  const { share, need, endsAt } = UNPACED
  return { share: pacing[row] ?? share, need: pacingNeed[row] ?? need, endsAt: pacingEnds[row] ?? endsAt }
}
