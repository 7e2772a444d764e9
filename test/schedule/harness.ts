import type { CommandBackend } from '../../src/dev/store/backend.ts'
import { Database, type Entry } from '../../src/dev/store/database.ts'
import { embeddedBackend } from '../../src/dev/store/embedded-backend.ts'
import type { Campaign } from '../../src/model/nouns/campaign.ts'
import type { RegionId } from '../../src/model/nouns/region.ts'
import type { IngestDependencies } from '../../src/schedule/ingest/ingest.ts'
import { connectSchedule } from '../../src/schedule/store/connect.ts'
import { addTakedowns } from '../../src/schedule/takedowns/takedowns.ts'
import { type FaultyDoor, startFaultyDoor } from './faulty-door.ts'

/** Territories of the tests' small world, and where they lie. */
const REGION_OF: Record<string, RegionId> = { DE: 'dach', AT: 'dach', FR: 'fr', US: 'na' }

export function regionsOf({ territories }: Pick<Campaign, 'territories'>): RegionId[] {
  const codes = territories.flatMap((selector) => (selector === '*' ? Object.keys(REGION_OF) : [selector]))
  const regions = codes.flatMap((code) => REGION_OF[code] ?? [])
  return [...new Set<RegionId>(territories.includes('*') ? [...regions, 'world'] : regions)]
}

export interface Harness {
  readonly backend: CommandBackend
  readonly door: FaultyDoor
  readonly dependencies: IngestDependencies
  readonly clock: { now: number }
  /** The store, the clock and the count of tokens as they stand, for others to begin from. */
  keep(): KeptHarness
  close(): Promise<void>
}

export interface KeptHarness {
  readonly entries: readonly (readonly [string, Entry])[]
  readonly now: number
  readonly tokens: number
}

const EMPTY: KeptHarness = { entries: [], now: 1_800_000_000_000, tokens: 0 }

/** The embedded store behind a door that can misbehave, a clock that stands, and tokens that count. */
export async function startHarness(kept: KeptHarness = EMPTY): Promise<Harness> {
  const clock = { now: kept.now }
  const database = new Database()
  for (const [key, entry] of kept.entries) database.put(key, structuredClone(entry))
  const backend = embeddedBackend(database, { append: () => undefined, close: () => undefined }, () => clock.now)
  const door = await startFaultyDoor(backend)
  const redis = connectSchedule({ url: door.url, token: 'test-token', callTimeoutMs: 30_000 })
  let tokens = kept.tokens
  const dependencies: IngestDependencies = {
    redis,
    now: () => clock.now,
    newToken: () => {
      tokens += 1
      return `t${tokens}`
    },
    wait: async () => undefined,
    isTerritory: (selector) => selector === '*' || selector in REGION_OF,
    isTimeZone: (name) => name === 'Europe/Berlin',
    regionsOf,
    secondPerson: { byTerms: () => [], byVideo: () => null },
    narrowingsOf: () => [],
    withdraw: async (narrowings) => ({ records: narrowings.length, regions: [], waiting: [] }),
    announcedNumber: async () => 0,
    archiveChange: async () => undefined,
    archivedChange: async () => null,
    standingOrders: async () => [],
    keepDown: async () => undefined,
    takeDown: (takedowns) =>
      addTakedowns(
        dependencies,
        takedowns.map((takedown) => ({ takedown, regions: regionsOf(takedown) })),
        'feed',
      ),
  }
  return {
    backend,
    door,
    dependencies,
    clock,
    keep: () => ({ entries: structuredClone([...database]), now: clock.now, tokens }),
    async close() {
      await door.close()
      await backend.close()
    },
  }
}

export async function* ndjson(...lines: (object | string)[]): AsyncGenerator<Uint8Array> {
  for (const line of lines)
    yield new TextEncoder().encode(`${typeof line === 'string' ? line : JSON.stringify(line)}\n`)
}
