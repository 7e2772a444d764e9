import { REGION_IDS, type RegionId } from '../model/region.ts'
import { parsePublicKeys } from '../snapshot/signed.ts'
import { openBaseline } from './baseline/baseline.ts'
import type { EdgeEnvironment } from './environment.ts'
import { type RequestSettings, readSettings } from './request/settings.ts'
import { cacheSource } from './snapshot/cache-source.ts'
import { IsolateMemory } from './snapshot/isolate-memory.ts'
import { kvSource } from './snapshot/kv-source.ts'
import { RegionHolder } from './snapshot/region-holder.ts'
import { Telemetry } from './telemetry.ts'

/** How long a pointer is believed before it is looked up again: the platform's own least cache time. */
const REFRESH_MS = 30_000
const TELEMETRY_EVERY_MS = 30_000

/** What one isolate keeps between requests. */
export interface Isolate {
  readonly settings: RequestSettings
  readonly regions: ReadonlyMap<RegionId, RegionHolder>
  readonly telemetry: Telemetry
}

/** Reads the environment once; what is wrong with it stops the isolate's requests with a clear 503. */
export async function createIsolate(environment: EdgeEnvironment): Promise<Isolate> {
  const settings = await readSettings(environment)
  const holder = {
    source: kvSource(environment.SNAPSHOTS),
    cache: cacheSource(caches.default),
    keys: parsePublicKeys(environment.SNAPSHOT_PUBLIC_KEYS),
    baseline: openBaseline(),
    memory: new IsolateMemory(),
    refreshMs: Number(environment.POINTER_REFRESH_MS ?? REFRESH_MS),
    now: () => Date.now(),
    random: () => Math.random(),
  }
  return {
    settings,
    regions: new Map(REGION_IDS.map((region) => [region, new RegionHolder(region, holder)])),
    telemetry: new Telemetry(crypto.randomUUID(), Math.min(TELEMETRY_EVERY_MS, 10 * holder.refreshMs)),
  }
}
