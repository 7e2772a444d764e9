import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { HOUSE_TARGETS } from '../../../src/baseline/house-targets.ts'
import { SURFACE_IDS } from '../../../src/model/nouns/surface.ts'
import { announcedList } from '../../../src/publisher/takedowns/lists/announced-list.ts'
import { LEDGER } from '../../../src/publisher/takedowns/lists/ledger.ts'
import { isSum, saidOnce } from '../../../src/publisher/takedowns/lists/said-once.ts'
import { sealList } from '../../../src/publisher/takedowns/lists/seal-list.ts'
import { type Order, together, without } from '../../../src/publisher/takedowns/withdrawn.ts'
import { TAKEDOWNS_BYTES_MAX } from '../../../src/snapshot/takedowns/limits.ts'
import { type PublisherWorld, startPublisherWorld } from '../publisher-world.ts'
import { asset, SCHEDULE } from '../records.ts'

let world: PublisherWorld
beforeEach(async () => {
  vi.spyOn(console, 'error').mockImplementation(() => undefined)
  world = await startPublisherWorld()
})
afterEach(async () => {
  vi.restoreAllMocks()
  await world.close()
})

const CODES = ['AT', 'CH', 'DE', 'LI']
const anOrder = fc.record({
  id: fc.uuid().map((id) => `tkd_${id}`),
  target: fc.constantFrom('surface:home-hero', 'surface:clips-feed', 'ast_house'),
  territories: fc.oneof(fc.constant(null), fc.subarray(CODES, { minLength: 1 })),
  until: fc.constantFrom(null, 10, 20, 30),
})
const holds = (orders: readonly Order[], target: string, code: string, at: number) =>
  orders.some(
    (order) =>
      order.target === target &&
      (order.territories?.includes(code) ?? true) &&
      (order.until === null || at < order.until),
  )

it('orders that are said once withdraw what they withdraw one by one, and nothing else', () => {
  const whole = fc.property(fc.array(anOrder, { maxLength: 12 }), (orders) => {
    const said = saidOnce(orders)
    const short = saidOnce(orders, true)
    for (const target of ['surface:home-hero', 'surface:clips-feed', 'ast_house']) {
      expect(said.filter((entry) => entry.target === target).length).toBeLessThanOrEqual(CODES.length + 1)
      expect(short.filter((entry) => entry.target === target).length).toBeLessThanOrEqual(1)
      for (const code of [...CODES, 'FR']) {
        for (const at of [0, 10, 15, 25, 35]) {
          const is = holds(orders, target, code, at)
          expect([code, at, holds(said, target, code, at)]).toEqual([code, at, is])
          if (is) expect(holds(short, target, code, at)).toBe(true)
        }
      }
    }
  })
  fc.assert(whole)
})

describe('a list, whatever was ordered', () => {
  const targets = [...SURFACE_IDS.map((id) => `surface:${id}`), ...HOUSE_TARGETS]
  const codes = Array.from({ length: 70 }, (_, index) => `Q${index}`)

  it('a list takes any number of orders that cannot be packed, each with another end', async () => {
    const orders = targets.flatMap((target, row) =>
      codes.map((code, index) => ({
        id: `tkd_${row}-${index}`,
        target,
        territories: [code],
        until: Date.UTC(2027, 0, 1) + row * 1_000 + index,
      })),
    )
    const lifted = Array.from({ length: 200 }, (_, index) => ({ id: `tkd_${'x'.repeat(40)}${index}`, at: 1 }))
    const wanted = {
      region: 'dach' as const,
      sequence: 1,
      withdrawn: { orders, changes: [] },
      lifted,
      narrowed: [],
      completeFrom: 0,
    }
    const announced = await announcedList('dach', world.publisher)
    const sealed = await sealList(
      { ...wanted, spareBytes: 16 * 1024 },
      announced,
      { orders: [], changes: [] },
      world.publisher,
    )
    expect(sealed?.text.length).toBeLessThanOrEqual(TAKEDOWNS_BYTES_MAX - 16 * 1024)
    for (const { target, territories, until } of orders) {
      expect(holds(sealed?.payload.entries ?? [], target, territories[0] ?? '', until - 1)).toBe(true)
    }
  })
})

describe('a feed that orders more of surfaces than a list has room for', () => {
  const silence = (count: number) =>
    Array.from({ length: count }, (_, index) => ({
      v: 1,
      type: 'takedown',
      id: `tkd_${SURFACE_IDS[index % 5]}-night-${index}`,
      target: `surface:${SURFACE_IDS[index % 5]}`,
      territories: [['DE', 'AT', 'CH', 'LI'][index % 4]],
      reason: 'election silence',
    }))
  const said = async () => {
    const { delta, base } = await announcedList('dach', world.publisher)
    return together((await base()) ?? { orders: [], changes: [] }, delta)
  }
  const order = (target: string) => world.ops('POST', '/takedowns', { target, reason: 'rights' })

  beforeEach(async () => {
    await world.ingest(...SCHEDULE)
    await world.publish()
    await world.ingest(...silence(1_400))
  })

  it('a feed with too many orders of surfaces stops neither orders by hand, nor changes, nor publishes', async () => {
    for (const region of ['dach', 'world'] as const) {
      const { list } = await announcedList(region, world.publisher)
      expect(list?.entries.length).toBeLessThan(700)
      expect(list?.entries.some(isSum)).toBe(true)
    }
    expect((await said()).orders).toHaveLength(1_400)
    expect((await order('ast_one')).status).toBe(201)
    await world.ingest(asset('two', { validUntil: '2026-11-21T00:00:00' }))
    const { orders, changes } = await said()
    expect([orders.length, changes.map(({ targets }) => targets)]).toEqual([1_401, [['ast_two']]])
    for (const { id } of silence(1_400)
      .filter((_, index) => index % 20 === 0)
      .slice(0, 2)) {
      expect((await world.ops('DELETE', `/takedowns/${id}`)).status).toBe(200)
    }
    const left = await said()
    expect(without({ orders, changes: [] }, left).orders.map(({ id }) => id)).toEqual([
      'tkd_home-hero-night-0',
      'tkd_home-hero-night-20',
    ])
    const { list } = await announcedList('dach', world.publisher)
    expect(holds(list?.entries ?? [], 'surface:home-hero', 'DE', world.clock.now)).toBe(true)
    expect((await world.edge())?.takedowns.sequence).toBe(list?.sequence)
  })

  it('a feed with too many orders leaves room for orders by hand while the ledger cannot be read', async () => {
    world.sink.spoil = (key, value) => (key.endsWith(`/${LEDGER}`) ? null : value)
    for (let index = 0; index < 20; index += 1) expect((await order(`ast_${index}`)).status).toBe(201)
    world.sink.forget()
    expect((await said()).orders).toHaveLength(1_420)
  })
})
