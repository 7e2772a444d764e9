import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type KeptWorld, type PublisherWorld, startPublisherWorld } from '../publisher-world.ts'
import { asset, campaign, title } from '../records.ts'
import table from './order-moves.json' with { type: 'json' }

/** What a feed makes join or leave a group on which an order stands: neither is shown until a person lifts the order. */
const REST = Array.from({ length: 12 }, (_, index) => `rest${index}`)
const OTHERS = [
  title('series', { kind: 'series' }),
  title('two'),
  title('bad'),
  asset('two', { tags: ['y'] }),
  ...REST.flatMap((name) => [title(name), asset(name)]),
  campaign('rest', REST),
]

type Row = (typeof table)[number]

function recordsOf({ record }: Row, fields: object) {
  return [
    title('one', record === 'title' ? fields : {}),
    asset('one', record === 'asset' ? fields : {}),
    campaign('main', ['one', 'two'], record === 'campaign' ? fields : {}),
  ]
}

let world: PublisherWorld
afterEach(() => world.close())

/** A world in which these are published. */
async function published(records: readonly object[]): Promise<KeptWorld> {
  world = await startPublisherWorld()
  await world.ingest(...records)
  await world.publish()
  const kept = world.keep()
  await world.close()
  return kept
}

async function beginFrom(kept: KeptWorld): Promise<void> {
  world = await startPublisherWorld('small', kept)
}

async function shows(country = 'DE'): Promise<boolean> {
  const asked = { surface: 'home-hero', country, asset: 'ast_one', cap: 18, adult: true }
  const answer = await world.ops('POST', '/explain', { ...asked, now: new Date(world.clock.now).toISOString() })
  return ((await answer.json()) as { kept?: unknown[] }).kept?.length === 1
}

async function order(target: string, more: object = {}): Promise<string> {
  const answer = await world.ops('POST', '/takedowns', { target, reason: 'by a court', ...more })
  return ((await answer.json()) as { takedown: { id: string } }).takedown.id
}

async function sent(...records: object[]) {
  world.clock.now += 60_000
  const answer = await world.ops('POST', '/ingest?approve=1', records)
  return (await answer.json()) as { orders?: { count: number; first: { lift: string }[] } }
}

async function publish() {
  world.clock.now += 60_000
  expect(await world.publish()).toMatchObject({ outcome: 'published' })
}

const lift = (id: string) => world.ops('DELETE', `/takedowns/${id}`)

describe('an order and what moves under it', () => {
  /** By what the record says before it moves: its order is given in each test. */
  const begun = new Map<string, Promise<KeptWorld>>()
  async function beginBefore(row: Row): Promise<void> {
    const records = recordsOf(row, row.before)
    const key = JSON.stringify(records)
    const kept = begun.get(key) ?? published([...OTHERS, ...records])
    begun.set(key, kept)
    await beginFrom(await kept)
  }

  it.each(table.map((row) => [row.order, row.what, row] as const))(
    'an order on %s: where %s, the record is withdrawn at once, after the publish, and under older snapshots',
    async (_order, _what, row) => {
      await beginBefore(row)
      const id = await order(row.order)
      expect(await shows()).toBe(row.is === 'joined')
      const { orders } = await sent(...recordsOf(row, { ...row.before, ...row.after }))
      expect(orders).toMatchObject({
        count: 1,
        first: [{ what: row.is, record: row.moves, group: row.order, order: id }],
      })
      expect(await shows()).toBe(false)
      await publish()
      expect(await shows()).toBe(false)
      world.clock.now += 60_000
      await world.ops('POST', '/regions/dach/rollback', { reason: 'posters', to: null })
      expect(await shows()).toBe(false)
    },
  )

  it.each(table.map((row) => [row.order, row.what, row] as const))(
    'an order on %s: where %s, lifting what the report names shows the record again',
    async (_order, _what, row) => {
      await beginBefore(row)
      await order(row.order)
      const { orders } = await sent(...recordsOf(row, { ...row.before, ...row.after }))
      await publish()
      expect((await lift(orders?.first[0]?.lift ?? '')).status).toBe(200)
      expect(await shows()).toBe(true)
    },
  )
})

describe('what left a withdrawn group', () => {
  const one = asset('one', { tags: ['x'] })
  const records = [...OTHERS, title('one'), one, campaign('main', ['one', 'two'])]
  let kept: KeptWorld
  beforeAll(async () => {
    kept = await published(records)
  })
  beforeEach(() => beginFrom(kept))

  it('what left a withdrawn group stays withdrawn in the places of the order and for as long', async () => {
    const until = new Date(world.clock.now + 3_600_000).toISOString()
    await order('tag:x', { territories: ['DE'], until })
    await sent({ ...one, tags: [] })
    await publish()
    expect([await shows('DE'), await shows('AT')]).toEqual([false, true])
    world.clock.now = Date.parse(until)
    expect(await shows('DE')).toBe(true)
  })

  it('what joined a withdrawn group is withdrawn in the places of the order alone', async () => {
    await order('tag:bad', { territories: ['DE'] })
    await sent({ ...one, tags: ['bad'] })
    expect([await shows('DE'), await shows('AT')]).toEqual([false, true])
  })

  it('what left a withdrawn group is ordered once, and an order that has ended holds nothing', async () => {
    const id = await order('tag:x')
    await sent({ ...one, tags: [] })
    await sent(one)
    await sent({ ...one, tags: [] })
    const listed = async () => {
      const { takedowns } = (await (await world.ops('GET', '/takedowns')).json()) as { takedowns: { id: string }[] }
      return takedowns.map((each) => each.id)
    }
    expect(await listed()).toHaveLength(2)
    for (const each of await listed()) await lift(each)
    await sent(one)
    expect(await sent({ ...one, tags: [] })).not.toHaveProperty('orders')
    expect(await listed()).not.toContain(id)
  })

  it('a dry run says what would leave a withdrawn group and orders nothing', async () => {
    await order('tag:x')
    const answer = await world.ops('POST', '/ingest?dryRun=1&approve=1', [{ ...one, tags: [] }])
    expect(await answer.json()).toMatchObject({ dryRun: true, orders: { count: 1, first: [{ what: 'left' }] } })
    const { takedowns } = (await (await world.ops('GET', '/takedowns')).json()) as { takedowns: unknown[] }
    expect(takedowns).toHaveLength(1)
  })
})
