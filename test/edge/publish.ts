import type { RegionId } from '../../src/model/region.ts'
import { keys, type Shard, SNAPSHOT_FORMAT } from '../../src/snapshot/format.ts'
import type { PointerPayload, TakedownsPayload } from '../../src/snapshot/pointer.ts'
import { sha256Hex } from '../../src/snapshot/sha256.ts'
import { sign } from '../../src/snapshot/signed.ts'
import type { SnapshotKey } from './edge-world.ts'
import type { FaultStorage } from './fault-storage.ts'

const DAY_MS = 86_400_000

/** A pointer to these shards, as a publish would announce them; `changes` spoil it before it is signed. */
export async function pointerTo(
  region: RegionId,
  shards: readonly Shard[],
  sequence: number,
  changes: Record<string, unknown> = {},
): Promise<PointerPayload> {
  const entries = await Promise.all(
    shards.map(async ({ name, bytes, count }) => ({
      name,
      sha256: await sha256Hex(bytes),
      bytes: bytes.length,
      count,
    })),
  )
  const manifest = JSON.stringify({ format: SNAPSHOT_FORMAT, region, shards: entries })
  const now = Date.now()
  return {
    format: SNAPSHOT_FORMAT,
    region,
    sequence,
    snapshot: await sha256Hex(new TextEncoder().encode(manifest)),
    shards: entries,
    previous: null,
    canary: null,
    createdAt: new Date(now).toISOString(),
    softExpiresAt: new Date(now + DAY_MS).toISOString(),
    hardExpiresAt: new Date(now + 7 * DAY_MS).toISOString(),
    actor: 'tests',
    reason: 'test',
    ...changes,
  }
}

export type TakedownEntry = TakedownsPayload['entries'][number]

/** A takedown list with entries as short as a test says them. */
export function takedownList(
  region: RegionId,
  sequence: number,
  entries: readonly Partial<TakedownEntry>[] = [],
): TakedownsPayload {
  return {
    format: SNAPSHOT_FORMAT,
    region,
    sequence,
    createdAt: new Date().toISOString(),
    entries: entries.map((entry, index) => ({
      id: `tkd_${index}`,
      target: 'ast_none',
      territories: null,
      until: null,
      ...entry,
    })),
  }
}

export function putShards(storage: FaultStorage, pointer: PointerPayload, shards: readonly Shard[]): void {
  for (const [index, entry] of pointer.shards.entries()) {
    const shard = shards[index]
    if (shard) storage.put(keys.shard(entry.sha256, entry.name), shard.bytes)
  }
}

/** Shards, empty takedown list and pointer, in the order of a publish. */
export async function publish(
  storage: FaultStorage,
  key: SnapshotKey,
  region: RegionId,
  shards: readonly Shard[],
  sequence = 1,
  changes: Record<string, unknown> = {},
): Promise<PointerPayload> {
  const pointer = await pointerTo(region, shards, sequence, changes)
  putShards(storage, pointer, shards)
  if (!storage.values.has(keys.takedowns(region))) await putTakedowns(storage, key, takedownList(region, 1))
  storage.put(keys.pointer(region), await sign('pointer', pointer, key))
  return pointer
}

export async function putTakedowns(storage: FaultStorage, key: SnapshotKey, list: TakedownsPayload): Promise<void> {
  storage.put(keys.takedowns(list.region), await sign('takedowns', list, key))
}
