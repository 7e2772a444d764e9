/** Where a publish writes: few methods, so that KV's binding, its REST API or a fake can stand behind them. */
export interface SnapshotSink {
  /** `lifetimeSeconds`: storage may forget the value after that; left out: never. */
  put(key: string, value: Uint8Array | string, options?: { readonly lifetimeSeconds: number }): Promise<void>
  /** Null: nothing there. */
  getBytes(key: string): Promise<Uint8Array | null>
  getText(key: string): Promise<string | null>
  /** Done also when nothing was there. */
  delete(key: string): Promise<void>
  /** The first thousand keys that begin so, in their order. */
  list(prefix: string): Promise<readonly string[]>
}
