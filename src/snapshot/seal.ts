import type { RegionId } from '../model/nouns/region.ts'
import { HEAD_SHARDS, keys, OTHER_LEARNING_SHARDS, PAGE_NAME, type Shard, SNAPSHOT_FORMAT } from './format.ts'
import type { ShardEntry } from './pointer.ts'
import { sha256Hex } from './sha256.ts'
import { encodeTextIndex } from './text/text-index.ts'
import { firstOfPage } from './text/text-pages.ts'

/** A value to be written, with its key. */
export interface SealedValue {
  readonly key: string
  readonly sha256: string
  readonly bytes: Uint8Array
}

/** A snapshot ready to be written: its content address, its pointer's shard list, and every value with its key. */
export interface SealedSnapshot {
  /** SHA-256 over format, region and the head's shard list: equal content, equal id. */
  readonly id: string
  /** The head shards, as the pointer names them. */
  readonly entries: readonly ShardEntry[]
  /** Pages first, then the head, so that no index is written before the pages that it names. */
  readonly values: readonly SealedValue[]
}

/** Computes a snapshot's content addresses: of its pages, then of the index that names them, then of the head. */
export async function sealSnapshot(region: RegionId, shards: readonly Shard[]): Promise<SealedSnapshot> {
  const pages = await addressed(shards.filter(({ name }) => firstOfPage(name) !== null))
  const assets = pages.reduce((sum, { shard }) => sum + shard.count, 0)
  const places = pages.map(({ shard, sha256 }) => ({
    sha256,
    bytes: shard.bytes.length,
    first: firstOfPage(shard.name) ?? 0,
  }))
  const words = shards.find(({ name }) => name === 'words')?.bytes ?? new Uint8Array()
  const text = { name: 'text', bytes: encodeTextIndex(region, places, assets, words), count: assets }
  const names = [...HEAD_SHARDS, ...OTHER_LEARNING_SHARDS]
  const head = await addressed(names.flatMap((name) => [...shards, text].filter((shard) => shard.name === name)))
  const entries = head.map(({ shard: { name, bytes, count, armColumns }, sha256 }) => ({
    name,
    sha256,
    bytes: bytes.length,
    count,
    ...(armColumns !== undefined && { armColumns }),
  }))
  return {
    id: await snapshotId(region, entries),
    entries,
    values: [
      ...pages.map(({ shard, sha256 }) => ({ key: keys.shard(sha256, PAGE_NAME), sha256, bytes: shard.bytes })),
      ...head.map(({ shard, sha256 }) => ({ key: keys.shard(sha256, shard.name), sha256, bytes: shard.bytes })),
    ],
  }
}

/** A snapshot's content address. It depends on the head alone, so whoever has the head can verify the id. */
export async function snapshotId(region: RegionId, head: readonly ShardEntry[]): Promise<string> {
  const shards = head.map(({ name, sha256, bytes, count }) => ({ name, sha256, bytes, count }))
  const manifest = JSON.stringify({ format: SNAPSHOT_FORMAT, region, shards })
  return sha256Hex(new TextEncoder().encode(manifest))
}

/** One after another, because hashing copies its input, and all pages together are most of a snapshot. */
async function addressed(shards: readonly Shard[]) {
  const found: { readonly shard: Shard; readonly sha256: string }[] = []
  for (const shard of shards) found.push({ shard, sha256: await sha256Hex(shard.bytes) })
  return found
}
