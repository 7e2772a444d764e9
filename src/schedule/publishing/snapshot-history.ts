import type { Redis } from '@upstash/redis/cloudflare'
import type { RegionId } from '../../model/nouns/region.ts'
import type { ShardEntry } from '../../snapshot/pointer.ts'
import { sendRepeatable } from '../store/checked-pipeline.ts'
import { keys } from '../store/keys.ts'
import { asFields, asText } from '../store/replies.ts'

/** A snapshot that was announced and may be again, or that is about to be written. */
export interface KnownSnapshot {
  readonly snapshot: string
  readonly shards: readonly ShardEntry[]
  /** The same as in its pointer. */
  readonly narrowed: number
  readonly rules: string
  /** Sequence of its last announcement; null: it was written, but not announced yet. */
  readonly sequence: number | null
  /** When it was last announced, or else written, in milliseconds since 1970. */
  readonly at: number
  readonly actor: string
  readonly reason: string
}

/**
 * Stores the shards of a snapshot: before the first is written, so that garbage collection keeps them, and again when
 * it is announced. The next pointer overwrites its pointer, but replays of its decisions and rollbacks need the shards
 * after that.
 */
export async function rememberSnapshot(redis: Redis, region: RegionId, known: KnownSnapshot): Promise<void> {
  const entry = { [known.snapshot]: JSON.stringify(known) }
  await sendRepeatable(redis, (queue) => queue.hset(keys.snapshots(region), entry))
}

/** The snapshots that a region can be rolled back to, the latest first. */
export async function readSnapshots(redis: Redis, region: RegionId): Promise<readonly KnownSnapshot[]> {
  const [reply] = await sendRepeatable(redis, (queue) => queue.hgetall(keys.snapshots(region)))
  // The values were written by `rememberSnapshot`; whoever reads the shards verifies their hashes by the snapshot's id.
  const known = [...asFields(reply).values()].map((json) => JSON.parse(json) as KnownSnapshot)
  return known.sort((a, b) => b.at - a.at || (b.sequence ?? 0) - (a.sequence ?? 0))
}

/** One of them; null: it was never announced here, or was removed. */
export async function readSnapshot(redis: Redis, region: RegionId, id: string): Promise<KnownSnapshot | null> {
  const [reply] = await sendRepeatable(redis, (queue) => queue.hget(keys.snapshots(region), id))
  const json = asText(reply)
  return json === null ? null : (JSON.parse(json) as KnownSnapshot)
}

/** Removes snapshots whose shards are deleted. */
export async function forgetSnapshots(redis: Redis, region: RegionId, ids: readonly string[]): Promise<void> {
  const [first, ...rest] = ids
  if (first !== undefined) await sendRepeatable(redis, (queue) => queue.hdel(keys.snapshots(region), first, ...rest))
}
