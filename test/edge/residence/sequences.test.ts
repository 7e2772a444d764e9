import { exportJWK, generateKeyPair } from 'jose'
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Shard } from '../../../src/snapshot/format.ts'
import type { SnapshotKey } from '../edge-world.ts'
import { publish, putTakedowns, takedownList } from '../publish.ts'
import { compiled, films } from '../schedule.ts'
import { HolderWorld } from './holder-world.ts'

const LEAP_MAX = 1_000_000
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

const CASES: readonly (readonly [name: string, sequence: number, taken: boolean, refusal: string | null])[] = [
  ['the same', 10, true, null],
  ['one more', 11, true, null],
  ['one less', 9, false, 'rollback'],
  ['the greatest leap', 10 + LEAP_MAX, true, null],
  ['a leap too far', 11 + LEAP_MAX, false, 'fast-forward'],
  ['the greatest number', Number.MAX_SAFE_INTEGER, false, 'fast-forward'],
]

describe('sequences after 10', () => {
  it.each(CASES)(
    'the pointer after sequence 10 is judged by its sequence: %s',
    async (_name, sequence, taken, refusal) => {
      await publish(world.kv, key, 'dach', one, 10)
      await world.live()
      world.now += 60_000
      await publish(world.kv, key, 'dach', sequence === 10 ? one : two, sequence)
      const live = await world.live()
      expect([live.pointer?.sequence, world.holder.lastRefusal]).toEqual([taken ? sequence : 10, refusal])
      expect(live.rung).toBe(taken ? 'fresh' : 'stale')
    },
  )

  it.each(CASES)(
    'the takedown list after sequence 10 is judged by its sequence: %s',
    async (_name, sequence, taken, refusal) => {
      await putTakedowns(world.kv, key, takedownList('dach', 10, [{ target: 'ast_one-000-trailer' }]))
      await publish(world.kv, key, 'dach', one, 1)
      await world.live()
      world.now += 60_000
      await putTakedowns(world.kv, key, takedownList('dach', sequence, [{ target: 'ast_one-000-trailer' }]))
      const live = await world.live()
      expect([world.holder.list.highWater, world.holder.lastRefusal]).toEqual([taken ? sequence : 10, refusal])
      expect(live.denies.named.map(({ target }) => target)).toEqual(['ast_one-000-trailer'])
    },
  )
})

it('a cold isolate takes whatever sequence comes first', async () => {
  await putTakedowns(world.kv, key, takedownList('dach', 40 * LEAP_MAX))
  await publish(world.kv, key, 'dach', one, 50 * LEAP_MAX)
  const live = await world.live()
  expect([live.rung, live.pointer?.sequence, world.holder.list.highWater]).toEqual([
    'fresh',
    50 * LEAP_MAX,
    40 * LEAP_MAX,
  ])
})
