/**
 * Storage that a publish writes to. The interface is small, so that KV's binding, its REST API or a fake can implement
 * it.
 */
export interface SnapshotSink {
  /** `lifetimeSeconds`: after this, storage may delete the value; left out: never. */
  put(key: string, value: Uint8Array | string, options?: { readonly lifetimeSeconds: number }): Promise<void>
  /** Null: there is no value. */
  getBytes(key: string): Promise<Uint8Array | null>
  getText(key: string): Promise<string | null>
  /** Succeeds also when there is no value. */
  delete(key: string): Promise<void>
  /** The first thousand keys with this prefix, in order. */
  list(prefix: string): Promise<readonly string[]>
}
