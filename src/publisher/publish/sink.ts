import type { KVNamespace } from '@cloudflare/workers-types'

/** Where a publish writes: four methods, so that KV's binding, its REST API or a fake can stand behind them. */
export interface SnapshotSink {
  put(key: string, value: Uint8Array | string): Promise<void>
  /** Null: nothing there. */
  getBytes(key: string): Promise<Uint8Array | null>
  getText(key: string): Promise<string | null>
  /** Done also when nothing was there. */
  delete(key: string): Promise<void>
}

/** The KV binding inside the worker. Reads ask for the shortest cache time, so that a read-back is worth something. */
export function kvSink(namespace: KVNamespace): SnapshotSink {
  const cacheTtl = 30
  return {
    put: (key, value) => namespace.put(key, value),
    getBytes: async (key) => {
      const bytes = await namespace.get(key, { type: 'arrayBuffer', cacheTtl })
      return bytes === null ? null : new Uint8Array(bytes)
    },
    getText: (key) => namespace.get(key, { type: 'text', cacheTtl }),
    delete: (key) => namespace.delete(key),
  }
}
