import type { Redis } from '@upstash/redis/cloudflare'
import type { RegionId } from '../../model/nouns/region.ts'
import type { ShardEntry } from '../../snapshot/pointer.ts'
import { sendRepeatable } from '../store/checked-pipeline.ts'
import { keys } from '../store/keys.ts'
import { asFields, asText } from '../store/replies.ts'

/** A snapshot that was announced and may be again, or that is about to be put. */
export interface KnownSnapshot {
  readonly snapshot: string
  readonly shards: readonly ShardEntry[]
  /** As in its pointer. */
  readonly narrowed: number
  readonly rules: string
  /** Of its last announcement; null: it was put, and not announced yet. */
  readonly sequence: number | null
  /** Milliseconds since 1970 of its last announcement, else of its putting. */
  readonly at: number
  readonly actor: string
  readonly reason: string
}

/**
 * Writes down what a snapshot stands on: before its first shard is put, so that nobody takes these for garbage, and
 * again when it is announced. Its pointer is written over by the next one; decisions that it made are looked into,
 * and regions go back to it, after that.
 */
export async function rememberSnapshot(redis: Redis, region: RegionId, known: KnownSnapshot): Promise<void> {
  const entry = { [known.snapshot]: JSON.stringify(known) }
  await sendRepeatable(redis, (queue) => queue.hset(keys.snapshots(region), entry))
}

/** What a region may go back to, the latest first. */
export async function readSnapshots(redis: Redis, region: RegionId): Promise<readonly KnownSnapshot[]> {
  const [reply] = await sendRepeatable(redis, (queue) => queue.hgetall(keys.snapshots(region)))
  // Our own values, from `rememberSnapshot`; whoever reads the shards compares their hashes with the snapshot's id.
  const known = [...asFields(reply).values()].map((json) => JSON.parse(json) as KnownSnapshot)
  return known.sort((a, b) => b.at - a.at || (b.sequence ?? 0) - (a.sequence ?? 0))
}

/** One of them; null: it was never announced here, or is forgotten. */
export async function readSnapshot(redis: Redis, region: RegionId, id: string): Promise<KnownSnapshot | null> {
  const [reply] = await sendRepeatable(redis, (queue) => queue.hget(keys.snapshots(region), id))
  const json = asText(reply)
  return json === null ? null : (JSON.parse(json) as KnownSnapshot)
}

/** Forgets snapshots whose shards are gone. */
export async function forgetSnapshots(redis: Redis, region: RegionId, ids: readonly string[]): Promise<void> {
  const [first, ...rest] = ids
  if (first !== undefined) await sendRepeatable(redis, (queue) => queue.hdel(keys.snapshots(region), first, ...rest))
}
