import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { FAULTS } from '../../schedule/faulty-door.ts'
import { assetsOf } from '../edge-reader.ts'
import { type KeptWorld, type PublisherWorld, startPublisherWorld } from '../publisher-world.ts'
import { asset, campaign, SCHEDULE } from '../records.ts'

const OLD = ['ast_one', 'ast_two']
const NEW = ['ast_three']

let world: PublisherWorld
/** A schedule that was never published. */
let ingested: KeptWorld
/** One snapshot is published. */
let published: KeptWorld
/** One snapshot is published, and the schedule has moved on since. */
let changed: KeptWorld
beforeAll(async () => {
  const first = await startPublisherWorld()
  await first.ingest(...SCHEDULE)
  ingested = first.keep()
  await first.publish()
  published = first.keep()
  await first.ingest(campaign('main', ['three']))
  changed = first.keep()
  await first.close()
})
beforeEach(async () => {
  vi.spyOn(console, 'error').mockImplementation(() => undefined)
  world = await startPublisherWorld('small', ingested)
})
afterEach(async () => {
  vi.restoreAllMocks()
  await world.close()
})

/** Goes on in another world. */
async function begin(kept: KeptWorld): Promise<void> {
  await world.close()
  world = await startPublisherWorld('small', kept)
}

async function served(highWater = 0): Promise<readonly string[]> {
  const view = await world.edge('dach', highWater)
  return view === null ? [] : assetsOf(view)
}

/** How many calls of storage, and requests of the store, a publish like this one makes. */
async function countedCalls(): Promise<{ readonly storage: number; readonly store: number }> {
  const rehearsal = await startPublisherWorld('small', changed)
  rehearsal.door.misbehave(() => null)
  await rehearsal.publish()
  const counts = { storage: rehearsal.sink.calls.length, store: rehearsal.door.requests() }
  await rehearsal.close()
  return counts
}

describe('storage that fails', () => {
  it('storage that fails at any one call leaves an edge a whole snapshot, and the next publish succeeds', async () => {
    const { storage } = await countedCalls()
    expect(storage).toBeGreaterThan(10)
    for (let failing = 1; failing <= storage; failing++) {
      await begin(changed)
      world.sink.before = async (_call, number) => {
        expect([OLD, NEW]).toContainEqual(await served(1))
        if (number === failing) throw new Error('storage does not answer')
      }
      const result = await world.publish()
      const { method, key } = world.sink.calls[failing - 1] ?? { method: 'put', key: '' }
      // A journal that is not read, or the pointer beside a list that is, holds up nobody.
      const isSpared = method === 'list' || (method === 'getText' && key === 'region/dach/pointer')
      if (isSpared && result.outcome === 'published') {
        expect(await served(1), `call ${failing}`).toEqual(NEW)
        continue
      }
      expect(result, `call ${failing}`).toMatchObject({ outcome: 'refused', refusals: [{ check: 'cycle' }] })
      // Only the very last call stands behind the announcement.
      expect(await served(1), `call ${failing}`).toEqual(failing === storage ? NEW : OLD)
      world.sink.forget()
      expect(['published', 'unchanged']).toContain((await world.publish()).outcome)
      expect(await served(1)).toEqual(NEW)
    }
  })

  it.each(['hot', 'rules', 'weights', 'text', 'page'])(
    'storage that keeps another %s than was put changes nothing that is live',
    async (name) => {
      await begin(changed)
      world.sink.spoil = (key, value) => (key.endsWith(`/${name}`) ? value.map((byte) => byte ^ 1) : value)
      const result = await world.publish()
      expect(result.outcome).toBe('refused')
      expect(result.refusals[0]?.detail).toContain(name)
      expect(world.sink.puts).not.toContain('region/dach/pointer')
      world.sink.forget()
      expect(await served(1)).toEqual(OLD)
    },
  )

  it('storage that loses a shard changes nothing that is live', async () => {
    await begin(changed)
    world.sink.spoil = (key, value) => (key.endsWith('/hot') ? null : value)
    expect((await world.publish()).refusals[0]?.detail).toContain('missing')
    expect(world.sink.puts).not.toContain('region/dach/pointer')
  })

  it('storage that keeps another pointer than was put is told as a refusal', async () => {
    await begin(changed)
    const live = world.sink.values.get('region/dach/pointer') ?? new Uint8Array()
    world.sink.spoil = (key, value) => (key === 'region/dach/pointer' ? live : value)
    expect(await world.publish()).toMatchObject({ outcome: 'refused' })
  })

  it.each([
    ['lost', null],
    ['cut', new Uint8Array(3)],
  ])('a live shard that storage has %s comes back with the next publish, changed or not', async (_how, left) => {
    await begin(published)
    for (const change of [() => Promise.resolve(), () => world.ingest(asset('two', { name: { en: 'Otherwise' } }))]) {
      const hot = [...world.sink.values.keys()].find((key) => key.endsWith('/hot')) ?? ''
      if (left === null) world.sink.values.delete(hot)
      else world.sink.values.set(hot, left)
      await change()
      expect((await world.publish()).outcome).not.toBe('refused')
      expect(await world.edge()).not.toBeNull()
    }
  })

  it('storage that loses new weights under live shards is noticed before anything is announced', async () => {
    await begin(changed)
    world.sink.spoil = (key, value) => (key.endsWith('/weights') ? null : value)
    expect((await world.publish()).refusals[0]?.detail).toContain('weights')
    expect(world.sink.puts).not.toContain('region/dach/pointer')
  })
})

describe('a scheduling store that fails', () => {
  // A request that is not done, and one whose answer is lost, are among the crash points.
  it.each(FAULTS.filter((fault) => !['hang', 'error-500', 'lost'].includes(fault)))(
    'a store that fails at any one request (%s) leaves what is live, or announces all of it',
    async (fault) => {
      const { store } = await countedCalls()
      expect(store).toBeGreaterThan(8)
      for (let failing = 1; failing <= store; failing++) {
        await begin(changed)
        world.door.misbehave((request) => (request === failing ? fault : null))
        const { outcome } = await world.publish()
        const announced = world.sink.puts.includes('region/dach/pointer')
        expect(outcome, `request ${failing}`).toBe(announced ? 'published' : 'refused')
        expect(await served(1)).toEqual(announced ? NEW : OLD)
        world.door.misbehave(() => null)
        expect((await world.publish()).outcome, `after request ${failing}`).toBe(announced ? 'unchanged' : 'published')
        expect(await served(1)).toEqual(NEW)
      }
    },
  )

  it('a store that failed is written down as a refusal once it answers again', async () => {
    await begin(changed)
    world.door.misbehave((request) => (request === 2 ? 'error-500' : null))
    expect((await world.publish()).outcome).toBe('refused')
    const status: unknown = await (await world.ops('GET', '/regions/dach')).json()
    expect(status).toMatchObject({ sequence: 1, lastRefusal: { outcome: 'refused', actor: 'tests' } })
  })

  it('a store that fails altogether refuses, and keeps what is live', async () => {
    await begin(changed)
    world.door.misbehave(() => 'lost')
    expect((await world.publish()).outcome).toBe('refused')
    expect(await served(1)).toEqual(OLD)
  })

  it('a store that fails never lets its words carry the token or the signing key', async () => {
    await begin(changed)
    for (const fault of FAULTS.filter((name) => name !== 'hang')) {
      world.door.misbehave(() => fault)
      const told = JSON.stringify(await world.publish())
      for (const secret of [world.environment.UPSTASH_REDIS_REST_TOKEN, world.environment.SNAPSHOT_SIGNING_KEY]) {
        expect(told).not.toContain(secret)
      }
      expect(told).not.toContain(JSON.parse(world.environment.SNAPSHOT_SIGNING_KEY).d)
    }
  })
})

describe('two publishers of one region', () => {
  it('two publishers of one region do not work at once: the second is told to try again, as 409', async () => {
    const answers: unknown[] = []
    let asked = false
    world.sink.before = async ({ method }) => {
      if (method !== 'put' || asked) return
      asked = true
      const answer = await world.ops('POST', '/regions/dach/publish', {})
      answers.push([answer.status, answer.headers.get('content-type')])
    }
    expect(await world.publish()).toMatchObject({ outcome: 'published', sequence: 1 })
    expect(answers).toEqual([[409, 'application/problem+json']])
  })

  it('a publisher announces nothing under a lock that lapsed half-way', async () => {
    world.sink.before = ({ method }) => {
      if (method === 'put') world.clock.now += 121_000
    }
    const result = await world.publish()
    expect(result).toMatchObject({ outcome: 'refused' })
    expect(result.refusals[0]?.detail).toContain('lock')
    expect(await world.edge()).toBeNull()
    world.sink.forget()
    expect((await world.publish()).outcome).toBe('published')
  })

  it('a late publisher never steps a reader back, and the next publish lies above its pointer', async () => {
    await begin(published)
    await world.ingest(asset('two', { name: { en: 'Changed' } }))
    // The first stalls right before its pointer is stored, past its lock; another publishes meanwhile.
    let overtaken = false
    world.sink.before = async ({ method, key }) => {
      if (method !== 'put' || key !== 'region/dach/pointer' || overtaken) return
      overtaken = true
      world.clock.now += 121_000
      expect(await world.publish()).toMatchObject({ outcome: 'published', sequence: 3 })
    }
    await world.publish()
    await expect(world.edge('dach', 3)).rejects.toThrow('rollback')
    world.sink.forget()
    // The content is the same; the pointer has to rise all the same, or those readers would stay stale.
    await world.publish()
    expect((await world.edge('dach', 3))?.pointer.sequence).toBeGreaterThan(3)
  })

  it('a publisher judges by what is live under its lock, not by what was live before it', async () => {
    await begin(changed)
    const pointer = 'region/dach/pointer'
    const stale = world.sink.values.get(pointer) ?? null
    let reads = 0
    world.sink.before = async ({ method, key }) => {
      if (method !== 'getText' || key !== pointer || ++reads !== 1) return
      // While the first reads, another comes and goes, and then the schedule is as it was.
      await world.publish()
      await world.ingest(campaign('main', ['one', 'two']))
      let staleReads = 1
      world.sink.spoil = (read, value) => (read === pointer && staleReads-- > 0 ? stale : value)
    }
    await world.publish()
    expect(await served(2)).toEqual(OLD)
  })
})
