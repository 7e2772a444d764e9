import type { JWK } from 'jose'
import type { RegionId } from '../../../src/model/nouns/region.ts'

/** What the publishing process is told when it starts. */
export interface PublishSetting {
  readonly storeUrl: string
  readonly storeToken: string
  /** The private snapshot key. */
  readonly jwk: JWK
  readonly kid: string
  /** Where what would be in KV is put, a file for each value. */
  readonly kvFolder: string
  /** Whether a publish decides one request for each cell instead of all that the rules ask for. */
  readonly smallPanel: boolean
  /** The clock, milliseconds since 1970 UTC; it stands. */
  readonly now: number
}

/** One thing for it to do. `read`: the schedule of the region, and drop it. */
export interface PublishStep {
  readonly region: RegionId
  readonly what: 'read' | 'by-hand' | 'cron' | 'weights'
  /** Whether to look after each call, when garbage is collected, what is held; the time then says nothing. */
  readonly watched: boolean
}

/** What came of it. */
export interface PublishOutcome {
  readonly ms: number
  readonly cpuMs: number
  /** Heap and ArrayBuffers that were held at once, at most, above what was held before; 0 when nobody watched. */
  readonly heldMb: number
  readonly outcome: string
  readonly problem: string | null
  readonly candidates: number
  readonly shards: number
  readonly bytes: number
  /** Values put, and their bytes; pointer and takedown list among them. */
  readonly puts: number
  readonly bytesPut: number
}
