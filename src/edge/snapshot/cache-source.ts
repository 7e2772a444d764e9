import type { RegionId } from '../../model/region.ts'
import { keys } from '../../snapshot/format.ts'
import type { SnapshotSource } from './source.ts'

/** Cache keys must be URLs; nothing answers at this one. */
const ORIGIN = 'https://snapshots.firstframe.invalid/'

/** How long the second copy is worth keeping: longer than KV was ever down (2025-06-12, 2 h 28 min). */
const KEEP_SECONDS = 2 * 86_400

/** The place's own second copy of what it last verified, for when KV is down and the isolate is cold. */
export interface SnapshotCache extends SnapshotSource {
  keepPointer(region: RegionId, text: string): Promise<void>
  keepTakedowns(region: RegionId, text: string): Promise<void>
  keepShard(sha256: string, name: string, bytes: Uint8Array): Promise<void>
}

/** What of Cloudflare's Cache API is used here. */
interface PlaceCache {
  match(url: string): Promise<Response | undefined>
  put(url: string, response: Response): Promise<void>
}

/** Cloudflare's Cache API as a snapshot source. */
export function cacheSource(cache: PlaceCache): SnapshotCache {
  const keep = async (key: string, body: string | Uint8Array<ArrayBuffer>): Promise<void> => {
    await cache.put(ORIGIN + key, new Response(body, { headers: { 'cache-control': `max-age=${KEEP_SECONDS}` } }))
  }
  const text = async (key: string): Promise<string | null> => (await cache.match(ORIGIN + key))?.text() ?? null
  return {
    pointer: (region) => text(keys.pointer(region)),
    takedowns: (region) => text(keys.takedowns(region)),
    shard: async (sha256, name) => {
      const hit = await cache.match(ORIGIN + keys.shard(sha256, name))
      return hit ? new Uint8Array(await hit.arrayBuffer()) : null
    },
    keepPointer: (region, body) => keep(keys.pointer(region), body),
    keepTakedowns: (region, body) => keep(keys.takedowns(region), body),
    keepShard: (sha256, name, bytes) => keep(keys.shard(sha256, name), bytes as Uint8Array<ArrayBuffer>),
  }
}
