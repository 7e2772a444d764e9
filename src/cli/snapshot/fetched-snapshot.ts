import type { RegionId } from '../../model/nouns/region.ts'
import { SNAPSHOT_FORMAT } from '../../snapshot/format.ts'
import type { ShardEntry } from '../../snapshot/pointer.ts'
import { snapshotId } from '../../snapshot/seal.ts'
import { sha256Hex } from '../../snapshot/sha256.ts'
import { Refusal } from '../frame/refusal.ts'
import type { OpsClient } from '../ops/ops-client.ts'
import { OpsRefusal } from '../ops/ops-refusal.ts'

/** How many pages are requested at the same time. */
const PAGES_AT_ONCE = 6

/** A snapshot that cannot be fetched; the message says why. */
export class SnapshotGone extends Refusal {
  override readonly name = 'SnapshotGone'

  constructor(message: string) {
    super(message, 'the deployment does not have this snapshot; ff snapshot list shows the others')
  }
}

/** A snapshot of a deployment: its head, and its shards, fetched on demand. */
export interface FetchedSnapshot {
  readonly region: RegionId
  readonly id: string
  readonly head: readonly ShardEntry[]
  /** Throws `SnapshotGone` when the shard is missing, or does not match its hash. */
  shard(name: string, sha256: string): Promise<Uint8Array>
}

/**
 * Fetches a snapshot from a deployment and trusts only hashes: the id must be the hash of the head's list, and each
 * shard and page must have the hash in that list.
 * @throws SnapshotGone when the deployment no longer has it, or it is of another format
 */
export async function fetchSnapshot(ops: OpsClient, region: RegionId, id: string): Promise<FetchedSnapshot> {
  const { format, head } = await asked(() => ops.snapshot(region, id))
  if (format !== SNAPSHOT_FORMAT) {
    throw new SnapshotGone(`it is of format ${format}, and this code reads ${SNAPSHOT_FORMAT}; use its own release`)
  }
  if ((await snapshotId(region, head)) !== id) throw new SnapshotGone('its list of shards does not match its id')
  return {
    region,
    id,
    head,
    async shard(name, sha256) {
      const bytes = await asked(() => ops.shard(region, id, name))
      if ((await sha256Hex(bytes)) !== sha256) throw new SnapshotGone(`its shard ${name} does not match its hash`)
      return bytes
    },
  }
}

/** Processes many items, a few at the same time. After the first error, it waits for those that run, then throws. */
export async function fewAtOnce<Item>(items: readonly Item[], work: (item: Item) => Promise<void>): Promise<void> {
  for (let from = 0; from < items.length; from += PAGES_AT_ONCE) {
    const ended = await Promise.allSettled(items.slice(from, from + PAGES_AT_ONCE).map(work))
    for (const each of ended) if (each.status === 'rejected') throw each.reason
  }
}

/** Sends a request; throws `SnapshotGone` when the deployment does not have the value. */
export async function asked<Answer>(ask: () => Promise<Answer>): Promise<Answer> {
  try {
    return await ask()
  } catch (error) {
    if (!(error instanceof OpsRefusal) || error.problem.status !== 404) throw error
    throw new SnapshotGone(error.problem.detail ?? 'the deployment does not have it')
  }
}
