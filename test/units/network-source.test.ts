import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { NetworkSources, networkOf } from '../../src/units/network-source.ts'
import { readUnitKeys } from '../../src/units/unit-keys.ts'

const keysOf = (fill: number) =>
  readUnitKeys(JSON.stringify([{ kid: 'a', key: Buffer.alloc(32, fill).toString('base64url') }]))
const NOW = Date.UTC(2026, 10, 22, 21, 30)
const DAY_MS = 86_400_000

describe('the network of an address', () => {
  it.each([
    ['192.0.2.17', '192.0.2'],
    ['192.0.2.255', '192.0.2'],
    ['192.0.3.17', '192.0.3'],
    ['::ffff:192.0.2.17', '192.0.2'],
    ['::FFFF:c000:0211', '192.0.2'],
    ['2001:db8:1:2::1', '2001:db8:1'],
    ['2001:0db8:0001:ffff:1:2:3:4', '2001:db8:1'],
    ['2001:DB8:1::', '2001:db8:1'],
    ['2001:db8::1', '2001:db8:0'],
    ['64:ff9b::192.0.2.17', '64:ff9b:0'],
    ['::1', '0:0:0'],
  ])('the network of %s is %s', (address, network) => {
    expect(networkOf(address)).toBe(network)
  })

  it.each(['', 'localhost', '192.0.2', '192.0.2.256', '1.2.3.4.5', '1.2.3.x', ':', ':::', '1::2::3', 'g::', '1:2:3'])(
    'an address that is none has no network: %j',
    (address) => {
      expect(networkOf(address)).toBeNull()
    },
  )

  it('an address of any text throws nothing', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.ipV4(), fc.ipV6(), fc.stringMatching(/^[0-9a-f:.]{0,40}$/)), (address) => {
        networkOf(address)
      }),
    )
    fc.assert(
      fc.property(fc.oneof(fc.ipV4(), fc.ipV6()), (address) => {
        expect(networkOf(address)).not.toBeNull()
      }),
    )
  })
})

describe('the source of a network', () => {
  it('the source of a network is 12 bits, the same all day for all its addresses', () => {
    const sources = new NetworkSources(keysOf(1))
    fc.assert(
      fc.property(fc.nat(255), fc.nat(DAY_MS / 12), (host, later) => {
        const source = sources.of(`192.0.2.${host}`, NOW + later)
        expect(source).toBe(sources.of('192.0.2.1', NOW))
        expect(source).toBeGreaterThanOrEqual(0)
        expect(source).toBeLessThanOrEqual(4095)
      }),
    )
  })

  it('the source of a network is another one on another day, under another key, and of most other networks', () => {
    const networks = Array.from({ length: 200 }, (_, at) => `10.0.${at}.1`)
    const on = (fill: number, now: number) => networks.map((each) => new NetworkSources(keysOf(fill)).of(each, now))
    const today = on(1, NOW)
    const same = (other: readonly (number | null)[]) => other.filter((source, at) => source === today[at]).length
    expect(same(on(1, NOW))).toBe(200)
    expect(same(on(1, NOW + DAY_MS))).toBeLessThan(5)
    expect(same(on(2, NOW))).toBeLessThan(5)
    expect(new Set(today).size).toBeGreaterThan(180)
  })

  it('the source changes with the day in one isolate, and comes back if its clock goes back', () => {
    const sources = new NetworkSources(keysOf(1))
    const networks = Array.from({ length: 20 }, (_, at) => `10.0.${at}.1`)
    const today = networks.map((each) => sources.of(each, NOW))
    expect(networks.map((each) => sources.of(each, NOW + DAY_MS))).not.toEqual(today)
    expect(networks.map((each) => sources.of(each, NOW))).toEqual(today)
  })

  it('nothing has a source without an address, or without keys', () => {
    expect(new NetworkSources(keysOf(1)).of(null, NOW)).toBeNull()
    expect(new NetworkSources(keysOf(1)).of('somewhere', NOW)).toBeNull()
    expect(new NetworkSources([]).of('192.0.2.1', NOW)).toBeNull()
  })
})
