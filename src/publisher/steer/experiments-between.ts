import { type ExperimentDiff, experimentsDiff } from '../../compile/diff/experiments-diff.ts'
import type { SnapshotSink } from '../../kv/snapshot-sink.ts'
import type { RegionRules } from '../../model/policies/rules.ts'
import { decodeRules } from '../../snapshot/decode.ts'
import type { ShardEntry } from '../../snapshot/pointer.ts'
import { storedBytes } from '../announce/live-region.ts'

/** What was announced before or is from now on. */
interface AnnouncedRules {
  readonly snapshot: string
  readonly shards: readonly ShardEntry[]
}

/**
 * The experiments that differ between two snapshots that are stored, by their rules alone. None too where the rules of one
 * cannot be read: an older snapshot is announced all the same.
 */
export async function experimentsBetween(
  sink: SnapshotSink,
  before: AnnouncedRules,
  after: AnnouncedRules,
): Promise<readonly ExperimentDiff[]> {
  if (before.snapshot === after.snapshot) return []
  const [then, now] = await Promise.all([rulesOf(sink, before), rulesOf(sink, after)])
  return then === null || now === null ? [] : experimentsDiff(then, now)
}

async function rulesOf(sink: SnapshotSink, { shards }: AnnouncedRules): Promise<RegionRules | null> {
  const shard = shards.find(({ name }) => name === 'rules')
  const bytes = shard === undefined ? null : await storedBytes(shard.sha256, 'rules', sink)
  try {
    return bytes === null ? null : decodeRules(bytes)
  } catch {
    return null
  }
}
