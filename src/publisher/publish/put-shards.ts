import type { SnapshotSink } from '../../kv/snapshot-sink.ts'
import type { SealedSnapshot, SealedValue } from '../../snapshot/seal.ts'
import { sha256Hex } from '../../snapshot/sha256.ts'
import { inTurns } from '../in-turns.ts'

/** What a publish wrote and verified. */
export interface PutReceipt {
  readonly shardsWritten: number
  readonly bytesWritten: number
  readonly shardsVerified: number
}

/** A shard reads back different from what was written. */
export class ReadBackMismatch extends Error {}

/**
 * Writes the shards and text pages that the live snapshot does not have, then reads each one back and compares its
 * hash. Values of the live snapshot that storage has lost or damaged are written again: otherwise the region could no
 * longer be published. Safe to repeat, because keys are content addresses.
 *
 * @param live the hashes of all values of the live snapshot
 */
export async function putShards(
  { values }: SealedSnapshot,
  live: ReadonlySet<string>,
  sink: SnapshotSink,
): Promise<PutReceipt> {
  const fresh = values.filter(({ sha256 }) => !live.has(sha256))
  await inTurns(fresh, ({ key, bytes }) => sink.put(key, bytes))
  const spoilt: SealedValue[] = []
  await inTurns(values, async (value) => {
    if (!live.has(value.sha256)) await verifyStored(value, sink)
    else if (!(await isStored(value, sink))) spoilt.push(value)
  })
  await putValues(spoilt, sink)
  const written = [...fresh, ...spoilt]
  return {
    shardsWritten: written.length,
    bytesWritten: written.reduce((sum, { bytes }) => sum + bytes.length, 0),
    shardsVerified: values.length,
  }
}

/** Writes values and reads each back. Throws `ReadBackMismatch` when one differs. */
export async function putValues(values: readonly SealedValue[], sink: SnapshotSink): Promise<void> {
  await inTurns(values, ({ key, bytes }) => sink.put(key, bytes))
  await inTurns(values, (value) => verifyStored(value, sink))
}

async function isStored(value: SealedValue, sink: SnapshotSink): Promise<boolean> {
  return verifyStored(value, sink).then(
    () => true,
    (error: unknown) => {
      if (error instanceof ReadBackMismatch) return false
      throw error
    },
  )
}

async function verifyStored({ key, sha256, bytes }: SealedValue, sink: SnapshotSink): Promise<void> {
  const stored = await sink.getBytes(key)
  if (stored === null || stored.length !== bytes.length || (await sha256Hex(stored)) !== sha256) {
    throw new ReadBackMismatch(`shard ${key} reads back ${stored === null ? 'as missing' : 'different'}`)
  }
}
