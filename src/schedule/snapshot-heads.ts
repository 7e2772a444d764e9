import type { Redis } from '@upstash/redis/cloudflare'
import type { RegionId } from '../model/region.ts'
import type { ShardEntry } from '../snapshot/pointer.ts'
import { sendRepeatable } from './checked-pipeline.ts'
import { keys } from './keys.ts'
import { asText } from './replies.ts'

/** As long as a pointer may serve unrenewed, and a day: in seconds. */
const KEPT_SECONDS = 8 * 86_400

/**
 * Writes down what an announced snapshot stands on: its pointer is written over by the next one, and decisions that
 * it made are looked into after that.
 */
export async function rememberHead(
  redis: Redis,
  region: RegionId,
  snapshot: { readonly id: string; readonly entries: readonly ShardEntry[] },
): Promise<void> {
  const key = keys.snapshotHead(region, snapshot.id)
  await sendRepeatable(redis, (queue) => queue.set(key, JSON.stringify(snapshot.entries), { ex: KEPT_SECONDS }))
}

/** The head shards of a snapshot that was announced in the last days; null for one that was not. */
export async function readHead(redis: Redis, region: RegionId, id: string): Promise<readonly ShardEntry[] | null> {
  const [reply] = await sendRepeatable(redis, (queue) => queue.get(keys.snapshotHead(region, id)))
  const json = asText(reply)
  // Our own value, from `rememberHead`; whoever reads the shards compares their hashes with the snapshot's id.
  return json === null ? null : (JSON.parse(json) as readonly ShardEntry[])
}
