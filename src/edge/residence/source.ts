import type { RegionId } from '../../model/nouns/region.ts'

/** A source of signed records and shards. Its data is always verified before use. */
export interface SnapshotSource {
  /** Null: there is none. Throws or rejects: the source could not tell. */
  pointer(region: RegionId): Promise<string | null>
  takedowns(region: RegionId): Promise<string | null>
  /** @param room buffer of the expected size; the source may fill it and return it */
  shard(sha256: string, name: string, room?: Uint8Array): Promise<Uint8Array | null>
}
