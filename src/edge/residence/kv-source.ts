import { keys } from '../../snapshot/format.ts'
import { PLACE_CACHE_SECONDS } from '../../snapshot/takedowns/takedown-bound.ts'
import { filled } from './filled.ts'
import type { SnapshotSource } from './source.ts'

/** Long, in seconds: a shard never changes under its key. */
const SHARD_CACHE_SECONDS = 86_400

/** Reads snapshots from Workers KV. */
export function kvSource(namespace: KVNamespace): SnapshotSource {
  return {
    pointer: (region) => namespace.get(keys.pointer(region), { type: 'text', cacheTtl: PLACE_CACHE_SECONDS }),
    takedowns: (region) => namespace.get(keys.takedowns(region), { type: 'text', cacheTtl: PLACE_CACHE_SECONDS }),
    shard: async (sha256, name, room) => {
      const key = keys.shard(sha256, name)
      // KV caches a missing value for as long as a found one, so a miss is read again with the shortest cache time.
      const found = async <Value>(read: (cacheTtl: number) => Promise<Value | null>) =>
        (await read(SHARD_CACHE_SECONDS)) ?? (await read(PLACE_CACHE_SECONDS))
      if (room !== undefined) {
        const stream = await found((cacheTtl) => namespace.get(key, { type: 'stream', cacheTtl }))
        return stream === null ? null : filled(stream, room)
      }
      const bytes = await found((cacheTtl) => namespace.get(key, { type: 'arrayBuffer', cacheTtl }))
      return bytes === null ? null : new Uint8Array(bytes)
    },
  }
}
