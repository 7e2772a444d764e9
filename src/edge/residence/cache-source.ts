import type { RegionId } from '../../model/nouns/region.ts'
import { keys } from '../../snapshot/format.ts'
import { filled } from './filled.ts'
import type { SnapshotSource } from './source.ts'

/** Cache keys must be URLs; this host does not exist. */
const ORIGIN = 'https://snapshots.firstframe.invalid/'

/** How long the second copy is kept: longer than the longest outage of KV (2025-06-12, 2 h 28 min). */
const KEEP_SECONDS = 2 * 86_400

/** The point of presence's second copy of what was last verified there, for a cold isolate while KV is down. */
export interface SnapshotCache extends SnapshotSource {
  keepPointer(region: RegionId, text: string): Promise<void>
  keepTakedowns(region: RegionId, text: string): Promise<void>
  keepShard(sha256: string, name: string, bytes: Uint8Array): Promise<void>
}

/** The part of Cloudflare's Cache API that is used here. */
interface PlatformCache {
  match(url: string): Promise<Response | undefined>
  put(url: string, response: Response): Promise<void>
}

/** A copy is written in pieces of this many bytes. */
const PIECE_BYTES = 64 * 1024

/** Cloudflare's Cache API as a snapshot source. */
export function cacheSource(cache: PlatformCache): SnapshotCache {
  const keep = async (key: string, body: string | ReadableStream<Uint8Array>): Promise<void> => {
    await cache.put(ORIGIN + key, new Response(body, { headers: { 'cache-control': `max-age=${KEEP_SECONDS}` } }))
  }
  const text = async (key: string): Promise<string | null> => (await cache.match(ORIGIN + key))?.text() ?? null
  return {
    pointer: (region) => text(keys.pointer(region)),
    takedowns: (region) => text(keys.takedowns(region)),
    shard: async (sha256, name, room) => {
      const hit = await cache.match(ORIGIN + keys.shard(sha256, name))
      if (!hit) return null
      return room !== undefined && hit.body ? filled(hit.body, room) : new Uint8Array(await hit.arrayBuffer())
    },
    keepPointer: (region, body) => keep(keys.pointer(region), body),
    keepTakedowns: (region, body) => keep(keys.takedowns(region), body),
    keepShard: (sha256, name, bytes) => keep(keys.shard(sha256, name), inPieces(bytes)),
  }
}

/** The bytes as a stream: in one piece they would be copied, and the copy would stay until garbage collection. */
function inPieces(bytes: Uint8Array): ReadableStream<Uint8Array> {
  let at = 0
  return new ReadableStream(
    {
      pull(controller) {
        const piece = bytes.slice(at, at + PIECE_BYTES)
        at += piece.length
        if (piece.length > 0) controller.enqueue(piece)
        if (at >= bytes.length) controller.close()
      },
    },
    { highWaterMark: 0 },
  )
}
