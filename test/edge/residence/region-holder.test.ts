import { exportJWK, generateKeyPair } from 'jose'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Live } from '../../../src/edge/residence/live.ts'
import { keys, type Shard } from '../../../src/snapshot/format.ts'
import type { SnapshotKey } from '../edge-world.ts'
import { publish, putTakedowns, takedownList } from '../publish.ts'
import { compiled, films } from '../schedule.ts'
import { HolderWorld } from './holder-world.ts'

/** What only a clock and a source of our own can show: hangs, and looks that overtake one another. */
let key: SnapshotKey
let one: readonly Shard[]
let two: readonly Shard[]

beforeAll(async () => {
  const { privateKey } = await generateKeyPair('EdDSA', { crv: 'Ed25519', extractable: true })
  key = { kid: 'now', jwk: await exportJWK(privateKey) }
  one = compiled('dach', films(3, 'one'))
  two = compiled('dach', films(3, 'two'))
})

describe('a look at storage that never ends', () => {
  it('a look at storage that never ends is given up, so that the region heals without a restart', async () => {
    const world = new HolderWorld(key)
    await publish(world.kv, key, 'dach', one)
    world.kv.fault = () => 'hang'
    expect((await world.live()).rung).toBe('baseline')
    world.kv.fault = () => null
    world.now += 60_000
    await world.live()
    expect(world.holder.lastRefusal).toBe('unavailable')
    world.now += 60_000
    expect(await world.live()).toMatchObject({ rung: 'fresh', pointer: { sequence: 1 } })
  })

  it('a look at storage that ends after all takes no step back', async () => {
    const world = new HolderWorld(key)
    const older = await publish(world.kv, key, 'dach', one, 1)
    world.gated = (name) => name.endsWith('/hot')
    await world.live()
    expect(world.held.map((gate) => gate.key)).toEqual([keys.shard(older.shards[0]?.sha256 ?? '', 'hot')])
    world.gated = () => false
    await publish(world.kv, key, 'dach', two, 2)
    world.now += 60_000
    await world.live()
    world.now += 60_000
    expect((await world.live()).pointer?.sequence).toBe(2)
    for (const gate of world.held) gate.open()
    expect((await world.live()).pointer?.sequence).toBe(2)
  })
})

describe('a takedown list', () => {
  const takedown = (world: HolderWorld, sequence: number, target: string) =>
    putTakedowns(world.kv, key, takedownList('dach', sequence, [{ target }]))
  const targets = ({ denies }: Live) => denies.named.map(({ target }) => target)

  it('a takedown list holds over the second copy, when it came through and the pointer did not', async () => {
    const world = new HolderWorld(key)
    await publish(world.kv, key, 'dach', one)
    await world.live()
    await takedown(world, 2, 'ast_one-000-trailer')
    world.kv.fault = (name) => (name.endsWith('/pointer') ? 'throw' : null)
    world.holder = world.isolate()
    const live = await world.live()
    expect([live.rung, ...targets(live)]).toEqual(['cached', 'ast_one-000-trailer'])
  })

  it('a takedown list is kept beside the second copy, though no new snapshot came with it', async () => {
    const world = new HolderWorld(key)
    await publish(world.kv, key, 'dach', one)
    await world.live()
    await takedown(world, 2, 'ast_one-000-trailer')
    world.now += 5_000
    await world.live()
    world.kv.fault = () => 'throw'
    world.holder = world.isolate()
    const live = await world.live()
    expect([live.rung, ...targets(live)]).toEqual(['cached', 'ast_one-000-trailer'])
  })

  it('a takedown list holds over the baseline', async () => {
    const world = new HolderWorld(key)
    await takedown(world, 1, 'surface:home-hero')
    const live = await world.live()
    expect([live.rung, ...targets(live)]).toEqual(['baseline', 'surface:home-hero'])
  })
})

describe('bytes that were read wrong', () => {
  it('bytes that were read wrong do not keep a good second copy of the same snapshot from serving', async () => {
    const world = new HolderWorld(key)
    await publish(world.kv, key, 'dach', one)
    await world.live()
    world.kv.fault = (name) => (name.endsWith('/hot') ? 'flip' : null)
    world.holder = world.isolate()
    await world.live()
    const live = await world.live()
    expect([live.rung, world.holder.lastRefusal]).toEqual(['cached', 'hash'])
  })

  it('bytes that were read wrong are not asked for again for a minute, and then are', async () => {
    const world = new HolderWorld(key)
    await publish(world.kv, key, 'dach', one)
    world.kv.fault = (name) => (name.endsWith('/hot') ? 'flip' : null)
    await world.live()
    world.kv.fault = () => null
    world.now += 30_000
    const { reads } = world.kv
    expect([(await world.live()).rung, world.holder.lastRefusal]).toEqual(['baseline', 'blacklisted'])
    expect(world.kv.reads - reads).toBe(2)
    world.now += 60_000
    expect((await world.live()).rung).toBe('fresh')
  })
})

it('a second copy that was changed in its place does not serve', async () => {
  const world = new HolderWorld(key)
  await publish(world.kv, key, 'dach', one)
  await world.live()
  world.kv.fault = () => 'throw'
  for (const spoiled of ['/pointer', '/takedowns', '/hot', '/rules', '/weights', '/text']) {
    world.copy.fault = (name) => (name.endsWith(spoiled) ? 'flip' : null)
    world.holder = world.isolate()
    expect((await world.live()).rung, spoiled).toBe('baseline')
  }
  world.copy.fault = () => null
  world.holder = world.isolate()
  expect((await world.live()).rung).toBe('cached')
})

it('a crowd at a cold isolate reads each key once', async () => {
  const world = new HolderWorld(key)
  const { shards } = await publish(world.kv, key, 'dach', one)
  await Promise.all(Array.from({ length: 50 }, () => world.holder.live(() => undefined)))
  world.holder.answered()
  await new Promise((resolve) => setTimeout(resolve, 50))
  // Pointer and takedown list, the head, and the one text page that is read ahead.
  expect(world.kv.reads).toBe(2 + shards.length + 1)
})
