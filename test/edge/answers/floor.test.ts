import fc from 'fast-check'
import { exportJWK, generateKeyPair } from 'jose'
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { belowFloor, candidatesOf, lostTooMuch, shrunkBy } from '../../../src/snapshot/floor.ts'
import type { Shard } from '../../../src/snapshot/format.ts'
import type { PointerPayload } from '../../../src/snapshot/pointer.ts'
import { snapshotId } from '../../../src/snapshot/seal.ts'
import type { SnapshotKey } from '../edge-world.ts'
import { pointerTo, publish } from '../publish.ts'
import { HolderWorld } from '../residence/holder-world.ts'
import { compiled, films } from '../schedule.ts'

let key: SnapshotKey
let world: HolderWorld

beforeAll(async () => {
  const { privateKey } = await generateKeyPair('EdDSA', { crv: 'Ed25519', extractable: true })
  key = { kid: 'now', jwk: await exportJWK(privateKey) }
})
beforeEach(() => {
  world = new HolderWorld(key)
})

/** A snapshot of exactly so many candidates. */
function sized(candidates: number): readonly Shard[] {
  const known = compiledAlready.get(candidates) ?? compiledTo(candidates)
  compiledAlready.set(candidates, known)
  return known
}

const compiledAlready = new Map<number, readonly Shard[]>()
function compiledTo(candidates: number): readonly Shard[] {
  const { titles, assets, campaigns } = films(110)
  const [wide] = campaigns
  if (!wide || !Array.isArray(wide.assets)) throw new Error('the wide campaign lists its assets')
  return compiled('dach', { titles, assets, campaigns: [{ ...wide, assets: wide.assets.slice(0, candidates) }] })
}

/** The refusal of a snapshot of so many candidates in the place of another. */
async function refusalOf(from: number, to: number, changes: Record<string, unknown> = {}): Promise<string | null> {
  await publish(world.kv, key, 'dach', sized(from), 1)
  expect((await world.live()).opened.snapshot.hot.candidateAsset.length).toBe(from)
  world.now += 60_000
  await publish(world.kv, key, 'dach', sized(to), 2, changes)
  const live = await world.live()
  const taken = world.holder.lastRefusal === null
  expect([live.pointer?.sequence, live.opened.snapshot.hot.candidateAsset.length]).toEqual(taken ? [2, to] : [1, from])
  return world.holder.lastRefusal
}

describe('a snapshot in the place of another', () => {
  it.each<[string, number, number, string | null]>([
    ['with 49 % of its candidates is held back', 100, 49, 'floor'],
    ['with half of its candidates is taken', 100, 50, null],
    ['that is empty is held back', 100, 0, 'floor'],
    ['of 50 candidates, with 24, is held back', 50, 24, 'floor'],
    ['of 49 candidates, with 1, is taken: so few say nothing', 49, 1, null],
    ['with more is taken', 50, 110, null],
  ])('a snapshot %s', async (_name, from, to, refusal) => {
    expect(await refusalOf(from, to)).toBe(refusal)
  })

  it.each(['count-change', 'too-few', 'lost-schedule', 'lost-coverage'])(
    'a small snapshot is taken when somebody let pass what %s found',
    async (check) => {
      expect(await refusalOf(100, 10, { overrides: [{ check, finding: '1a2b3c4d' }] })).toBeNull()
    },
  )

  it('a small snapshot is held back when another check was overridden', async () => {
    const overrides = [{ check: 'changed-decisions', finding: '1a2b3c4d' }]
    expect(await refusalOf(100, 10, { overrides })).toBe('floor')
  })

  it('a small snapshot is taken when somebody pinned it', async () => {
    expect(await refusalOf(100, 10, { pinnedUntil: new Date(Date.now() + 3_600_000).toISOString() })).toBeNull()
  })
})

it('a snapshot that is held back stays so, is not read, and gives way to the next good one', async () => {
  expect(await refusalOf(100, 10)).toBe('floor')
  world.now += 60_000
  const { reads } = world.kv
  expect((await world.live()).pointer?.sequence).toBe(1)
  expect(world.kv.reads - reads).toBe(2)
  world.now += 60_000
  await publish(world.kv, key, 'dach', sized(90), 3)
  expect(await world.live()).toMatchObject({ rung: 'fresh', pointer: { sequence: 3 } })
})

it('a cold isolate takes what there is', async () => {
  expect(await refusalOf(100, 10)).toBe('floor')
  world.copy.fault = () => 'absent'
  world.holder = world.isolate()
  expect(await world.live()).toMatchObject({ rung: 'fresh', pointer: { sequence: 2 } })
})

it('a pointer that counts more candidates than its snapshot has is not believed', async () => {
  const { shards } = await publish(world.kv, key, 'dach', sized(100), 1)
  await world.live()
  world.now += 60_000
  const small = await publish(world.kv, key, 'dach', sized(10), 2)
  const lying = small.shards.map((shard) => (shard.name === 'hot' ? { ...shard, count: 100 } : shard))
  await publish(world.kv, key, 'dach', sized(10), 3, { shards: lying, snapshot: await snapshotId('dach', lying) })
  const live = await world.live()
  expect([live.pointer?.sequence, world.holder.lastRefusal]).toEqual([1, 'unreadable'])
  expect(live.pointer?.shards).toEqual(shards)
})

describe('an isolate that missed a loss that was meant', () => {
  it('an isolate that missed a meant loss takes what came after it, by what that pointer says', async () => {
    expect(await refusalOf(100, 45, { shrunk: { sequence: 2, candidates: 40 } })).toBeNull()
  })

  it.each<[string, number, Record<string, unknown>]>([
    ['that lost half again since', 25, { shrunk: { sequence: 2, candidates: 52 } }],
    ['whose loss it has seen already', 45, { shrunk: { sequence: 1, candidates: 40 } }],
    ['whose loss is later than itself', 45, { shrunk: { sequence: 3, candidates: 40 } }],
  ])('an isolate that missed a meant loss holds back a snapshot %s', async (_name, to, changes) => {
    expect(await refusalOf(110, to, changes)).toBe('floor')
  })
})

describe('a chain of announcements', () => {
  const lawful = fc.array(fc.record({ size: fc.integer({ min: 0, max: 200 }), seen: fc.boolean() }), { minLength: 2 })
  const shards = (count: number): PointerPayload['shards'] => [{ name: 'hot', sha256: '', bytes: 0, count }]
  const next = (live: PointerPayload | null, size: number, isMarked: boolean): PointerPayload => {
    const sequence = (live?.sequence ?? 0) + 1
    const overrides = isMarked ? [{ check: 'count-change', finding: 'meant' }] : []
    const said = { sequence, shards: shards(size), overrides, pinnedUntil: null }
    return { ...base, ...said, shrunk: shrunkBy(live, said) }
  }
  let base: PointerPayload
  beforeAll(async () => {
    base = await pointerTo('dach', sized(1), 1)
  })

  it('a chain of announcements is taken at any link by an isolate that missed any, however it shrank', () => {
    fc.assert(
      fc.property(lawful, (links) => {
        let live: PointerPayload | null = null
        let serving: PointerPayload | null = null
        for (const { size, seen } of links) {
          const lost = live !== null && belowFloor({ shards: shards(size) }, candidatesOf(live))
          live = next(live, size, lost)
          expect(lostTooMuch(live, serving)).toBe(false)
          if (seen) serving = live
        }
      }),
    )
  })

  it('a chain of announcements ends for every isolate at a loss of half that nobody meant', () => {
    fc.assert(
      fc.property(lawful, fc.integer({ min: 100, max: 200 }), fc.integer({ min: 0, max: 49 }), (links, full, left) => {
        let live: PointerPayload | null = null
        for (const { size } of links) live = next(live, size, true)
        const serving = next(live, full, true)
        const accident = next(serving, left, false)
        expect(lostTooMuch(accident, serving)).toBe(true)
        expect(lostTooMuch(next(accident, left, false), serving)).toBe(true)
      }),
    )
  })
})
