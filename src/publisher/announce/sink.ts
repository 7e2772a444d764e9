import type { KVNamespace } from '@cloudflare/workers-types'
import type { SnapshotSink } from '../../kv/snapshot-sink.ts'

/** A sink that writes to the Worker's KV binding. It reads with the shortest cache time, for read-backs. */
export function kvSink(namespace: KVNamespace): SnapshotSink {
  const cacheTtl = 30
  return {
    put: (key, value, options) =>
      namespace.put(key, value, options ? { expirationTtl: options.lifetimeSeconds } : undefined),
    getBytes: async (key) => {
      const bytes = await namespace.get(key, { type: 'arrayBuffer', cacheTtl })
      return bytes === null ? null : new Uint8Array(bytes)
    },
    getText: (key) => namespace.get(key, { type: 'text', cacheTtl }),
    delete: (key) => namespace.delete(key),
    list: async (prefix) => (await namespace.list({ prefix })).keys.map(({ name }) => name),
  }
}
