import type { Engine } from '../../decide/engine/engine.ts'
import type { OpenedSnapshot } from '../../decide/opened/opened-snapshot.ts'
import type { SnapshotPublicKey } from '../../snapshot/signed.ts'
import type { SnapshotCache } from './cache-source.ts'
import type { IsolateMemory } from './isolate-memory.ts'
import type { SnapshotSource } from './source.ts'

/** Settings that all regions of an isolate share. */
export interface HolderSettings {
  readonly source: SnapshotSource
  readonly cache: SnapshotCache | null
  readonly keys: readonly SnapshotPublicKey[]
  /** Opens the bundled baseline when it is first needed: most isolates never show it. */
  readonly baseline: () => OpenedSnapshot
  /** The engine that decides with loaded snapshots. */
  readonly engine: Engine
  readonly memory: IsolateMemory
  /** How long a pointer or takedown list is trusted before it is read again, in milliseconds. */
  readonly refreshMs: number
  /** The real clock, milliseconds since 1970 UTC. */
  readonly now: () => number
  /** Uniform in [0, 1): jitter of retries. */
  readonly random: () => number
}
