import type { CommandBackend } from './backend.ts'
import { Database } from './database.ts'
import { openDurableDirectory } from './durable-directory.ts'
import { embeddedBackend } from './embedded-backend.ts'
import { redisBridge } from './redis-bridge.ts'

export interface OpenStoreOptions {
  /** Where the embedded store keeps its files; null: in memory only. */
  readonly directory: string | null
  /** Milliseconds since 1970; default: the system's clock. */
  readonly clock?: () => number
  /** `redis://…`: a real Redis instead; then the directory is not used. */
  readonly redisUrl?: string
  /** Called with a description of data that was dropped at opening; default: stderr. */
  readonly warn?: (message: string) => void
}

/** The scheduling store of the local stack: embedded, or a real Redis when one is given. */
export async function openStore(options: OpenStoreOptions): Promise<CommandBackend> {
  const clock = options.clock ?? Date.now
  if (options.redisUrl !== undefined) return redisBridge(options.redisUrl)
  if (options.directory === null) {
    return embeddedBackend(new Database(), { append: () => undefined, close: () => undefined }, clock)
  }
  const { database, log } = openDurableDirectory(options.directory, options.warn ?? console.warn)
  return embeddedBackend(database, log, clock)
}
