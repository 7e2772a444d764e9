import type { RegionId } from '../../model/nouns/region.ts'

/** Where signed records and shards come from. What it gives is never believed before it is verified. */
export interface SnapshotSource {
  /** Null: there is none. Throws or rejects: the source could not say. */
  pointer(region: RegionId): Promise<string | null>
  takedowns(region: RegionId): Promise<string | null>
  /** @param room for as many bytes as are expected: they may be put there, and are the answer then */
  shard(sha256: string, name: string, room?: Uint8Array): Promise<Uint8Array | null>
}
