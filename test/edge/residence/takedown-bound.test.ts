import { exportJWK, generateKeyPair } from 'jose'
import { expect, it } from 'vitest'
import { keptBaseline } from '../../../src/baseline/baseline.ts'
import { mix32 } from '../../../src/decide/draw/chance.ts'
import { typescriptEngine } from '../../../src/decide/engine/typescript/typescript-engine.ts'
import type { BelievedEvent } from '../../../src/edge/events/believed-event.ts'
import { stopsOf } from '../../../src/edge/events/stops.ts'
import { IsolateMemory } from '../../../src/edge/residence/isolate-memory.ts'
import { RegionHolder } from '../../../src/edge/residence/region-holder.ts'
import { keys } from '../../../src/snapshot/format.ts'
import { sign } from '../../../src/snapshot/signed.ts'
import { takedownBound } from '../../../src/snapshot/takedowns/takedown-bound.ts'
import type { SnapshotKey } from '../edge-world.ts'
import { publish, takedownList } from '../publish.ts'
import { compiled, films } from '../schedule.ts'
import { FaultStorage } from './fault-storage.ts'

const SECOND_MS = 1000
const MINUTE_MS = 60 * SECOND_MS
const HOUR_MS = 60 * MINUTE_MS
const REFRESH_MS = 30 * SECOND_MS
/** The least time for which a place answers with what it has read. */
const PLACE_CACHE_MS = 30 * SECOND_MS
const PROPAGATION_MAX_MS = 60 * SECOND_MS
const START = Date.UTC(2026, 10, 29)

/** A place's view of storage: it sees a write some time after it was made, and answers with what it has read for a while. */
class Place {
  private readonly cached = new Map<string, { readonly text: string | null; readonly until: number }>()

  constructor(
    private readonly number: number,
    private readonly writes: readonly { readonly at: number; readonly text: string }[],
    private readonly kv: FaultStorage,
    private readonly now: () => number,
  ) {}

  read(key: string): string | null {
    const known = this.cached.get(key)
    if (known && this.now() < known.until) return known.text
    const text = key === keys.takedowns('dach') ? this.newestList() : this.stored(key)
    this.cached.set(key, { text, until: this.now() + PLACE_CACHE_MS })
    return text
  }

  private newestList(): string | null {
    const seen = this.writes.filter(({ at }, index) => at + this.delayOf(index) <= this.now())
    return seen.at(-1)?.text ?? null
  }

  private delayOf(write: number): number {
    return write === 0 ? 0 : mix32(this.number * 1000 + write) % PROPAGATION_MAX_MS
  }

  private stored(key: string): string | null {
    const bytes = this.kv.values.get(key)
    return bytes === undefined ? null : new TextDecoder().decode(bytes)
  }
}

/** How often the isolates of each place are asked, in milliseconds; the last ones idle for hours. */
const ASKED_EVERY_MS = [10 * SECOND_MS, 32 * SECOND_MS, 59 * SECOND_MS, 10 * MINUTE_MS, 1.5 * HOUR_MS]

/** What an isolate lets through of these assets when it is asked at this moment. */
type Asking = (holder: RegionHolder, assets: readonly string[], now: number) => Promise<ReadonlySet<string>>

/** Who asks for something to play. */
const answered: Asking = async (holder, assets) => {
  const left: Promise<unknown>[] = []
  const live = await holder.live((work) => left.push(work))
  await Promise.allSettled(left)
  const withdrawn = new Set(live.denies.named.map(({ target }) => target))
  return new Set(live.rung === 'baseline' ? [] : assets.filter((asset) => !withdrawn.has(asset)))
}

/** Devices that start what they hold: pages of a feed, and answers fetched ahead, all decided before any order. */
const started: Asking = async (holder, assets, now) => {
  const left: Promise<unknown>[] = []
  const events = assets.map((assetId, index) => ({ index, event: { ...BELIEVED, item: { ...ITEM, assetId } } }))
  const { stopEvents = [] } = await stopsOf(new Map([['dach', holder]]), events, {
    keepAlive: (work) => left.push(work),
    now,
  })
  await Promise.allSettled(left)
  return new Set(assets.filter((_, index) => !stopEvents.includes(index)))
}

const ITEM: BelievedEvent['item'] = {
  ...{ decisionId: 'd', position: 0, event: 'start', assetId: '', campaignId: 'cmp_wide', placementId: 'hero' },
  ...{ snapshot: '', sequence: 1, propensity: 1, sticky: false, privacy: 'contextual', occurredAt: 0 },
  ...{ watchedMs: null, ttffMs: null, surface: 'home-hero', territory: 'DE' },
}
const BELIEVED: Omit<BelievedEvent, 'item'> = { region: 'dach', subject: null, decidedAt: 0 }

/** From each order to the last time that an isolate let it through, in milliseconds, ascending: by isolate and order. */
async function lastsOf(asking: Asking): Promise<readonly number[]> {
  const { privateKey } = await generateKeyPair('EdDSA', { crv: 'Ed25519', extractable: true })
  const key: SnapshotKey = { kid: 'now', jwk: await exportJWK(privateKey) }
  const kv = new FaultStorage()
  await publish(kv, key, 'dach', compiled('dach', films(3)))
  let now = START
  const orderedAt = Array.from(
    { length: 16 },
    (_, at) => START + 5 * MINUTE_MS + at * 9 * MINUTE_MS + (mix32(at) % MINUTE_MS),
  )
  const writes = await Promise.all(
    [START - HOUR_MS, ...orderedAt].map(async (at, index) => {
      const entries = Array.from({ length: index }, (_, order) => ({ target: `ast_${order}` }))
      const list = { ...takedownList('dach', index + 1, entries), createdAt: new Date(at).toISOString() }
      return { at, text: await sign('takedowns', list, key) }
    }),
  )
  const isolates = Array.from({ length: 2 * ASKED_EVERY_MS.length }, (_, number) => {
    const place = new Place(number, writes, kv, () => now)
    const source = {
      pointer: async () => place.read(keys.pointer('dach')),
      takedowns: async () => place.read(keys.takedowns('dach')),
      shard: async (sha256: string, name: string) => kv.values.get(keys.shard(sha256, name)) ?? null,
    }
    const holder = new RegionHolder('dach', {
      ...{ source, cache: null, keys: [{ kid: 'now', x: String(key.jwk.x) }], baseline: keptBaseline() },
      ...{ engine: typescriptEngine, memory: new IsolateMemory(), refreshMs: REFRESH_MS },
      ...{ now: () => now, random: () => 0.5 },
    })
    return {
      holder,
      everyMs: ASKED_EVERY_MS[number % ASKED_EVERY_MS.length] ?? 0,
      nextAt: START + number * 777,
      last: [] as number[],
    }
  })
  while (now < START + 3 * HOUR_MS + 10 * MINUTE_MS) {
    const [next] = [...isolates].sort((a, b) => a.nextAt - b.nextAt)
    if (next === undefined) throw new Error('there are isolates')
    now = next.nextAt
    next.nextAt += next.everyMs
    const passed = await asking(
      next.holder,
      orderedAt.map((_, order) => `ast_${order}`),
      now,
    )
    orderedAt.forEach((at, order) => {
      if (at <= now && passed.has(`ast_${order}`)) next.last[order] = now - at
    })
  }
  return isolates.flatMap(({ last }) => orderedAt.map((_, order) => last[order] ?? 0)).sort((a, b) => a - b)
}

it.each([
  ['answered', answered],
  ['started without being stopped', started],
] as const)(
  "what is taken down is last %s within one refresh, the place's cache and the time that storage takes",
  async (_what, asking) => {
    const lasts = await lastsOf(asking)
    const percentile = (share: number) => Math.round((lasts[Math.ceil(share * lasts.length) - 1] ?? 0) / SECOND_MS)
    const seconds = { p50: percentile(0.5), p90: percentile(0.9), p99: percentile(0.99), most: percentile(1) }
    const bound = takedownBound(REFRESH_MS)
    expect(bound).toEqual({ seconds: 123, refreshSeconds: 33, cacheSeconds: 30, propagationSeconds: 60 })
    expect((lasts.at(-1) ?? 0) / SECOND_MS).toBeLessThanOrEqual(bound.seconds)
    // Seconds from the order to the last time that it got through, by isolate and order.
    expect(seconds).toEqual({ p50: 0, p90: 59, p99: 74, most: 76 })
  },
)
