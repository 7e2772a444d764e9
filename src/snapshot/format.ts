import type { RegionId } from '../model/region.ts'

/**
 * The snapshot format that this code writes and reads. A reader refuses any other number; a change that
 * old readers cannot take gets a new one.
 */
export const SNAPSHOT_FORMAT = 2

/** Workers KV's greatest value; a shard above it could never be stored. */
export const SHARD_BYTES_MAX = 25 * 1024 * 1024

/** Where a text page is cut, so that each page stays a cheap value to read. */
export const TEXT_PAGE_BYTES = 4 * 1024 * 1024

/** A pointer or takedown list is small; what is larger is not one. */
export const POINTER_BYTES_MAX = 16 * 1024
export const TAKEDOWNS_BYTES_MAX = 1024 * 1024

/**
 * KV keys (the storage schema):
 * - `snap/<sha256>/<shard>` an immutable shard, addressed by its own SHA-256; never probed before announced
 * - `region/<r>/pointer` compact JWS: which snapshot is live (`PointerPayload`)
 * - `region/<r>/takedowns` compact JWS: what must not be served (`TakedownsPayload`)
 */
export const keys = {
  shard: (sha256: string, name: string): string => `snap/${sha256}/${name}`,
  pointer: (region: RegionId): string => `region/${region}/pointer`,
  takedowns: (region: RegionId): string => `region/${region}/takedowns`,
} as const

/** One value of a snapshot, as bytes. */
export interface Shard {
  /** `hot`, `rules`, `weights`, or `text.<page>`. */
  readonly name: string
  readonly bytes: Uint8Array
  /** Candidates, campaigns or entries inside: for receipts and for the edge's floor check. */
  readonly count: number
}
