import fc from 'fast-check'
import { afterAll, afterEach, describe, expect, it, vi } from 'vitest'
import { zoneOffsets, zonesOf } from '../../../src/compile/time/zone-offsets.ts'
import { WallClocks } from '../../../src/decide/time/local-minute.ts'
import { REGION_IDS } from '../../../src/model/nouns/region.ts'
import { bundledRules } from '../../../src/rules/bundled-rules.ts'
import { regionRules } from '../../../src/rules/lookup/region-rules.ts'

const NOW = Date.UTC(2026, 10, 22)
const MINUTE_MS = 60_000
const ZONES = [
  ...new Set(REGION_IDS.flatMap((region) => zonesOf(regionRules(bundledRules(), region), new Map()))),
].sort()
const TOLD = zoneOffsets(ZONES, NOW)

/** Clocks that are told of all zones, and clocks that are told nothing. */
const told = new WallClocks()
told.goBy(TOLD)
const runtime = new WallClocks()

const asked = vi.spyOn(Intl.DateTimeFormat.prototype, 'formatToParts')
afterEach(() => asked.mockClear())
afterAll(() => asked.mockRestore())

describe('wall clocks by the offsets of a snapshot', () => {
  it('told wall clocks show what the runtime says, beside every change of every zone in use', () => {
    expect(ZONES.length).toBeGreaterThan(300)
    for (const { zones, changes } of TOLD.alike) {
      const beside = changes.flatMap(([at]) => [at - MINUTE_MS, at - 1, at, at + MINUTE_MS - 1, at + MINUTE_MS])
      for (const zone of zones) {
        for (const instant of [...beside, TOLD.until - 1, TOLD.until]) {
          expect(told.at(instant, zone), `${zone} at ${instant}`).toEqual(runtime.at(instant, zone))
        }
      }
    }
  })

  it('wall clocks show what the runtime says at any instant, told or not', () => {
    const years = { min: new Date(TOLD.from - 90 * 86_400_000), max: new Date(TOLD.until + 90 * 86_400_000) }
    fc.assert(
      fc.property(fc.constantFrom(...ZONES), fc.date({ ...years, noInvalidDate: true }), (zone, date) => {
        expect(told.at(date.getTime(), zone)).toEqual(runtime.at(date.getTime(), zone))
      }),
      { numRuns: 2_000 },
    )
  })

  it('wall clocks ask the runtime for no zone that is told, until its end, and for every other', () => {
    const clocks = new WallClocks()
    clocks.goBy({ from: NOW, until: NOW + MINUTE_MS, alike: [{ zones: ['Asia/Tokyo'], changes: [[NOW, 540]] }] })
    const sunday = { weekday: 6, minute: 540 }
    expect(clocks.at(NOW, 'Asia/Tokyo')).toEqual(sunday)
    expect(clocks.at(NOW + MINUTE_MS - 1, 'Asia/Tokyo')).toEqual(sunday)
    expect(asked).not.toHaveBeenCalled()
    expect(clocks.at(NOW + MINUTE_MS, 'Asia/Tokyo')).toEqual({ weekday: 6, minute: 541 })
    expect(clocks.at(NOW - MINUTE_MS, 'Asia/Tokyo')).toEqual({ weekday: 6, minute: 539 })
    expect(asked).toHaveBeenCalledTimes(2)
    expect(clocks.at(NOW, 'Asia/Seoul')).toEqual(sunday)
    expect(asked).toHaveBeenCalledTimes(3)
  })

  it.each([
    ['that begin too late', [[NOW + 1, 60]]],
    [
      'in no order',
      [
        [NOW - 2, 60],
        [NOW - 3, 120],
      ],
    ],
    ['of parts of a minute', [[NOW, 60.5]]],
    ['that no clock has', [[NOW, 6000]]],
    ['that are none', []],
  ] as const)('wall clocks ask the runtime where they were told changes %s', (_, changes) => {
    const clocks = new WallClocks()
    clocks.goBy({ from: NOW, until: NOW + 5 * MINUTE_MS, alike: [{ zones: ['Asia/Tokyo'], changes }] })
    expect(clocks.at(NOW + 2 * MINUTE_MS, 'Asia/Tokyo')).toEqual({ weekday: 6, minute: 542 })
  })

  it('wall clocks go by what was told last, but never back to an earlier year', () => {
    const clocks = new WallClocks()
    const tell = (from: number, minutes: number) =>
      clocks.goBy({ from, until: NOW + 86_400_000, alike: [{ zones: ['Asia/Tokyo'], changes: [[from, minutes]] }] })
    tell(NOW - 10, 60)
    tell(NOW - 10, 120)
    expect(clocks.at(NOW, 'Asia/Tokyo').minute).toBe(120)
    tell(NOW - 20, 180)
    expect(clocks.at(NOW + MINUTE_MS, 'Asia/Tokyo').minute).toBe(121)
  })
})

describe('the offsets that a snapshot tells', () => {
  it('the offsets of a snapshot are the same whenever in a year it was made, and hold for a year at least', () => {
    const zones = ['Europe/Berlin', 'Africa/Casablanca', 'UTC']
    const first = zoneOffsets(zones, Date.UTC(2026, 0))
    const last = zoneOffsets([...zones].reverse(), Date.UTC(2027, 0) - 1)
    expect(last).toEqual(first)
    expect(zoneOffsets(zones, Date.UTC(2027, 0)).from).toBe(Date.UTC(2027, 0))
    expect(first.until).toBe(Date.UTC(2028, 0))
    expect(first.alike.find((alike) => alike.zones.includes('Europe/Berlin'))?.changes).toEqual([
      [Date.UTC(2026, 0), 60],
      [Date.UTC(2026, 2, 29, 1), 120],
      [Date.UTC(2026, 9, 25, 1), 60],
      [Date.UTC(2027, 2, 28, 1), 120],
      [Date.UTC(2027, 9, 31, 1), 60],
    ])
  })

  it("a snapshot tells the offsets of the region's zones and of those that campaigns name, each once", () => {
    const own = regionRules(bundledRules(), 'dach')
    const hours = new Map([
      [0, { timeZone: 'Asia/Tokyo', parts: [] }],
      [1, { timeZone: 'territory', parts: [] }],
    ])
    const { alike } = zoneOffsets(zonesOf(own, hours), NOW)
    const zones = alike.flatMap((each) => each.zones)
    expect(zones).toEqual(expect.arrayContaining(['Asia/Tokyo', 'Europe/Berlin', 'Europe/Vienna']))
    expect(new Set(zones).size).toBe(zones.length)
    expect(zones).not.toContain('territory')
  })
})
