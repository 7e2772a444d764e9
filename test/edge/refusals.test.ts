import { afterAll, beforeAll, expect, it } from 'vitest'
import type { TrustRefusal } from '../../src/edge/residence/trust.ts'
import { REGION_IDS } from '../../src/model/nouns/region.ts'
import { keys } from '../../src/snapshot/format.ts'
import { ask, itemsOf, statusOf, until } from './device.ts'
import { type EdgeWorld, startEdgeWorld } from './edge-world.ts'
import { pointerTo, publish, putTakedowns, takedownList } from './publish.ts'
import { POINTER_CASES, SHARD_CASES, type SpoilCase, type Spot, shardKeys, TAKEDOWN_CASES } from './residence/spoil.ts'
import { compiled, films } from './schedule.ts'

/**
 * Every reason that there is: a new one fails to compile here until a case reaches it. What is said of
 * canaries alone, of an isolate that has no list yet, and of content that cannot answer is reached elsewhere.
 */
const REASONS: Readonly<
  Record<Exclude<TrustRefusal, 'no-room' | 'canary' | 'too-old' | 'behind-list'> | 'unavailable', true>
> = {
  oversized: true,
  malformed: true,
  'unknown-key': true,
  'key-not-valid-now': true,
  signature: true,
  schema: true,
  region: true,
  format: true,
  rollback: true,
  'fast-forward': true,
  blacklisted: true,
  missing: true,
  size: true,
  hash: true,
  unreadable: true,
  unavailable: true,
  floor: true,
  shards: true,
  id: true,
  'takedowns-behind': true,
}

const COUNTRIES = {
  na: 'US',
  latam: 'MX',
  br: 'BR',
  uki: 'GB',
  dach: 'DE',
  fr: 'FR',
  med: 'IT',
  north: 'SE',
  cee: 'PL',
  mea: 'EG',
  in: 'IN',
  apac: 'AU',
  world: 'XX',
} as const

/** Each case has a region of an isolate for itself, so that they all run at once. */
const CASES: readonly SpoilCase[] = [...POINTER_CASES, ...SHARD_CASES, ...TAKEDOWN_CASES]
const NAMES = Array.from({ length: Math.ceil(CASES.length / REGION_IDS.length) }, (_, at) => `warm-${at}`)
const hits = new Set<string>()
let world: EdgeWorld

beforeAll(async () => {
  // Without the place's copy: a neighbour's newer one would be taken for good, and rightly.
  world = await startEdgeWorld(NAMES, { cache: false })
})
afterAll(() => world.close())

it.concurrent.each(CASES.map((spoilCase, at) => [...spoilCase, at] as const))(
  'an announcement that is not to be believed is refused, and what serves goes on: %s → %s',
  async (_name, refusal, spoil, at) => {
    const region = REGION_IDS[at % REGION_IDS.length] ?? 'dach'
    const isolate = world.isolate(NAMES[Math.floor(at / REGION_IDS.length)] ?? '')
    const { storage } = isolate
    await putTakedowns(storage, world.key, takedownList(region, 5))
    const good = await publish(storage, world.key, region, compiled(region, films(3, 'one')), 5)
    await until(isolate, region, ({ sequence, rung }) => sequence === 5 && rung === 'fresh')
    const before = await ask(isolate, '/v1/autoplay?requestId=the-same', { country: COUNTRIES[region] })

    const spot: Spot = { world, storage, region, next: compiled(region, films(3, `next-${region}`)) }
    await spoil(spot)
    // A machine that stalls may miss the first look at wrong bytes: after it their snapshot is set aside.
    const late = SHARD_CASES.some(([, , other]) => other === spoil) ? 'blacklisted' : refusal
    const seen = new Set<string>()
    const refused = await until(isolate, region, ({ lastRefusal, rung }) => {
      if (lastRefusal !== null && lastRefusal !== late) seen.add(lastRefusal)
      // The look that is refused may come between the two.
      return (lastRefusal === refusal || lastRefusal === late) && rung === 'stale'
    })
    expect([...seen].filter((reason) => reason !== refusal)).toEqual([])
    hits.add(String(refused.lastRefusal))
    expect(refused).toMatchObject({ snapshot: good.snapshot, sequence: 5, rung: 'stale' })
    const during = await ask(isolate, '/v1/autoplay?requestId=the-same', { country: COUNTRIES[region] })
    expect([during.status, during.body.snapshot.id]).toEqual([200, good.snapshot])
    expect(during.body.decisions).toEqual(before.body.decisions)

    for (const key of await shardKeys(spot)) storage.faults.delete(key)
    await putTakedowns(storage, world.key, takedownList(region, 7))
    await publish(storage, world.key, region, compiled(region, films(3, 'new')), 7)
    await until(isolate, region, ({ sequence, rung }) => sequence === 7 && rung === 'fresh')
  },
)

it('bytes that are not what their pointer says are not read again and again, for their snapshot is set aside', async () => {
  const isolate = world.isolate('warm-0')
  const { shards } = await pointerTo('fr', compiled('fr', films(3, 'bad')), 20)
  isolate.storage.faults.set(keys.shard(shards[0]?.sha256 ?? '', 'hot'), 'flip')
  await publish(isolate.storage, world.key, 'fr', compiled('fr', films(3, 'bad')), 20)
  const status = await until(isolate, 'fr', ({ lastRefusal }) => lastRefusal === 'blacklisted')
  hits.add(String(status.lastRefusal))
  expect(status.sequence).toBe(7)
})

it('a snapshot that lost more than half of what serves is held back, until somebody means it', async () => {
  const isolate = world.isolate('warm-0')
  const small = compiled('fr', films(20, 'left'))
  const { snapshot } = await publish(isolate.storage, world.key, 'fr', compiled('fr', films(60, 'many')), 30)
  await until(isolate, 'fr', ({ sequence }) => sequence === 30)
  await publish(isolate.storage, world.key, 'fr', small, 31)
  const held = await until(isolate, 'fr', ({ lastRefusal }) => lastRefusal === 'floor')
  hits.add(String(held.lastRefusal))
  expect(held).toMatchObject({ snapshot, sequence: 30, rung: 'stale' })
  const overrides = [{ check: 'count-change', finding: '1a2b3c4d' }]
  await publish(isolate.storage, world.key, 'fr', small, 32, { overrides })
  await until(isolate, 'fr', ({ sequence, rung }) => sequence === 32 && rung === 'fresh')
})

it('an empty snapshot is taken as what it says, not as an absent one, and the answer says that there is nothing', async () => {
  const isolate = world.isolate('warm-0')
  await publish(isolate.storage, world.key, 'br', compiled('br', { titles: [], assets: [], campaigns: [] }), 20)
  await until(isolate, 'br', ({ sequence }) => sequence === 20)
  const { status, body } = await ask(isolate, '/v1/autoplay?surface=browse-tile', { country: 'BR' })
  expect([status, itemsOf(body).length, body.noDecisions[0]?.reason]).toEqual([200, 0, 'no-candidates'])
  expect((await statusOf(isolate, 'br')).candidates).toBe(0)
})

it('every reason to refuse has been reached', () => {
  expect([...hits].sort()).toEqual(Object.keys(REASONS).sort())
})
