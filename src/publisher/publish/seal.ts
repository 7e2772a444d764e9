import type { RegionId } from '../../model/region.ts'
import { type Shard, SNAPSHOT_FORMAT } from '../../snapshot/format.ts'
import type { ShardEntry } from '../../snapshot/pointer.ts'
import { sha256Hex } from '../../snapshot/sha256.ts'

/** A snapshot ready to be put: its content address and its shards with theirs. */
export interface SealedSnapshot {
  /** SHA-256 over format, region and the shard list: equal content, equal id. */
  readonly id: string
  readonly entries: readonly ShardEntry[]
  readonly shards: readonly Shard[]
}

/** Addresses a snapshot by its content. */
export async function sealSnapshot(region: RegionId, shards: readonly Shard[]): Promise<SealedSnapshot> {
  const entries = await Promise.all(
    shards.map(async ({ name, bytes, count }) => ({
      name,
      sha256: await sha256Hex(bytes),
      bytes: bytes.length,
      count,
    })),
  )
  const manifest = JSON.stringify({ format: SNAPSHOT_FORMAT, region, shards: entries })
  return { id: await sha256Hex(new TextEncoder().encode(manifest)), entries, shards }
}
