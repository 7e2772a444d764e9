import type { ResultsOfAssets } from '../../compile/weights/weights.ts'
import type { SnapshotWeights } from '../../model/columns/snapshot.ts'
import { idCheck } from '../../model/fields/id-check.ts'
import { hash32 } from '../../model/hash32.ts'
import type { RegionId } from '../../model/nouns/region.ts'
import { SURFACE_IDS } from '../../model/nouns/surface.ts'
import { decodeHot, UnreadableShard } from '../../snapshot/columns/decode-hot.ts'
import { decodeWeights } from '../../snapshot/decode.ts'
import { livePointer, storedBytes } from '../announce/live-region.ts'
import type { PublisherContext } from '../publisher-context.ts'

/** The columns of assets that an id is found by. */
export interface AssetHashes {
  readonly idHash: Uint32Array
  readonly idCheck: Uint32Array
}

/**
 * What the live snapshot says of results: only the cycle of weights finds out more, so that the same schedule makes the
 * same bytes. Nothing, where nothing is live, or storage has lost it; the cycle of weights says it again.
 */
export async function carriedResults(
  publisher: Pick<PublisherContext, 'sink' | 'signer' | 'now'>,
  region: RegionId,
): Promise<ResultsOfAssets | undefined> {
  const live = await livePointer(region, publisher)
  const read = async (name: 'weights' | 'hot'): Promise<Uint8Array | null> => {
    const shard = live?.shards.find((each) => each.name === name)
    return shard === undefined ? null : storedBytes(shard.sha256, name, publisher.sink)
  }
  try {
    const bytes = await read('weights')
    const weights = bytes === null ? null : decodeWeights(bytes, region)
    if (weights === null || weights.knownAssets.length === 0) return undefined
    const hot = await read('hot')
    return hot === null ? undefined : resultsIn(weights, decodeHot(hot).assets)
  } catch (error) {
    if (error instanceof UnreadableShard) return undefined
    throw error
  }
}

/** What weights say of assets, by their ids. */
export function resultsIn(
  { knownAssets, impressions, engagement }: Pick<SnapshotWeights, 'knownAssets' | 'impressions' | 'engagement'>,
  assets: AssetHashes,
): ResultsOfAssets {
  const rows = new Map<number, number>()
  for (const [row, asset] of knownAssets.entries()) {
    rows.set(keyOf(assets.idHash[asset] ?? 0, assets.idCheck[asset] ?? 0), row)
  }
  return (id) => {
    const row = rows.get(keyOf(hash32(id), idCheck(id)))
    if (row === undefined) return null
    const from = row * SURFACE_IDS.length
    return { impressions: impressions[row] ?? 0, engagement: engagement.subarray(from, from + SURFACE_IDS.length) }
  }
}

/** Both hashes of an id as one number: 32 bits of one and 21 of the other. */
function keyOf(hash: number, check: number): number {
  return hash * 2 ** 21 + (check % 2 ** 21)
}
