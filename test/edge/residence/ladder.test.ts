import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { SURFACE_IDS } from '../../../src/model/nouns/surface.ts'
import { type Answer, ask, itemsOf, statusOf, until } from '../device.ts'
import { type EdgeIsolate, type EdgeWorld, startEdgeWorld } from '../edge-world.ts'
import { publish, putTakedowns, takedownList } from '../publish.ts'
import { compiled, films } from '../schedule.ts'

const PLACES = ['DE', 'US', 'XX'] as const
let world: EdgeWorld

beforeAll(async () => {
  world = await startEdgeWorld(['empty', 'throwing', 'hanging', 'warm', 'neighbour', 'untrusting'])
})
afterAll(() => world.close())

/** An ident that plays: of the house, for everyone, with something to play. */
function expectIdent({ status, body }: Answer, where: string): void {
  expect([status, body.snapshot.rung, body.noDecisions], where).toEqual([200, 'baseline', []])
  for (const item of itemsOf(body)) {
    expect(item, where).toMatchObject({ campaignId: 'cmp_house-idents', rating: { age: 0 } })
    expect(item.playback.length, where).toBeGreaterThan(0)
  }
  expect(itemsOf(body).length, where).toBeGreaterThan(0)
}

async function everySurface(isolate: EdgeIsolate): Promise<void> {
  for (const country of PLACES) {
    for (const surface of SURFACE_IDS) {
      expectIdent(await ask(isolate, `/v1/autoplay?surface=${surface}`, { country }), `${surface} in ${country}`)
    }
    expectIdent(await ask(isolate, '/v1/clips', { country }), `the feed in ${country}`)
  }
}

describe('a cold isolate', () => {
  it('a cold isolate plays a house ident on every surface and at every place when nothing was ever published', async () => {
    await everySurface(world.isolate('empty'))
    expect((await statusOf(world.isolate('empty'), 'dach')).lastRefusal).toBe('missing')
  })

  it('a cold isolate plays a house ident when storage throws', async () => {
    const isolate = world.isolate('throwing')
    isolate.storage.fault = () => 'throw'
    await everySurface(isolate)
    expect((await statusOf(isolate, 'dach')).lastRefusal).toBe('unavailable')
  })

  it('a cold isolate plays a house ident when storage hangs', async () => {
    const isolate = world.isolate('hanging')
    isolate.storage.fault = () => 'hang'
    await everySurface(isolate)
  })

  it('a cold isolate plays a house ident when the takedown list cannot be verified, however good the snapshot', async () => {
    const isolate = world.isolate('untrusting')
    await putTakedowns(isolate.storage, { ...world.expiredKey, kid: 'now' }, takedownList('latam', 1))
    await publish(isolate.storage, world.key, 'latam', compiled('latam', films(3)))
    expectIdent(await ask(isolate, '/v1/autoplay', { country: 'MX' }), 'the hero')
    expect((await statusOf(isolate, 'latam')).lastRefusal).toBe('signature')
  })

  it('a cold isolate serves what its neighbour left at the place when storage is down', async () => {
    const [warm, cold] = [world.isolate('warm'), world.isolate('neighbour')]
    await publish(warm.storage, world.key, 'uki', compiled('uki', films(3)))
    const { snapshot } = await until(warm, 'uki', ({ rung }) => rung === 'fresh')
    cold.storage.fault = () => 'throw'
    const found = await until(cold, 'uki', ({ rung }) => rung !== 'baseline')
    expect(found).toMatchObject({ rung: 'cached', snapshot, lastRefusal: 'unavailable' })
    cold.storage.fault = () => null
    await publish(cold.storage, world.key, 'uki', compiled('uki', films(3)))
    await until(cold, 'uki', ({ rung }) => rung === 'fresh')
  })
})

describe('a warm isolate', () => {
  it('a warm isolate serves its last good snapshot as stale while storage throws or hangs, and heals by itself', async () => {
    const isolate = world.isolate('warm')
    const { snapshot } = await publish(isolate.storage, world.key, 'dach', compiled('dach', films(30)))
    await until(isolate, 'dach', ({ rung }) => rung === 'fresh')
    const good = await ask(isolate, '/v1/autoplay?requestId=the-same', { country: 'DE' })
    isolate.storage.fault = () => 'throw'
    await until(isolate, 'dach', ({ rung, lastRefusal }) => rung === 'stale' && lastRefusal === 'unavailable')
    isolate.storage.fault = () => 'hang'
    const down = await ask(isolate, '/v1/autoplay?requestId=the-same', { country: 'DE' })
    expect([down.status, down.body.snapshot.id, down.body.snapshot.rung]).toEqual([200, snapshot, 'stale'])
    expect(down.body.decisions).toEqual(good.body.decisions)
    isolate.storage.fault = () => null
    await publish(isolate.storage, world.key, 'dach', compiled('dach', films(31)), 2)
    await until(isolate, 'dach', ({ rung, sequence }) => rung === 'fresh' && sequence === 2)
  })

  it('a warm isolate says stale once a snapshot is past its soft expiry, and serves it', async () => {
    const isolate = world.isolate('warm')
    await publish(isolate.storage, world.key, 'fr', compiled('fr', films(3)), 1, {
      softExpiresAt: new Date(Date.now() - 1000).toISOString(),
    })
    await until(isolate, 'fr', ({ sequence }) => sequence === 1)
    expect(await statusOf(isolate, 'fr')).toMatchObject({ rung: 'stale', lastRefusal: null })
  })

  it('a warm isolate leaves a storage that throws alone for a while, however many ask', async () => {
    const isolate = world.isolate('warm')
    await publish(isolate.storage, world.key, 'na', compiled('na', films(3)))
    await until(isolate, 'na', ({ rung }) => rung === 'fresh')
    isolate.storage.fault = () => 'throw'
    await until(isolate, 'na', ({ lastRefusal }) => lastRefusal === 'unavailable')
    const before = isolate.storage.reads
    for (let turn = 0; turn < 60; turn++) await ask(isolate, '/v1/autoplay', { country: 'US' })
    isolate.storage.fault = () => null
    // A look is two reads: a try or two may fall into this time, sixty may not.
    expect(isolate.storage.reads - before).toBeLessThan(20)
  })
})

it("one region's trouble is its own", async () => {
  const isolate = world.isolate('warm')
  await publish(isolate.storage, world.key, 'north', compiled('north', films(3)))
  await until(isolate, 'north', ({ rung }) => rung === 'fresh')
  isolate.storage.fault = (key) => (key.startsWith('region/north/') ? 'throw' : null)
  await publish(isolate.storage, world.key, 'cee', compiled('cee', films(3)))
  await until(isolate, 'cee', ({ rung }) => rung === 'fresh')
  isolate.storage.fault = () => null
})
