import type { RegionId } from '../../src/model/nouns/region.ts'
import { keys, listFormat, PAGE_NAME, type Shard, SNAPSHOT_FORMAT } from '../../src/snapshot/format.ts'
import type { CanaryArm, PointerPayload } from '../../src/snapshot/pointer.ts'
import { sealSnapshot } from '../../src/snapshot/seal.ts'
import { sha256Hex } from '../../src/snapshot/sha256.ts'
import { sign } from '../../src/snapshot/signed.ts'
import type { TakedownsPayload } from '../../src/snapshot/takedowns/payload.ts'
import type { SnapshotKey } from './edge-world.ts'
import type { FaultStorage } from './residence/fault-storage.ts'

const DAY_MS = 86_400_000

/** A pointer to these shards, as a publish would announce them; `changes` spoil it before it is signed. */
export async function pointerTo(
  region: RegionId,
  shards: readonly Shard[],
  sequence: number,
  changes: Record<string, unknown> = {},
): Promise<PointerPayload> {
  const { id, entries } = await sealSnapshot(region, shards)
  const now = Date.now()
  return {
    format: SNAPSHOT_FORMAT,
    region,
    sequence,
    snapshot: id,
    shards: [...entries],
    narrowed: 0,
    takedowns: 0,
    rules: '0'.repeat(16),
    previous: null,
    canary: null,
    pinnedUntil: null,
    overrides: [],
    shrunk: null,
    createdAt: new Date(now).toISOString(),
    softExpiresAt: new Date(now + DAY_MS).toISOString(),
    hardExpiresAt: new Date(now + 7 * DAY_MS).toISOString(),
    actor: 'tests',
    reason: 'test',
    ...changes,
  }
}

/** A canary of these shards beside a pointer, as it would be announced for a day; `changes` to it. */
export async function canaryOf(
  region: RegionId,
  shards: readonly Shard[],
  changes: Partial<CanaryArm> = {},
): Promise<CanaryArm> {
  const { snapshot, shards: head, narrowed, rules } = await pointerTo(region, shards, 1)
  const now = Date.now()
  const times = { startedAt: new Date(now).toISOString(), until: new Date(now + DAY_MS).toISOString() }
  return { snapshot, shards: head, narrowed, rules, permille: 200, startedAs: 2, ...times, ...changes }
}

/** The keys of the text pages of these shards, in the order of their assets. */
export async function pageKeys(region: RegionId, shards: readonly Shard[]): Promise<readonly string[]> {
  const { values } = await sealSnapshot(region, shards)
  return values.map(({ key }) => key).filter((key) => key.endsWith(`/${PAGE_NAME}`))
}

export type TakedownEntry = TakedownsPayload['entries'][number]

/** A takedown list with entries as short as a test says them. */
export function takedownList(
  region: RegionId,
  sequence: number,
  entries: readonly Partial<TakedownEntry>[] = [],
): TakedownsPayload {
  return {
    format: listFormat(entries.map(({ target = '' }) => ({ target }))),
    region,
    sequence,
    completeFrom: 0,
    createdAt: new Date().toISOString(),
    entries: entries.map((entry, index) => ({
      id: `tkd_${index}`,
      target: 'ast_none',
      territories: null,
      until: null,
      ...entry,
    })),
    narrowings: [],
    packed: null,
    ledger: [],
    lifted: [],
  }
}

export async function putShards(storage: FaultStorage, region: RegionId, shards: readonly Shard[]): Promise<void> {
  for (const { key, bytes } of (await sealSnapshot(region, shards)).values) storage.put(key, bytes)
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
  await putShards(storage, region, shards)
  if (!storage.values.has(keys.takedowns(region))) await putTakedowns(storage, key, takedownList(region, 1))
  storage.put(keys.pointer(region), await sign('pointer', pointer, key))
  return pointer
}

export async function putTakedowns(storage: FaultStorage, key: SnapshotKey, list: TakedownsPayload): Promise<void> {
  const text = await sign('takedowns', list, key)
  storage.put(keys.takedownsText(await sha256Hex(new TextEncoder().encode(text))), text)
  storage.put(keys.takedowns(list.region), text)
}
