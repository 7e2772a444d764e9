import type { SnapshotSink } from '../../kv/snapshot-sink.ts'
import type { RegionId } from '../../model/nouns/region.ts'
import { readSnapshot } from '../../schedule/publishing/snapshot-history.ts'
import { PAGE_NAME } from '../../snapshot/format.ts'
import type { ShardEntry } from '../../snapshot/pointer.ts'
import { decodeTextIndex } from '../../snapshot/text/text-index.ts'
import type { PublisherContext } from '../publisher-context.ts'
import { livePointer, storedBytes } from './live-region.ts'

type Address = Pick<ShardEntry, 'name' | 'sha256'>

/** The head shards of a snapshot that is live or was in the last days; null for an unknown snapshot. */
export async function headOf(
  publisher: PublisherContext,
  region: RegionId,
  id: string,
): Promise<{ readonly head: readonly ShardEntry[]; readonly narrowed: number; readonly live: boolean } | null> {
  const pointer = await livePointer(region, publisher)
  if (pointer?.snapshot === id) return { head: pointer.shards, narrowed: pointer.narrowed, live: true }
  const known = await readSnapshot(publisher.redis, region, id)
  return known === null ? null : { head: known.shards, narrowed: known.narrowed, live: false }
}

/** The address of the text page that begins with an asset; null when there is none, or no index names it. */
export async function pageOfSnapshot(
  head: readonly ShardEntry[],
  first: number,
  sink: SnapshotSink,
): Promise<Address | null> {
  const text = head.find(({ name }) => name === 'text')
  const bytes = text ? await storedShard(text, sink) : null
  const page = bytes === null ? undefined : decodeTextIndex(bytes).pages.find((each) => each.first === first)
  return page ? { name: PAGE_NAME, sha256: page.sha256 } : null
}

/** A shard's bytes; null when nothing is stored, or its hash does not match. */
export function storedShard({ name, sha256 }: Address, sink: SnapshotSink): Promise<Uint8Array | null> {
  return storedBytes(sha256, name, sink)
}
