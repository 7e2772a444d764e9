import { exportJWK, generateKeyPair } from 'jose'
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Live } from '../../../src/edge/residence/live.ts'
import { keys, type Shard } from '../../../src/snapshot/format.ts'
import { sha256Hex } from '../../../src/snapshot/sha256.ts'
import { encodePacked } from '../../../src/snapshot/takedowns/packed.ts'
import type { TakedownsPayload } from '../../../src/snapshot/takedowns/payload.ts'
import type { SnapshotKey } from '../edge-world.ts'
import { publish, putTakedowns, takedownList } from '../publish.ts'
import { compiled, films } from '../schedule.ts'
import { HolderWorld } from './holder-world.ts'

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
let key: SnapshotKey
let one: readonly Shard[]
let two: readonly Shard[]
let world: HolderWorld

beforeAll(async () => {
  const { privateKey } = await generateKeyPair('EdDSA', { crv: 'Ed25519', extractable: true })
  key = { kid: 'now', jwk: await exportJWK(privateKey) }
  one = compiled('dach', films(3, 'one'))
  two = compiled('dach', films(3, 'two'))
})
beforeEach(() => {
  world = new HolderWorld(key)
})

/** Puts a list with a packed part that withdraws these assets; without its bytes where they are not to be had. */
async function putPacked(sequence: number, assets: readonly string[], entries: readonly string[] = []) {
  const group = { kind: 'asset' as const, number: null, territories: null, from: null, until: null }
  const bytes = encodePacked([{ ...group, targets: assets }])
  const sha256 = await sha256Hex(bytes)
  world.kv.put(keys.shard(sha256, 'denies'), bytes)
  const list = takedownList(
    'dach',
    sequence,
    entries.map((target) => ({ target })),
  )
  const packed = { sha256, bytes: bytes.length, count: assets.length }
  await putTakedowns(world.kv, key, { ...list, packed })
  return sha256
}

const put = (sequence: number, targets: readonly string[] = [], changes: Partial<TakedownsPayload> = {}) =>
  putTakedowns(world.kv, key, {
    ...takedownList(
      'dach',
      sequence,
      targets.map((target) => ({ target })),
    ),
    ...changes,
  })

const named = ({ denies }: Live) => denies.named.map(({ target }) => target)
const packedCounts = ({ denies }: Live) => denies.packed.map(({ hashes }) => hashes.values.length)

describe('a list with a packed part', () => {
  it('a list is taken with its packed part, kept at the place, and read again only when it is a new one', async () => {
    const sha256 = await putPacked(1, ['ast_a', 'ast_b'], ['ast_c'])
    await publish(world.kv, key, 'dach', one)
    const live = await world.live()
    expect([live.rung, named(live), packedCounts(live)]).toEqual(['fresh', ['ast_c'], [2]])
    await putPacked(2, ['ast_a', 'ast_b'], ['ast_d'])
    world.kv.faults.set(keys.shard(sha256, 'denies'), 'throw')
    world.now += MINUTE_MS
    expect(named(await world.live())).toEqual(['ast_d'])
    world.kv.fault = () => 'throw'
    world.holder = world.isolate()
    const cached = await world.live()
    expect([cached.rung, named(cached), packedCounts(cached)]).toEqual(['cached', ['ast_d'], [2]])
  })

  it.each(['absent', 'flip', 'truncate', 'grow', 'throw'] as const)(
    'a list whose packed part is %s serves nobody who had none, and the baseline obeys what it says by name',
    async (fault) => {
      const sha256 = await putPacked(1, ['ast_a'], ['surface:home-hero'])
      world.kv.faults.set(keys.shard(sha256, 'denies'), fault)
      await publish(world.kv, key, 'dach', one)
      const live = await world.live()
      expect([live.rung, named(live), packedCounts(live)]).toEqual(['baseline', ['surface:home-hero'], []])
    },
  )

  it('a list whose new packed part cannot be had holds together with the list before it', async () => {
    await putPacked(1, ['ast_a', 'ast_b'], ['ast_moved'])
    await publish(world.kv, key, 'dach', one)
    await world.live()
    const sha256 = await putPacked(2, ['ast_a', 'ast_b', 'ast_moved'], ['ast_new'])
    world.kv.faults.set(keys.shard(sha256, 'denies'), 'flip')
    world.now += MINUTE_MS
    const over = await world.live()
    expect([over.rung, named(over), packedCounts(over)]).toEqual(['stale', ['ast_moved', 'ast_new'], [2]])
    expect(world.holder.lastRefusal).toBe('hash')
    world.kv.faults.clear()
    world.now += MINUTE_MS
    const whole = await world.live()
    expect([whole.rung, named(whole), packedCounts(whole)]).toEqual(['fresh', ['ast_new'], [3]])
  })

  it('a packed part is weighed among what the isolate holds, and read again when the region was dropped', async () => {
    await putPacked(
      1,
      Array.from({ length: 5000 }, (_, at) => `ast_${at}`),
    )
    await publish(world.kv, key, 'dach', one)
    await world.live()
    const withList = world.holder.headBytes
    world.holder.dropHead()
    expect([world.holder.headBytes, withList > 20_000]).toEqual([0, true])
    world.now += MINUTE_MS
    expect(packedCounts(await world.live())).toEqual([5000])
  })
})

describe('a list that cannot be taken', () => {
  it('a list that cannot be taken keeps no newer snapshot out that was made under the list that is here', async () => {
    await put(4, ['ast_a'])
    await publish(world.kv, key, 'dach', one, 1, { takedowns: 4 })
    await world.live()
    world.kv.faults.set(keys.takedowns('dach'), 'flip')
    await publish(world.kv, key, 'dach', two, 2, { takedowns: 4 })
    world.now += MINUTE_MS
    const live = await world.live()
    expect([live.pointer?.sequence, live.rung, named(live)]).toEqual([2, 'stale', ['ast_a']])
  })

  it('a list that cannot be taken keeps out a snapshot that was made under it', async () => {
    await put(4, ['ast_a'])
    await publish(world.kv, key, 'dach', one, 1, { takedowns: 4 })
    await world.live()
    world.kv.faults.set(keys.takedowns('dach'), 'flip')
    await publish(world.kv, key, 'dach', two, 2, { takedowns: 5 })
    world.now += MINUTE_MS
    const live = await world.live()
    expect([live.pointer?.sequence, live.rung, named(live)]).toEqual([1, 'stale', ['ast_a']])
  })
})

describe('a list that is older than its pointer', () => {
  it('an isolate with no newer list has the baseline beside a list that is older than its pointer', async () => {
    await put(4)
    await publish(world.kv, key, 'dach', one, 1, { takedowns: 5 })
    const live = await world.live()
    expect([live.rung, world.holder.lastRefusal]).toEqual(['baseline', 'takedowns-behind'])
    await put(5, ['ast_a'])
    world.now += MINUTE_MS
    const healed = await world.live()
    expect([healed.rung, named(healed)]).toEqual(['fresh', ['ast_a']])
  })

  it('a list that is older than its pointer is looked up once more, for keys of storage come in no order', async () => {
    await put(4)
    await publish(world.kv, key, 'dach', one, 1, { takedowns: 5 })
    const older = world.kv.values.get(keys.takedowns('dach'))
    await put(5, ['ast_a'])
    const newer = world.kv.values.get(keys.takedowns('dach'))
    let reads = 0
    world.kv.put(keys.takedowns('dach'), older ?? '')
    world.gated = (name) => {
      if (name === keys.takedowns('dach') && ++reads === 2) world.kv.put(name, newer ?? '')
      return false
    }
    const live = await world.holder.live(() => undefined)
    expect([live.rung, named(live), reads]).toEqual(['fresh', ['ast_a'], 2])
  })

  it("a list that is older than its pointer is not taken from the place's own copy either", async () => {
    await put(5)
    await publish(world.kv, key, 'dach', one, 1, { takedowns: 5 })
    await world.live()
    await put(4)
    world.copy.put(keys.takedowns('dach'), world.kv.values.get(keys.takedowns('dach')) ?? '')
    world.kv.fault = () => 'throw'
    world.holder = world.isolate()
    expect((await world.live()).rung).toBe('baseline')
  })
})

describe('an old list, brought back', () => {
  const signed = (ago: number) => ({ createdAt: new Date(world.now - ago).toISOString() })

  it('an old list with its pointer is not believed by an isolate that has none, once it was signed a day ago', async () => {
    await put(4, [], signed(24 * HOUR_MS + 1))
    await publish(world.kv, key, 'dach', one)
    expect([(await world.live()).rung, world.holder.lastRefusal]).toEqual(['baseline', 'too-old'])
    await put(5, ['ast_a'], signed(23 * HOUR_MS))
    world.now += MINUTE_MS
    expect(named(await world.live())).toEqual(['ast_a'])
    expect(world.holder.list.ageMs).toBe(23 * HOUR_MS + MINUTE_MS)
  })

  it('an old list is not believed by an isolate that dropped a newer one', async () => {
    await put(5, ['ast_a'])
    await publish(world.kv, key, 'dach', one)
    await world.live()
    world.holder.dropHead()
    await put(4)
    world.now += MINUTE_MS
    expect([(await world.live()).rung, world.holder.lastRefusal]).toEqual(['stale', 'rollback'])
    expect(named(await world.live())).toEqual(['ast_a'])
  })
})

describe('an isolate that cannot reach storage', () => {
  it('an isolate without storage goes on for three hours with what it knew, and then has the house idents', async () => {
    await put(1, ['ast_a'])
    await publish(world.kv, key, 'dach', one)
    await world.live()
    world.kv.fault = () => 'throw'
    const rungs = new Set<string>()
    const ends = world.now + 3 * HOUR_MS
    for (; world.now <= ends; world.now += 2 * MINUTE_MS) rungs.add((await world.holder.live(() => undefined)).rung)
    expect([...rungs]).toEqual(['fresh', 'stale'])
    expect((await world.holder.live(() => undefined)).rung).toBe('baseline')
    world.kv.fault = () => null
    world.now += MINUTE_MS
    expect((await world.live()).rung).toBe('fresh')
  })

  it.each(['throw', 'hang'] as const)(
    'an isolate that idled answers nothing from its list of before, when storage would %s',
    async (fault) => {
      await put(1, ['ast_a'])
      await publish(world.kv, key, 'dach', one)
      await world.live()
      world.kv.fault = () => fault
      world.now += 2 * HOUR_MS
      const idle = await world.holder.live(() => undefined)
      expect([idle.rung, named(idle)]).toEqual(['baseline', ['ast_a']])
      world.now += MINUTE_MS
      expect((await world.holder.live(() => undefined)).rung).toBe('baseline')
      world.kv.fault = () => null
      world.now += MINUTE_MS
      expect((await world.live()).rung).toBe('fresh')
    },
  )
})

describe('lists that cannot be whole', () => {
  const unreadable = (letter: string) => ({ packed: { sha256: letter.repeat(64), bytes: 100, count: 1 } })

  it('lists that cannot be whole hold all that any of them said, until one is whole', async () => {
    await put(1, ['ast_a'])
    await publish(world.kv, key, 'dach', one)
    await world.live()
    await put(2, ['ast_b'], unreadable('a'))
    world.now += MINUTE_MS
    expect(named(await world.live())).toEqual(['ast_a', 'ast_b'])
    await put(3, [], unreadable('b'))
    world.now += MINUTE_MS
    expect(named(await world.live())).toEqual(['ast_a', 'ast_b'])
    await put(4, ['ast_c'], unreadable('c'))
    world.now += MINUTE_MS
    expect(named(await world.live())).toEqual(['ast_a', 'ast_b', 'ast_c'])
    await put(5, ['ast_c'])
    world.now += MINUTE_MS
    expect([named(await world.live()), world.holder.list.sequence]).toEqual([['ast_c'], 5])
  })

  it('two lists of one number hold side by side, until a higher number comes', async () => {
    await put(5, ['ast_a'])
    await publish(world.kv, key, 'dach', one)
    await world.live()
    await put(5, ['ast_b'])
    world.now += MINUTE_MS
    const live = await world.live()
    expect([live.rung, named(live)]).toEqual(['fresh', ['ast_a', 'ast_b']])
    await put(6, ['ast_b'])
    world.now += MINUTE_MS
    expect(named(await world.live())).toEqual(['ast_b'])
  })
})
