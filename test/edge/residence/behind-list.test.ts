import { exportJWK, generateKeyPair } from 'jose'
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Live } from '../../../src/edge/residence/live.ts'
import { keys, type Shard } from '../../../src/snapshot/format.ts'
import { sign } from '../../../src/snapshot/signed.ts'
import type { TakedownsPayload } from '../../../src/snapshot/takedowns/payload.ts'
import type { SnapshotKey } from '../edge-world.ts'
import { canaryOf, pointerTo, publish, putShards, putTakedowns, takedownList } from '../publish.ts'
import { compiled, films } from '../schedule.ts'
import { HolderWorld } from './holder-world.ts'

/** A list lets go of a change once all that is announced knows of it: content from before is not answered from beside it. */
const MINUTE_MS = 60_000
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

const putList = (sequence: number, completeFrom: number, changes: Partial<TakedownsPayload> = {}) =>
  putTakedowns(world.kv, key, { ...takedownList('dach', sequence), completeFrom, ...changes })
const announce = (
  shards: readonly Shard[],
  sequence: number,
  narrowed: number,
  changes: Record<string, unknown> = {},
) => publish(world.kv, key, 'dach', shards, sequence, { narrowed, ...changes })
const stands = (live: Live) => [live.rung, live.pointer?.sequence ?? null, world.holder.lastRefusal]
/** What is served a while later. */
async function later(): Promise<Live> {
  world.now += MINUTE_MS
  return world.live()
}

/** Content of change 3, where the list says all for content from the given number on. */
describe.each([
  [0, true],
  [2, true],
  [3, true],
  [4, false],
  [9, false],
])('content that knows of 3 changes, beside a list that says all from %i on', (completeFrom, isAnswered) => {
  it(`an isolate ${isAnswered ? 'answers' : 'does not answer'} where the content is held`, async () => {
    await putList(1, 0)
    await announce(one, 1, 3)
    expect(stands(await world.live())).toEqual(['fresh', 1, null])
    await putList(2, completeFrom)
    expect(stands(await later())).toEqual(isAnswered ? ['fresh', 1, null] : ['baseline', null, 'behind-list'])
  })

  it(`an isolate ${isAnswered ? 'answers' : 'does not answer'} where the pointer comes to it cold`, async () => {
    await putList(1, completeFrom)
    await announce(one, 1, 3)
    expect(stands(await world.live())).toEqual(isAnswered ? ['fresh', 1, null] : ['baseline', null, 'behind-list'])
  })

  it(`an isolate ${isAnswered ? 'answers' : 'does not answer'} out of the place's copy`, async () => {
    await putList(1, 0)
    await announce(one, 1, 3)
    await world.live()
    await putList(2, completeFrom)
    world.kv.faults.set(keys.pointer('dach'), 'throw')
    world.holder = world.isolate()
    expect(stands(await later())).toEqual(isAnswered ? ['cached', 1, 'unavailable'] : ['baseline', null, 'behind-list'])
  })

  it(`an isolate ${isAnswered ? 'answers' : 'does not answer'} a share of viewers as a canary`, async () => {
    await putList(1, 0)
    await putShards(world.kv, 'dach', two)
    const canary = await canaryOf('dach', two, { narrowed: 3, permille: 500 })
    await announce(one, 2, 20, { canary })
    await world.live()
    await putList(2, completeFrom)
    const live = await later()
    const served = Array.from({ length: 40 }, (_, viewer) => world.holder.forViewer(live, `viewer ${viewer}`))
    expect(served.some(({ opened }) => opened.snapshot.id === canary.snapshot)).toBe(isAnswered)
    expect(world.holder.canary.status()).toMatchObject({
      serving: isAnswered,
      lastRefusal: isAnswered ? null : 'behind-list',
    })
    expect(stands(live)).toEqual(['fresh', 2, null])
  })

  it(`an isolate ${isAnswered ? 'answers' : 'does not answer'} beside a canary that knows of all`, async () => {
    await putList(1, 0)
    await putShards(world.kv, 'dach', two)
    const canary = await canaryOf('dach', two, { narrowed: 20, permille: 500 })
    await announce(one, 2, 3, { canary })
    await world.live()
    await putList(2, completeFrom)
    const live = await later()
    const served = Array.from({ length: 40 }, (_, viewer) => world.holder.forViewer(live, `viewer ${viewer}`))
    const rungs = new Set(served.map(({ rung }) => rung))
    expect([...rungs]).toEqual([isAnswered ? 'fresh' : 'baseline'])
    expect(
      served.map((each) => world.holder.insteadOf(each).opened.snapshot.id).includes(live.opened.snapshot.id),
    ).toBe(true)
  })
})

describe('an isolate whose content is behind the list', () => {
  beforeEach(async () => {
    await putList(1, 0)
    await announce(one, 1, 3)
    await world.live()
    await putList(2, 5)
    expect(stands(await later())).toEqual(['baseline', null, 'behind-list'])
  })

  it('an isolate behind the list goes on looking, and takes content that knows', async () => {
    await announce(two, 2, 5)
    expect(stands(await later())).toEqual(['fresh', 2, null])
  })

  it('an isolate behind the list serves the same content once it is announced as knowing', async () => {
    await announce(one, 2, 5)
    expect(stands(await later())).toEqual(['fresh', 2, null])
  })

  it("an isolate behind the list takes its neighbour's content where that knows, while storage has no pointer", async () => {
    await announce(two, 2, 5)
    const behind = world.holder
    world.holder = world.isolate()
    expect(stands(await later())).toEqual(['fresh', 2, null])
    world.kv.faults.set(keys.pointer('dach'), 'throw')
    world.holder = behind
    expect(stands(await later())).toEqual(['cached', 2, 'unavailable'])
  })

  it('an isolate behind the list does not read the copy of the same content again and again', async () => {
    const { reads } = world.copy
    await world.holder.live(() => undefined)
    expect(world.copy.reads - reads).toBeLessThanOrEqual(1)
  })

  it('an isolate serves again under a list that has put the unknown change back, and obeys that change', async () => {
    const narrowings = [{ number: 4, targets: ['ast_a'], territories: null, from: null, until: null }]
    await putList(3, 3, { narrowings })
    const live = await later()
    expect(stands(live)).toEqual(['fresh', 1, null])
    expect(live.denies.named.map(({ target }) => target)).toEqual(['ast_a'])
  })

  it('an isolate behind the list waits for the packed part of such a list', async () => {
    await putList(3, 3, { packed: { sha256: 'a'.repeat(64), bytes: 100, count: 1 } })
    expect(stands(await later())).toEqual(['baseline', null, 'behind-list'])
  })
})

it('an old pointer that was signed once, put back beside the list of today, serves nobody', async () => {
  const old = await sign('pointer', await pointerTo('dach', one, 1, { narrowed: 0 }), key)
  await putShards(world.kv, 'dach', one)
  await putList(9, 7)
  world.kv.put(keys.pointer('dach'), old)
  expect(stands(await world.live())).toEqual(['baseline', null, 'behind-list'])
})

it("the place's copy of a pointer follows what is announced again, and so knows what the list counts on", async () => {
  await putList(1, 0)
  await announce(one, 1, 3)
  await world.live()
  await announce(one, 2, 8)
  expect(stands(await later())).toEqual(['fresh', 2, null])
  await putList(2, 8)
  world.kv.faults.set(keys.pointer('dach'), 'throw')
  world.holder = world.isolate()
  expect(stands(await later())).toEqual(['cached', 2, 'unavailable'])
})
