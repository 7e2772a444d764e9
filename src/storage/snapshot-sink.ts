/** Where a publish writes: four methods, so that KV's binding, its REST API or a fake can stand behind them. */
export interface SnapshotSink {
  put(key: string, value: Uint8Array | string): Promise<void>
  /** Null: nothing there. */
  getBytes(key: string): Promise<Uint8Array | null>
  getText(key: string): Promise<string | null>
  /** Done also when nothing was there. */
  delete(key: string): Promise<void>
}
