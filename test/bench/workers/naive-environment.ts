/** What the naive workers find in their environment. */
export interface NaiveEnvironment {
  readonly SNAPSHOTS: {
    get(key: string, type: 'text'): Promise<string | null>
    get(key: string, type: 'arrayBuffer'): Promise<ArrayBuffer | null>
  }
}
