import { keys } from '../../snapshot/format.ts'
import type { ShardEntry } from '../../snapshot/pointer.ts'
import { sha256Hex } from '../../snapshot/sha256.ts'
import type { SealedSnapshot } from './seal.ts'
import type { SnapshotSink } from './sink.ts'

/** What a publish wrote and verified. */
export interface PutReceipt {
  readonly shardsWritten: number
  readonly bytesWritten: number
  readonly shardsVerified: number
}

/** A shard that reads back otherwise than it was written. */
export class ReadBackMismatch extends Error {}

/**
 * Writes the shards that the live snapshot does not have yet, then reads every one back and compares
 * hashes. Content addresses make it safe to do twice.
 */
export async function putShards(
  sealed: SealedSnapshot,
  live: readonly ShardEntry[],
  sink: SnapshotSink,
): Promise<PutReceipt> {
  const known = new Set(live.map((entry) => entry.sha256))
  let shardsWritten = 0
  let bytesWritten = 0
  for (const [index, entry] of sealed.entries.entries()) {
    const shard = sealed.shards[index]
    if (!shard || known.has(entry.sha256)) continue
    await sink.put(keys.shard(entry.sha256, entry.name), shard.bytes)
    shardsWritten++
    bytesWritten += entry.bytes
  }
  for (const entry of sealed.entries) await verifyShard(entry, sink)
  return { shardsWritten, bytesWritten, shardsVerified: sealed.entries.length }
}

async function verifyShard(entry: ShardEntry, sink: SnapshotSink): Promise<void> {
  const bytes = await sink.getBytes(keys.shard(entry.sha256, entry.name))
  if (bytes === null || bytes.length !== entry.bytes || (await sha256Hex(bytes)) !== entry.sha256) {
    throw new ReadBackMismatch(`shard ${entry.name} reads back ${bytes === null ? 'as missing' : 'different'}`)
  }
}
