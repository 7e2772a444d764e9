import type { SnapshotSink } from '../../kv/snapshot-sink.ts'
import { REGION_IDS, type RegionId } from '../../model/nouns/region.ts'
import { closePublishing, keepPublishingClosed, reopenPublishing } from '../../schedule/publishing/publish-lock.ts'
import { forgetSnapshots, type KnownSnapshot, readSnapshots } from '../../schedule/publishing/snapshot-history.ts'
import { dropNarrowings } from '../../schedule/takedowns/narrowings.ts'
import { keys, PAGE_NAME } from '../../snapshot/format.ts'
import type { PointerPayload } from '../../snapshot/pointer.ts'
import { decodeTextIndex } from '../../snapshot/text/text-index.ts'
import type { Content } from '../announce/announce.ts'
import { livePointer, storedBytes } from '../announce/live-region.ts'
import { inTurns } from '../in-turns.ts'
import type { PublisherContext } from '../publisher-context.ts'
import { beginHeartbeat, LOCK_MS } from './heartbeat.ts'
import { narrowedEverywhere, retained } from './retention.ts'

/** An invocation may do a thousand operations on KV. The rest is deleted next time. */
const DELETED_AT_ONCE = 400

/** What a collection deleted. */
export interface Collected {
  /** KV values that nothing refers to any more. */
  readonly deleted: number
  /** Snapshots that can no longer be rolled back to. */
  readonly forgotten: number
  /** Narrowings that every snapshot knows of. */
  readonly narrowings: number
}

/**
 * Deletes what no region can announce again. Regions share shards, so it holds the locks of all regions: no publish may
 * be between writing a shard and announcing it. Null when a region is being published.
 */
export async function collectGarbage(publisher: PublisherContext): Promise<Collected | null> {
  const token = publisher.newToken()
  const locked: RegionId[] = []
  const endHeartbeat = beginHeartbeat(() =>
    inTurns(locked, (region) => keepPublishingClosed(publisher, region, token, LOCK_MS)),
  )
  try {
    for (const region of REGION_IDS) {
      if (!(await closePublishing(publisher, region, token, LOCK_MS))) return null
      locked.push(region)
    }
    return await collect(publisher)
  } finally {
    endHeartbeat()
    for (const region of locked) {
      await reopenPublishing(publisher, region, token).catch(() => undefined)
    }
  }
}

interface RegionHoldings {
  readonly region: RegionId
  readonly live: PointerPayload | null
  readonly kept: readonly KnownSnapshot[]
  readonly dropped: readonly KnownSnapshot[]
}

async function collect(publisher: PublisherContext): Promise<Collected> {
  const { redis, sink } = publisher
  const holdings: RegionHoldings[] = []
  for (const region of REGION_IDS) {
    const live = await livePointer(region, publisher)
    holdings.push({ region, live, ...retained(await readSnapshots(redis, region), live, publisher.now()) })
  }
  const needed = await keysOf(holdings.flatMap(standing), sink)
  let [deleted, forgotten] = [0, 0]
  for (const { region, dropped } of holdings) {
    for (const each of dropped) {
      const garbage = [...(await keysOf([each], sink, 'what is there'))].filter((key) => !needed.has(key))
      if (deleted + garbage.length > DELETED_AT_ONCE) continue
      await inTurns(garbage, (key) => sink.delete(key))
      await forgetSnapshots(redis, region, [each.snapshot])
      deleted += garbage.length
      forgotten += 1
    }
  }
  const known = holdings
    .filter(({ live, kept }) => live !== null || kept.length > 0)
    .map(({ live, kept }) => narrowedEverywhere(kept, live))
  const narrowings = known.length === 0 ? 0 : await dropNarrowings(redis, Math.min(...known))
  return { deleted, forgotten, narrowings }
}

function standing({ live, kept }: RegionHoldings): readonly Pick<Content, 'shards' | 'snapshot'>[] {
  return [...kept, ...(live ? [live] : []), ...(live?.canary ? [live.canary] : [])]
}

/**
 * The keys of all values of these snapshots.
 * @param wanted `all` throws when an index cannot be read: the pages that it names would look like garbage
 */
async function keysOf(
  snapshots: readonly Pick<Content, 'shards' | 'snapshot'>[],
  sink: SnapshotSink,
  wanted: 'all' | 'what is there' = 'all',
): Promise<ReadonlySet<string>> {
  const found = new Set<string>()
  await inTurns(snapshots, async ({ shards, snapshot }) => {
    for (const { sha256, name } of shards) found.add(keys.shard(sha256, name))
    const text = shards.find(({ name }) => name === 'text')
    const bytes = text ? await storedBytes(text.sha256, text.name, sink) : null
    if (bytes !== null) for (const { sha256 } of decodeTextIndex(bytes).pages) found.add(keys.shard(sha256, PAGE_NAME))
    else if (wanted === 'all') throw new Error(`the index of ${snapshot} cannot be read; nothing was collected`)
  })
  return found
}
