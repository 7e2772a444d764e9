import { exportJWK, generateKeyPair } from 'jose'
import { beforeAll, describe, expect, it } from 'vitest'
import { typescriptEngine } from '../../../src/decide/engine/typescript/typescript-engine.ts'
import type { Live } from '../../../src/edge/residence/live.ts'
import { keys, OTHER_LEARNING_SHARDS, type Shard } from '../../../src/snapshot/format.ts'
import { sealSnapshot } from '../../../src/snapshot/seal.ts'
import { ENGINES } from '../../decide/engine/engines.ts'
import type { SnapshotKey } from '../edge-world.ts'
import { withOtherLearning } from '../other-learning.ts'
import { publish } from '../publish.ts'
import { compiled, films } from '../schedule.ts'
import type { Fault } from './fault-storage.ts'
import { HolderWorld } from './holder-world.ts'

let key: SnapshotKey
let plain: readonly Shard[]
let shards: readonly Shard[]

beforeAll(async () => {
  const { privateKey } = await generateKeyPair('EdDSA', { crv: 'Ed25519', extractable: true })
  key = { kid: 'now', jwk: await exportJWK(privateKey) }
  plain = compiled('dach', films(30))
  shards = withOtherLearning('dach', plain).shards
})

const bytesOf = (wanted: readonly Shard[]) => wanted.reduce((sum, { bytes }) => sum + bytes.length, 0)
const isOther = ({ name }: Shard) => (OTHER_LEARNING_SHARDS as readonly string[]).includes(name)
const othersOf = ({ opened: { snapshot } }: Live) => snapshot.otherLearning ?? []

describe('the vectors of other learning at an edge', () => {
  it.each(ENGINES)(
    'a region reads them with its head and counts their bytes, with the engine $name',
    async (engine) => {
      const world = new HolderWorld(key, undefined, engine)
      await publish(world.kv, key, 'dach', plain)
      await world.live()
      const before = world.holder.headBytes
      await publish(world.kv, key, 'dach', shards, 2)
      world.now += 60_000
      const live = await world.live()
      expect([live.pointer?.sequence, othersOf(live).map(({ run }) => run?.slice(0, 5) ?? null)]).toEqual([
        2,
        [null, 'lrn_b'],
      ])
      const { hot } = live.opened.snapshot
      const inOne = othersOf(live).map(({ taste }) => taste.buffer === hot.candidateAsset.buffer)
      // The memory that the engine lent holds all columns once; the plain engine reads them where they came.
      expect(inOne).toEqual(engine === typescriptEngine ? [false, false] : [true, true])
      const held = engine === typescriptEngine ? before + bytesOf(shards.filter(isOther)) : live.opened.engine.bytes
      expect(world.holder.headBytes).toBeGreaterThanOrEqual(held)
      if (engine !== typescriptEngine) expect(live.opened.engine.bytes).toBe(hot.candidateAsset.buffer.byteLength)
    },
  )

  it.each<[Fault, string]>([
    ['flip', 'hash'],
    ['truncate', 'size'],
    ['absent', 'missing'],
  ])('a head of whose other vectors one is damaged (%s) is refused like any other', async (fault, refusal) => {
    for (const name of OTHER_LEARNING_SHARDS) {
      const world = new HolderWorld(key)
      await publish(world.kv, key, 'dach', plain)
      expect((await world.live()).pointer?.sequence).toBe(1)
      const { entries } = await sealSnapshot('dach', shards)
      const spoilt = entries.find((entry) => entry.name === name)
      world.kv.faults.set(keys.shard(spoilt?.sha256 ?? '', name), fault)
      await publish(world.kv, key, 'dach', shards, 2)
      world.now += 60_000
      expect((await world.live()).pointer?.sequence).toBe(1)
      expect(world.holder.lastRefusal).toBe(refusal)
    }
  })

  it('vectors of another number of assets are refused with their head, although they are signed', async () => {
    const other = withOtherLearning('dach', compiled('dach', films(31))).shards.filter(isOther)
    const world = new HolderWorld(key)
    await publish(world.kv, key, 'dach', [...shards.filter((shard) => !isOther(shard)), ...other])
    expect((await world.live()).rung).toBe('baseline')
    expect(world.holder.lastRefusal).toBe('unreadable')
  })

  it('a cold isolate has them from the copy of its place while storage is down', async () => {
    const world = new HolderWorld(key)
    await publish(world.kv, key, 'dach', shards)
    expect(othersOf(await world.live())).toHaveLength(2)
    world.kv.fault = () => 'throw'
    world.holder = world.isolate()
    const live = await world.live()
    expect([live.rung, othersOf(live).length]).toEqual(['cached', 2])
  })
})
