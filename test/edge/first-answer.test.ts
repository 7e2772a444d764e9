import { exportJWK, generateKeyPair } from 'jose'
import { beforeAll, describe, expect, it } from 'vitest'
import { keys, PAGE_NAME, type Shard } from '../../src/snapshot/format.ts'
import type { SnapshotKey } from './edge-world.ts'
import { publish } from './publish.ts'
import { HolderWorld } from './residence/holder-world.ts'
import { compiled, films } from './schedule.ts'

let key: SnapshotKey
let one: readonly Shard[]

beforeAll(async () => {
  const { privateKey } = await generateKeyPair('EdDSA', { crv: 'Ed25519', extractable: true })
  key = { kid: 'now', jwk: await exportJWK(privateKey) }
  one = compiled('dach', films(3, 'one'))
})

/** Long after everything that was begun without a wait has come to its end. */
const meanwhile = () => new Promise((resolve) => setTimeout(resolve, 100))
const copied = ({ copy }: HolderWorld) => copy.values.has(keys.pointer('dach'))
const readsAhead = ({ held }: HolderWorld) => held.some((gate) => gate.key.endsWith(`/${PAGE_NAME}`))

async function freshWorld(): Promise<HolderWorld> {
  const world = new HolderWorld(key)
  // A page's read shows itself, and never ends.
  world.gated = (name) => name.endsWith(`/${PAGE_NAME}`)
  await publish(world.kv, key, 'dach', one)
  return world
}

describe('the first answer of a cold isolate', () => {
  it('the first answer is made before a second copy and words ahead of it take the processor', async () => {
    const world = await freshWorld()
    expect((await world.holder.live(() => undefined)).rung).toBe('fresh')
    await meanwhile()
    expect([copied(world), readsAhead(world)]).toEqual([false, false])
    world.holder.answered()
    await expect.poll(() => [copied(world), readsAhead(world)]).toEqual([true, true])
  })

  it('the second copy waits for the first answer for a while only, though the answer failed', async () => {
    const world = await freshWorld()
    await world.holder.live(() => undefined)
    await expect.poll(() => [copied(world), readsAhead(world)]).toEqual([true, true])
  })
})
