import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { REGION_IDS, type RegionId } from '../../../src/model/nouns/region.ts'
import { liveTakedowns } from '../../../src/publisher/announce/live-region.ts'
import { type PublisherWorld, startPublisherWorld } from '../publisher-world.ts'
import { SCHEDULE } from '../records.ts'

interface Added {
  readonly takedown: { readonly id: string; readonly until: string | null }
  readonly regions: readonly RegionId[]
  readonly known?: boolean
}

let world: PublisherWorld
beforeEach(async () => {
  world = await startPublisherWorld()
  await world.ingest(...SCHEDULE)
})
afterEach(() => world.close())

async function add(order: object): Promise<Added> {
  const answer = await world.ops('POST', '/takedowns', { reason: 'rights dispute', ...order })
  expect(answer.status).toBe(201)
  return (await answer.json()) as Added
}

const listOf = (region: RegionId) => liveTakedowns(region, world.publisher)
const targetsOf = async (region: RegionId) => (await listOf(region))?.entries.map(({ target }) => target)

describe('a takedown', () => {
  it('a takedown of everywhere is on the signed list of every region', async () => {
    const { takedown, regions } = await add({ target: 'ast_one' })
    expect(regions).toEqual(REGION_IDS)
    for (const region of REGION_IDS) {
      expect((await listOf(region))?.entries).toEqual([
        { id: takedown.id, target: 'ast_one', territories: null, until: null },
      ])
    }
  })

  it('a takedown of two territories reaches their regions, and unknown places, and no other', async () => {
    const { regions } = await add({ target: 'ttl_one', territories: ['DE', 'FR'] })
    expect([...regions].sort()).toEqual(['dach', 'fr', 'world'])
    const territories = await Promise.all(
      regions.map(async (region) => (await listOf(region))?.entries[0]?.territories),
    )
    expect(Object.fromEntries(regions.map((region, index) => [region, territories[index]]))).toEqual({
      dach: ['DE'],
      fr: ['FR'],
      world: ['XX'],
    })
    expect(await listOf('na')).toBeNull()
  })

  it('a takedown of a group names each of its territories', async () => {
    await add({ target: 'cmp_main', territories: ['@dach'] })
    expect((await listOf('dach'))?.entries[0]?.territories).toEqual(['AT', 'CH', 'DE', 'LI'])
  })

  it('a takedown of an id that the schedule does not hold is in force, and says that the id is not there', async () => {
    expect((await add({ target: 'ast_none' })).known).toBe(false)
    expect(await targetsOf('dach')).toEqual(['ast_none'])
    for (const target of ['ast_one', 'ttl_one', 'cmp_main']) expect((await add({ target })).known, target).toBe(true)
    // The house idents play there, whatever else does.
    expect((await add({ target: 'surface:home-hero' })).known).toBe(true)
  })

  it('a takedown that is over already is refused, and on no list', async () => {
    const until = new Date(world.clock.now).toISOString()
    const answer = await world.ops('POST', '/takedowns', { target: 'ast_one', reason: 'rights', until })
    expect([answer.status, await answer.json()]).toEqual([400, expect.objectContaining({ field: 'until' })])
    expect(await targetsOf('dach')).toBeUndefined()
  })

  it('a takedown leaves the list by itself once its time has passed', async () => {
    const until = new Date(world.clock.now + 60_000).toISOString()
    await add({ target: 'ast_one', until, territories: ['DE'] })
    await world.publish()
    expect((await listOf('dach'))?.entries[0]?.until).toBe(Date.parse(until))
    world.clock.now += 60_001
    await world.publish()
    expect(await targetsOf('dach')).toEqual([])
  })

  it('a takedown is lifted everywhere, under a higher sequence', async () => {
    const { takedown } = await add({ target: 'ast_one' })
    const before = await listOf('dach')
    const answer = await world.ops('DELETE', `/takedowns/${takedown.id}`)
    expect(await answer.json()).toEqual({ lifted: takedown.id, regions: [...REGION_IDS] })
    for (const region of REGION_IDS) expect(await targetsOf(region)).toEqual([])
    expect((await listOf('dach'))?.sequence).toBeGreaterThan(before?.sequence ?? Number.POSITIVE_INFINITY)
  })

  it('a takedown that nobody knows cannot be lifted: 404', async () => {
    expect((await world.ops('DELETE', '/takedowns/tkd_none')).status).toBe(404)
  })

  it('a takedown gets through while every publish is refused', async () => {
    await world.publish()
    world.sink.before = ({ method, key }) => {
      if (method === 'put' && !key.endsWith('/takedowns')) throw new Error('quota')
    }
    world.clock.now += 13 * 3_600_000
    expect((await world.publish()).outcome).toBe('refused')
    await add({ target: 'ast_one' })
    expect(await targetsOf('dach')).toEqual(['ast_one'])
  })

  it('a takedown gets through while somebody holds the publish lock', async () => {
    await world.redis('SET', 'publish:dach:lock', 'somebody', 'PX', '60000')
    await add({ target: 'ast_one' })
    expect(await targetsOf('dach')).toEqual(['ast_one'])
  })

  it('a takedown draws a higher sequence even after the store has lost its counter', async () => {
    await add({ target: 'ast_one' })
    await add({ target: 'ast_two' })
    const before = await listOf('dach')
    await world.redis('DEL', 'takedowns:dach:sequence')
    await add({ target: 'ast_three' })
    expect((await listOf('dach'))?.sequence).toBeGreaterThan(before?.sequence ?? Number.POSITIVE_INFINITY)
  })

  it('a takedown of a house ident is never packed, however many orders there are', async () => {
    await add({ target: 'ast_house-ident-1-16x9' })
    const many = Array.from({ length: 1_400 }, (_, at) => ({
      ...{ v: 1, type: 'takedown', id: `tkd_many-${at}`, target: `ast_many-${at}`, reason: 'law' },
    }))
    await world.ingest(...many)
    const list = await listOf('dach')
    expect(list?.packed?.count).toBeGreaterThan(1_000)
    expect(await targetsOf('dach')).toContain('ast_house-ident-1-16x9')
  })

  it('a takedown is listed once, with its regions', async () => {
    const { takedown } = await add({ target: 'ast_one', territories: ['DE'] })
    const { takedowns } = (await (await world.ops('GET', '/takedowns')).json()) as { takedowns: object[] }
    expect(takedowns).toEqual([expect.objectContaining({ id: takedown.id, regions: ['dach', 'world'] })])
  })

  it('a takedown of one region whose list cannot be written is in force in all others, and there with a publish', async () => {
    world.sink.before = ({ method, key }) => {
      if (method === 'put' && key === 'region/na/takedowns') throw new Error('storage does not answer')
    }
    const answer = await world.ops('POST', '/takedowns', { target: 'ast_one', reason: 'rights' })
    expect(answer.status).toBe(503)
    expect(await answer.json()).toMatchObject({ detail: expect.stringContaining('na') })
    for (const region of REGION_IDS.filter((other) => other !== 'na')) {
      expect(await targetsOf(region)).toEqual(['ast_one'])
    }
    world.sink.forget()
    await world.publish('na')
    expect(await targetsOf('na')).toEqual(['ast_one'])
  })

  it('a takedown that storage lost is written again by the next publish, though nothing else changed', async () => {
    await world.publish()
    const older = world.sink.values.get('region/dach/takedowns') ?? new Uint8Array()
    await add({ target: 'ast_one' })
    world.sink.values.set('region/dach/takedowns', older)
    expect((await world.publish()).outcome).toBe('unchanged')
    expect(await targetsOf('dach')).toEqual(['ast_one'])
  })
})

describe('two takedowns at once', () => {
  it('two takedowns at once both end up on the list, whichever is written last', async () => {
    await Promise.all([add({ target: 'ast_one' }), add({ target: 'ast_two' }), add({ target: 'ast_three' })])
    for (const region of REGION_IDS) {
      expect([...((await targetsOf(region)) ?? [])].sort()).toEqual(['ast_one', 'ast_three', 'ast_two'])
    }
  })

  it('two takedowns both end up on the list when the older list is stored over the newer one', async () => {
    let held = false
    world.sink.before = async ({ method, key }) => {
      if (method !== 'put' || key !== 'region/dach/takedowns' || held) return
      held = true
      await add({ target: 'ast_two', territories: ['DE'] })
    }
    await add({ target: 'ast_one', territories: ['DE'] })
    expect([...((await targetsOf('dach')) ?? [])].sort()).toEqual(['ast_one', 'ast_two'])
  })

  it("two takedowns are both taken when one list is stored between the other's write and its reading back", async () => {
    let puts = 0
    let between = false
    world.sink.before = async ({ method, key }) => {
      if (key !== 'region/dach/takedowns') return
      if (method === 'put') puts += 1
      if (method !== 'getText' || puts !== 1 || between) return
      between = true
      await add({ target: 'ast_two', territories: ['DE'] })
    }
    await add({ target: 'ast_one', territories: ['DE'] })
    expect([...((await targetsOf('dach')) ?? [])].sort()).toEqual(['ast_one', 'ast_two'])
  })

  it('two takedowns at once end with the list that an edge believes: its sequence is the highest drawn', async () => {
    await Promise.all([add({ target: 'ast_one' }), add({ target: 'ast_two' })])
    const drawn = Number(await world.redis('GET', 'takedowns:dach:sequence'))
    expect((await listOf('dach'))?.sequence).toBe(drawn)
  })
})
