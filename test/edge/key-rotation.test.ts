import { exportJWK, generateKeyPair } from 'jose'
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Shard } from '../../src/snapshot/format.ts'
import type { SnapshotKey } from './edge-world.ts'
import { publish, putTakedowns, takedownList } from './publish.ts'
import { HolderWorld } from './residence/holder-world.ts'
import { compiled, films } from './schedule.ts'

/** Two keys whose times overlap: the old one until `OVERLAP_ENDS`, the next one from `OVERLAP_BEGINS`. */
const DAY_MS = 86_400_000
const OVERLAP_BEGINS = Date.now() + DAY_MS
const OVERLAP_ENDS = OVERLAP_BEGINS + DAY_MS
const MOMENTS = {
  'before the next key is valid': OVERLAP_BEGINS - 1,
  'as the next key becomes valid': OVERLAP_BEGINS,
  'while both are valid': OVERLAP_ENDS - 1,
  'as the old key lapses': OVERLAP_ENDS,
} as const
type Moment = keyof typeof MOMENTS

let old: SnapshotKey
let next: SnapshotKey
let versions: readonly (readonly Shard[])[]
let world: HolderWorld

async function newKey(kid: string): Promise<SnapshotKey> {
  return {
    kid,
    jwk: await exportJWK((await generateKeyPair('EdDSA', { crv: 'Ed25519', extractable: true })).privateKey),
  }
}

beforeAll(async () => {
  ;[old, next] = await Promise.all([newKey('old'), newKey('next')])
  versions = [1, 2, 3].map((version) => compiled('dach', films(3, `version-${version}`)))
})

beforeEach(() => {
  world = new HolderWorld(old, [
    { kid: 'old', x: String(old.jwk.x), notAfter: new Date(OVERLAP_ENDS).toISOString() },
    { kid: 'next', x: String(next.jwk.x), notBefore: new Date(OVERLAP_BEGINS).toISOString() },
  ])
})

const EXPIRIES = {
  softExpiresAt: new Date(OVERLAP_ENDS + DAY_MS).toISOString(),
  hardExpiresAt: new Date(OVERLAP_ENDS + 7 * DAY_MS).toISOString(),
}

/** A publish as its signer makes it: the list too is signed again. */
async function publishAs(key: SnapshotKey, sequence: number): Promise<void> {
  await putTakedowns(world.kv, key, { ...takedownList('dach', sequence), createdAt: new Date(world.now).toISOString() })
  await publish(world.kv, key, 'dach', versions[sequence % versions.length] ?? [], sequence, EXPIRIES)
}

it.each<[Moment, 'old' | 'next', string | null]>([
  ['before the next key is valid', 'old', null],
  ['before the next key is valid', 'next', 'key-not-valid-now'],
  ['as the next key becomes valid', 'old', null],
  ['as the next key becomes valid', 'next', null],
  ['while both are valid', 'old', null],
  ['while both are valid', 'next', null],
  ['as the old key lapses', 'old', 'key-not-valid-now'],
  ['as the old key lapses', 'next', null],
])('a new record is judged %s, by the %s key → %s', async (moment, kid, refusal) => {
  world.now = MOMENTS[moment]
  await publishAs(kid === 'old' ? old : next, 1)
  const live = await world.live()
  expect([live.rung, world.holder.lastRefusal]).toEqual([refusal === null ? 'fresh' : 'baseline', refusal])
})

it('a signer that changes its key in the middle of its publishes leaves no isolate below fresh', async () => {
  const rungs = new Set<string>()
  let sequence = 0
  for (let now = OVERLAP_BEGINS - DAY_MS; now < OVERLAP_ENDS + DAY_MS; now += DAY_MS / 8) {
    world.now = now
    // Half-way through the overlap; between the two records of that publish a look falls as well.
    const key = now < OVERLAP_BEGINS + DAY_MS / 2 ? old : next
    sequence++
    await putTakedowns(world.kv, key, {
      ...takedownList('dach', sequence),
      createdAt: new Date(world.now).toISOString(),
    })
    if (sequence > 1) rungs.add((await world.live()).rung)
    await publishAs(key, sequence)
    world.now += 60_000
    const live = await world.live()
    rungs.add(live.rung)
    expect(live.pointer?.sequence).toBe(sequence)
  }
  expect([...rungs]).toEqual(['fresh'])
})

describe('a lapsed key', () => {
  beforeEach(async () => {
    world.now = OVERLAP_ENDS - 1
    await publishAs(old, 1)
    expect((await world.live()).rung).toBe('fresh')
    world.now = OVERLAP_ENDS + 60_000
  })

  it('what a lapsed key verified goes on serving, as stale, and the status says why', async () => {
    const live = await world.live()
    expect([live.rung, live.pointer?.sequence]).toEqual(['stale', 1])
    expect(world.holder.lastRefusal).toBe('key-not-valid-now')
  })

  it('nothing new of a lapsed key is taken, and what the next key signs is', async () => {
    await publishAs(old, 2)
    expect((await world.live()).pointer?.sequence).toBe(1)
    world.now += 60_000
    await publishAs(next, 3)
    expect(await world.live()).toMatchObject({ rung: 'fresh', pointer: { sequence: 3 } })
  })

  it('a cold isolate does not take a second copy of a lapsed key either', async () => {
    world.kv.fault = () => 'throw'
    world.holder = world.isolate()
    expect((await world.live()).rung).toBe('baseline')
    world.now = OVERLAP_ENDS - 1
    world.holder = world.isolate()
    expect((await world.live()).rung).toBe('cached')
  })
})
