import type { RegionId } from '../../model/region.ts'
import type { Snapshot } from '../../model/snapshot.ts'
import { decodeSnapshot } from '../../snapshot/decode.ts'
import type { PointerPayload, ShardEntry } from '../../snapshot/pointer.ts'
import { sha256Hex } from '../../snapshot/sha256.ts'
import type { SnapshotSource } from './source.ts'
import { Distrusted } from './trust.ts'

/** A snapshot whose every shard is what its pointer says, with the bytes for the second copy. */
export interface LoadedSnapshot {
  readonly snapshot: Snapshot
  readonly shards: ReadonlyMap<string, Uint8Array>
}

/**
 * Reads, verifies and opens what a pointer announces; all of it or nothing.
 * @throws Distrusted when a shard is missing, or is not what was announced
 */
export async function loadSnapshot(
  region: RegionId,
  pointer: PointerPayload,
  source: SnapshotSource,
): Promise<LoadedSnapshot> {
  const entries = await Promise.all(
    pointer.shards.map(async (entry) => [entry.name, await verifiedShard(entry, source)] as const),
  )
  const shards = new Map(entries)
  const snapshot = open(pointer.snapshot, shards)
  if (snapshot.hot.region !== region) throw new Distrusted('region')
  return { snapshot, shards }
}

async function verifiedShard(entry: ShardEntry, source: SnapshotSource): Promise<Uint8Array> {
  const bytes = await source.shard(entry.sha256, entry.name)
  // The pointer can be here before its shards: worth another try, unlike bytes that are wrong.
  if (bytes === null) throw new Distrusted('missing')
  if (bytes.length !== entry.bytes) throw new Distrusted('size')
  if ((await sha256Hex(bytes)) !== entry.sha256) throw new Distrusted('hash')
  return bytes
}

function open(id: string, shards: ReadonlyMap<string, Uint8Array>): Snapshot {
  try {
    return decodeSnapshot(id, shards)
  } catch {
    throw new Distrusted('unreadable')
  }
}
