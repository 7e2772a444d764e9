import { exportJWK, generateKeyPair } from 'jose'
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { OTHER_TEXT_BYTES } from '../../../src/edge/residence/isolate-memory.ts'
import { decodeSnapshot } from '../../../src/snapshot/decode.ts'
import { PAGE_NAME } from '../../../src/snapshot/format.ts'
import { eventually, PATIENCE_MS } from '../../setup/eventually.ts'
import type { SnapshotKey } from '../edge-world.ts'
import { pageKeys, publish } from '../publish.ts'
import { compiled, films } from '../schedule.ts'
import { HolderWorld } from './holder-world.ts'

/** What only a clock, and counted reads, can show of one region's text. */
const BEFORE = compiled('dach', films(120))
/** Some hundred pages. */
const LARGE = compiled('dach', films(2500))
let key: SnapshotKey
let world: HolderWorld

beforeAll(async () => {
  const { privateKey } = await generateKeyPair('EdDSA', { crv: 'Ed25519', extractable: true })
  key = { kid: 'now', jwk: await exportJWK(privateKey) }
})
beforeEach(() => {
  world = new HolderWorld(key)
})

const whole = decodeSnapshot('before', new Map(BEFORE.map(({ name, bytes }) => [name, bytes])))
const decodeLarge = () => decodeSnapshot('large', new Map(LARGE.map(({ name, bytes }) => [name, bytes])))
const isPage = (name: string): boolean => name.endsWith(`/${PAGE_NAME}`)
const pages = (shards: readonly { readonly name: string }[]) => shards.filter(({ name }) => name.startsWith('text.'))
/** The text of these assets, as an answer would ask for it. */
async function read(assets: readonly number[], milliseconds = 1_000) {
  const { text } = await world.live()
  return text.read(assets, { milliseconds, keepAlive: () => undefined })
}
/** Once every page that is read ahead is there. */
async function allHeld(): Promise<number> {
  await world.live()
  const { held } = await eventually(
    () => world.holder.text(),
    (text) => text.held >= text.of,
  )
  return held
}
const every = (step: number, count: number) => Array.from({ length: count }, (_, at) => at * step)

describe('a text page', () => {
  it('a text page is read once, however many wait for it', async () => {
    await publish(world.kv, key, 'dach', BEFORE)
    await allHeld()
    world.holder.dropText()
    const { text } = await world.live()
    const { reads } = world.kv
    const asked = Array.from({ length: 50 }, () => text.read([0], { milliseconds: 1_000, keepAlive: () => undefined }))
    const all = await Promise.all(asked)
    expect(all.map(({ missing }) => missing.size)).toEqual(Array(50).fill(0))
    expect(world.kv.reads - reads).toBe(1)
  })

  it('a text page that did not change outlives the snapshot that named it', async () => {
    await publish(world.kv, key, 'dach', BEFORE)
    const held = await allHeld()
    expect(held).toBe(pages(BEFORE).length)
    const changed = films(120)
    const assets = changed.assets.map((asset, at) => (at === 200 ? { ...asset, poster: '/media/another.jpg' } : asset))
    await publish(world.kv, key, 'dach', compiled('dach', { ...changed, assets }), 2)
    const { reads } = world.kv
    world.now += 5_000
    expect((await world.live()).pointer?.sequence).toBe(2)
    expect(await allHeld()).toBe(held)
    // Pointer and takedown list, the head, and the one page that is another.
    expect(world.kv.reads - reads).toBe(2 + 4 + 1)
  })

  it("a text page that was changed in the place's own copy is not believed", async () => {
    await publish(world.kv, key, 'dach', BEFORE)
    expect((await read([0])).missing.size).toBe(0)
    world.kv.fault = (name) => (isPage(name) ? 'throw' : null)
    world.copy.fault = (name) => (isPage(name) ? 'flip' : null)
    world.holder = world.isolate()
    expect([...(await read([0])).missing]).toEqual([0])
    world.copy.fault = () => null
    world.holder = world.isolate()
    expect((await read([0])).text.asset(0)).toEqual(whole.text.asset(0))
  })

  it("a text page that hangs in storage comes from the place's own copy", async () => {
    await publish(world.kv, key, 'dach', BEFORE)
    await read([0])
    world.kv.fault = (name) => (isPage(name) ? 'hang' : null)
    world.holder = world.isolate()
    expect((await read([0])).missing.size).toBe(0)
  })

  it('a text page that was wrong is not asked for again for a minute, and then is', async () => {
    await publish(world.kv, key, 'dach', BEFORE)
    world.kv.fault = (name) => (isPage(name) ? 'flip' : null)
    expect((await read([0])).missing.size).toBe(1)
    world.kv.fault = () => null
    world.now += 900
    expect((await read([0])).missing.size).toBe(1)
    expect(world.holder.text().lastRefusal).toBe('hash')
    world.now += 60_000
    expect((await read([0])).missing.size).toBe(0)
    expect(world.holder.text().lastRefusal).toBeNull()
  })
})

describe('storage that is down', () => {
  it('storage that is down is left alone for a while, whatever text are asked for', async () => {
    await publish(world.kv, key, 'dach', LARGE)
    world.kv.fault = (name) => (isPage(name) ? 'throw' : null)
    await read(every(100, 60))
    const { reads } = world.kv
    for (const asset of every(60, 100)) await read([asset])
    expect(world.kv.reads - reads).toBe(0)
    world.kv.fault = () => null
    world.now += 60_000
    expect((await read(every(100, 60))).missing.size).toBe(0)
  })

  it('storage that is down for one page does not hold up the others', async () => {
    const [, second] = await pageKeys('dach', LARGE)
    world.kv.faults.set(second ?? '', 'throw')
    await publish(world.kv, key, 'dach', LARGE)
    const all = every(100, 70)
    const { missing } = await read(all)
    expect(missing.size).toBeGreaterThan(0)
    expect(missing.size).toBeLessThan(5)
  })
})

describe('text that were shown', () => {
  it('text that were shown stay decoded when their page has left, without asking storage again', async () => {
    await publish(world.kv, key, 'dach', LARGE)
    await world.live()
    world.holder.limitText(OTHER_TEXT_BYTES)
    expect((await read([0])).missing.size).toBe(0)
    for (const asset of every(60, 110)) await read([asset])
    world.kv.fault = (name) => (isPage(name) ? 'throw' : null)
    world.copy.fault = (name) => (isPage(name) ? 'throw' : null)
    const { reads } = world.kv
    const again = await read([0])
    expect([again.missing.size, world.kv.reads - reads]).toEqual([0, 0])
    expect(again.text.asset(0)).toEqual(decodeLarge().text.asset(0))
  })

  it('text that are shown are those of the snapshot that answers, not of one before', async () => {
    await publish(world.kv, key, 'dach', BEFORE)
    expect((await read([0])).text.asset(0)).toEqual(whole.text.asset(0))
    const changed = films(120)
    const assets = changed.assets.map((asset) => ({ ...asset, poster: '/media/another.jpg' }))
    await publish(world.kv, key, 'dach', compiled('dach', { ...changed, assets }), 2)
    world.now += 5_000
    expect((await world.live()).pointer?.sequence).toBe(2)
    expect((await read([0])).text.asset(0).poster).toBe('/media/another.jpg')
  })
})

describe('memory', () => {
  it('the memory of text is bounded, and an answer larger than the bound has all of its own', async () => {
    await publish(world.kv, key, 'dach', LARGE)
    await world.live()
    world.holder.limitText(OTHER_TEXT_BYTES)
    for (let turn = 0; turn < 10; turn++) {
      const { missing } = await read(
        every(70, 100).map((asset) => asset + turn),
        PATIENCE_MS,
      )
      expect(missing.size).toBe(0)
      expect(world.holder.textBytes).toBeLessThanOrEqual(OTHER_TEXT_BYTES)
    }
    expect(world.holder.textBytes).toBeGreaterThan(OTHER_TEXT_BYTES / 2)
  })

  it('a region that was dropped takes no older snapshot, and serves again', async () => {
    await publish(world.kv, key, 'dach', BEFORE, 5)
    await world.live()
    world.holder.dropHead()
    expect([world.holder.headBytes, world.holder.textBytes]).toEqual([0, 0])
    await publish(world.kv, key, 'dach', BEFORE, 4)
    expect((await world.live()).rung).not.toBe('fresh')
    expect(world.holder.lastRefusal).toBe('rollback')
    await publish(world.kv, key, 'dach', BEFORE, 6)
    world.now += 5_000
    expect(await world.live()).toMatchObject({ rung: 'fresh', pointer: { sequence: 6 } })
  })
})
