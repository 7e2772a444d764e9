import { exportJWK, generateKeyPair } from 'jose'
import { expect, it } from 'vitest'
import { keptBaseline } from '../../../src/baseline/baseline.ts'
import { mix32 } from '../../../src/decide/draw/chance.ts'
import { typescriptEngine } from '../../../src/decide/engine/typescript/typescript-engine.ts'
import { IsolateMemory } from '../../../src/edge/residence/isolate-memory.ts'
import { RegionHolder } from '../../../src/edge/residence/region-holder.ts'
import { keys } from '../../../src/snapshot/format.ts'
import { sign } from '../../../src/snapshot/signed.ts'
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

it("what is taken down is last answered within one refresh, the place's cache and the time that storage takes", async () => {
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
    const left: Promise<unknown>[] = []
    const live = await next.holder.live((work) => left.push(work))
    await Promise.allSettled(left)
    const withdrawn = new Set(live.denies.named.map(({ target }) => target))
    orderedAt.forEach((at, order) => {
      if (at <= now && !withdrawn.has(`ast_${order}`) && live.rung !== 'baseline') next.last[order] = now - at
    })
  }
  const lasts = isolates.flatMap(({ last }) => orderedAt.map((_, order) => last[order] ?? 0)).sort((a, b) => a - b)
  const percentile = (share: number) => Math.round((lasts[Math.ceil(share * lasts.length) - 1] ?? 0) / SECOND_MS)
  const seconds = { p50: percentile(0.5), p90: percentile(0.9), p99: percentile(0.99), most: percentile(1) }
  expect((lasts.at(-1) ?? 0) / SECOND_MS).toBeLessThanOrEqual(
    (PROPAGATION_MAX_MS + PLACE_CACHE_MS + 1.1 * REFRESH_MS) / SECOND_MS,
  )
  // Seconds from the order to the last answer with it, by isolate and order.
  expect(seconds).toEqual({ p50: 0, p90: 59, p99: 74, most: 76 })
})
