import { keptBaseline } from '../baseline/baseline.ts'
import type { Engine } from '../decide/engine/engine.ts'
import { REGION_IDS, type RegionId } from '../model/nouns/region.ts'
import { parsePublicKeys } from '../snapshot/signed.ts'
import { LIST_REFRESH_MS } from '../snapshot/takedowns/takedown-bound.ts'
import { type DecisionLog, openDecisionLog } from './decision-log.ts'
import type { EdgeEnvironment } from './environment.ts'
import { ProfileReader } from './profile/profile-reader.ts'
import { restSource } from './profile/rest-source.ts'
import { type RequestSettings, readSettings } from './request/settings.ts'
import { cacheSource } from './residence/cache-source.ts'
import { IsolateMemory } from './residence/isolate-memory.ts'
import { kvSource } from './residence/kv-source.ts'
import { RegionHolder } from './residence/region-holder.ts'
import type { LostSupply } from './telemetry/supply-tally.ts'
import { Telemetry } from './telemetry/telemetry.ts'
import { RandomPool } from './token/random-pool.ts'

const TELEMETRY_EVERY_MS = 30_000

/** What one isolate keeps between requests. */
export interface Isolate {
  readonly settings: RequestSettings
  /** How long a pointer or a takedown list is believed before it is read again, in milliseconds. */
  readonly refreshMs: number
  readonly regions: ReadonlyMap<RegionId, RegionHolder>
  readonly telemetry: Telemetry
  readonly random: RandomPool
  /** Null when no profile store is configured: then nobody is ranked with a profile. */
  readonly profiles: ProfileReader | null
  /** Null when decisions are not logged. */
  readonly decisionLog: DecisionLog | null
}

function profileReader({ PROFILE_REDIS_REST_URL: url, PROFILE_REDIS_REST_TOKEN: token }: EdgeEnvironment) {
  return url && token ? new ProfileReader(restSource({ url, token }), () => Date.now()) : null
}

function logLost(supply: LostSupply): void {
  console.warn(JSON.stringify({ level: 'warn', code: 'supply-lost', ...supply }))
}

/** Reads the environment once. A fault in it makes the isolate answer every request with 503 and a clear message. */
export async function createIsolate(environment: EdgeEnvironment, engine: Engine): Promise<Isolate> {
  const settings = await readSettings(environment)
  const holder = {
    source: kvSource(environment.SNAPSHOTS),
    cache: cacheSource(caches.default),
    keys: parsePublicKeys(environment.SNAPSHOT_PUBLIC_KEYS),
    baseline: keptBaseline(),
    engine,
    memory: new IsolateMemory(() => settings.viewers.cache.bytes + settings.kinds.bytes),
    refreshMs: Number(environment.POINTER_REFRESH_MS ?? LIST_REFRESH_MS),
    now: () => Date.now(),
    random: () => Math.random(),
  }
  return {
    settings,
    refreshMs: holder.refreshMs,
    regions: new Map(REGION_IDS.map((region) => [region, new RegionHolder(region, holder)])),
    random: new RandomPool(),
    profiles: profileReader(environment),
    decisionLog: await openDecisionLog(environment),
    telemetry: new Telemetry(crypto.randomUUID(), Math.min(TELEMETRY_EVERY_MS, 10 * holder.refreshMs), logLost),
  }
}
