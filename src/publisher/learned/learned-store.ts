import type { SnapshotSink } from '../../kv/snapshot-sink.ts'
import { LearnedReader } from '../../learn/file/learned-reader.ts'
import { learnedRunId } from '../../learn/file/learned-text.ts'
import type { LearnedAsset, LearnedHead, LearnedRunId } from '../../model/learned/learned-run.ts'
import type { RegionRules } from '../../model/policies/rules.ts'
import { decodeRules } from '../../snapshot/decode.ts'
import { keys } from '../../snapshot/format.ts'
import type { ShardEntry } from '../../snapshot/pointer.ts'
import { sha256Hex } from '../../snapshot/sha256.ts'
import { storedBytes } from '../announce/live-region.ts'
import { putValues } from '../publish/put-shards.ts'

/** A stored run is missing, or is not what its id says: nothing of it is used. */
export class UnreadableRun extends Error {
  constructor(id: LearnedRunId, why: string) {
    super(`learned run ${id} ${why}: push it again, or retire it`)
    this.name = 'UnreadableRun'
  }
}

const LINE_FEED = 0x0a

/** Stores a run, and reads it back. @param bytes its file without its id: their SHA-256 begins with the id's digits */
export async function putLearnedRun(id: LearnedRunId, bytes: Uint8Array, sink: SnapshotSink): Promise<void> {
  await putValues([{ key: keys.learned(id), sha256: await sha256Hex(bytes), bytes }], sink)
}

/** Whether storage has a run, and it is what its id says. Storage that does not answer has it not. */
export async function hasLearnedRun(id: LearnedRunId, sink: SnapshotSink): Promise<boolean> {
  const bytes = await sink.getBytes(keys.learned(id)).catch(() => null)
  return bytes !== null && learnedRunId(await sha256Hex(bytes)) === id
}

/**
 * Reads a stored run, once all of it is known to be what its id says.
 * @param keep called with each asset, in the order of ids
 * @throws UnreadableRun
 */
export async function readStoredRun(
  id: LearnedRunId,
  sink: SnapshotSink,
  keep: (asset: LearnedAsset) => void,
): Promise<LearnedHead> {
  const bytes = await sink.getBytes(keys.learned(id))
  if (bytes === null) throw new UnreadableRun(id, 'is not in storage')
  if (learnedRunId(await sha256Hex(bytes)) !== id) throw new UnreadableRun(id, 'is damaged in storage')
  const reader = new LearnedReader(keep)
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
  let line = 0
  for (let from = 0; from < bytes.length; ) {
    const end = bytes.indexOf(LINE_FEED, from)
    const until = end === -1 ? bytes.length : end
    const text = decoder.decode(bytes.subarray(from, until))
    line += 1
    const fault = reader.take(line, line === 1 ? withId(text, id) : text)
    if (fault !== null) throw new UnreadableRun(id, `is of another version, line ${line}, ${fault.field}`)
    from = until + 1
  }
  const { head } = reader
  if (reader.end() !== null || head === null) throw new UnreadableRun(id, 'is empty')
  return head
}

/** The first line as a file has it. */
function withId(line: string, id: LearnedRunId): string {
  return JSON.stringify({ ...(JSON.parse(line) as object), id })
}

/** The rules of a snapshot; null: nobody can tell. */
export async function rulesOfShards(shards: readonly ShardEntry[], sink: SnapshotSink): Promise<RegionRules | null> {
  const rules = shards.find(({ name }) => name === 'rules')
  const bytes = rules === undefined ? null : await storedBytes(rules.sha256, 'rules', sink)
  return bytes === null ? null : decodeRules(bytes)
}

/** The run that a snapshot was compiled with, by its rules; null: with none, or nobody can tell. */
export async function runOfShards(shards: readonly ShardEntry[], sink: SnapshotSink): Promise<LearnedRunId | null> {
  return (await rulesOfShards(shards, sink))?.learned ?? null
}
