import type { Proposal } from '../../compile/checks/proposal.ts'
import type { SnapshotSink } from '../../kv/snapshot-sink.ts'
import type { Snapshot } from '../../model/columns/snapshot.ts'
import { decodeStored } from '../../snapshot/decode.ts'
import { OTHER_LEARNING_SHARDS } from '../../snapshot/format.ts'
import type { PointerPayload, ShardEntry } from '../../snapshot/pointer.ts'
import type { SealedSnapshot } from '../../snapshot/seal.ts'
import { liveDenies, pairDenies } from '../announce/live-denies.ts'
import { openLiveHead } from '../announce/live-region.ts'
import type { PublisherContext } from '../publisher-context.ts'
import type { Prepared } from './prepare.ts'
import type { LockedRegion } from './region-lock.ts'

/**
 * The input of the checks: the exact new bytes, opened with the edge's code, and the live snapshot, opened from
 * storage.
 */
export async function proposalOf(
  publisher: PublisherContext,
  { region, live }: LockedRegion,
  { sealed, content, campaigns, rejected, rules, isTakenBack }: Prepared,
): Promise<Proposal> {
  const denies = await liveDenies(region, publisher)
  return {
    region,
    sealed,
    next: opened(sealed),
    live: live === null ? null : await openedLive(publisher, live),
    sameDecisions: live !== null && DECIDING.every((name) => shaOf(sealed.entries, name) === shaOf(live.shards, name)),
    campaigns,
    rejected: Object.values(rejected).reduce((sum, count) => sum + count, 0),
    isTakenBack,
    rules,
    now: publisher.now(),
    denies: pairDenies(denies, { live: live?.narrowed ?? content.narrowed, next: content.narrowed }),
    engine: publisher.engine,
  }
}

function opened({ id, entries, values }: SealedSnapshot): Proposal['next'] {
  try {
    return decodeStored(id, entries, new Map(values.map(({ key, bytes }) => [key, bytes])))
  } catch (error) {
    return { unreadable: error instanceof Error ? error.message : 'for no known reason' }
  }
}

/** A shard that neither of two snapshots has is the same in both. */
const DECIDING = ['hot', 'rules', 'weights', ...OTHER_LEARNING_SHARDS] as const

function shaOf(entries: readonly Pick<ShardEntry, 'name' | 'sha256'>[], name: string): string | undefined {
  return entries.find((entry) => entry.name === name)?.sha256
}

/**
 * Opens the live snapshot; null when storage has lost parts of it. Then it cannot be compared with, and must not
 * prevent a repair.
 * @throws the errors of storage: then it is unknown whether anything was lost
 */
async function openedLive(publisher: PublisherContext, live: PointerPayload): Promise<Snapshot | null> {
  let storage: unknown = null
  const sink: SnapshotSink = {
    put: (key, value) => publisher.sink.put(key, value),
    getText: (key) => publisher.sink.getText(key),
    delete: (key) => publisher.sink.delete(key),
    list: (prefix) => publisher.sink.list(prefix),
    getBytes: (key) =>
      publisher.sink.getBytes(key).catch((error: unknown) => {
        storage = error
        throw error
      }),
  }
  try {
    return await openLiveHead(live, sink)
  } catch (error) {
    if (storage !== null) throw storage
    const name = error instanceof Error ? error.name : 'unknown'
    console.error(JSON.stringify({ level: 'error', code: 'live-snapshot-unreadable', region: live.region, name }))
    return null
  }
}
