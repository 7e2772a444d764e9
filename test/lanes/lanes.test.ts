import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compiledRegion } from './compiled-region.ts'
import { type LanesCase, lanes, lanesCases } from './lanes-case.ts'

const minute = (at: number | null) => (at === null ? 'open' : `${new Date(at).toISOString().slice(0, 16)}Z`)

describe('the table of lanes', () => {
  it.each(lanesCases)('the worked case of lanes holds: $name', ({ name: _name, lanes: expected, ...asked }) => {
    const drawn = lanes(asked)
    expect(drawn.map(({ key, territories, hidden }) => ({ key, territories, hidden }))).toEqual(
      expected.map(({ key, territories, hidden }) => ({ key, territories, hidden })),
    )
    for (const [index, { slices, bars }] of expected.entries()) {
      const lane = drawn[index]
      const strip = lane?.slices.map(({ from, tier, count }) => `${minute(from)} ${tier ?? 'gap'} ${count}`)
      const end = minute(lane?.slices.at(-1)?.to ?? 0)
      const row = lane?.bars.map((each) => {
        return `${each.row} ${each.campaignId} r${each.revision} ${minute(each.from)}/${minute(each.to)}`
      })
      if (slices !== undefined) expect([...(strip ?? []), end]).toEqual(slices)
      if (bars !== undefined) expect(row).toEqual(bars)
    }
  })
})

const PLACES = ['DE', 'AT', 'CH', 'GB', 'IE', 'US', 'LB', 'NP'] as const
const quarter = fc.integer({ min: -20 * 96, max: 20 * 96 }).map((steps) => {
  return new Date(Date.UTC(2027, 2, 28) + steps * 900_000).toISOString().slice(0, 19)
})
const plan = fc
  .record({
    times: fc.tuple(quarter, quarter),
    isOpen: fc.boolean(),
    timeZone: fc.constantFrom('territory', 'UTC', 'Europe/Berlin'),
    priority: fc.constantFrom('takeover', 'guaranteed', 'standard', 'evergreen'),
    territories: fc.subarray([...PLACES], { minLength: 1 }),
    surfaces: fc.subarray(['home-hero', 'post-play'], { minLength: 1 }),
    hours: fc.constantFrom([], [{ from: '18:00', to: '02:00' }], [{ days: ['sun'], from: '01:00', to: '03:00' }]),
    plays: fc.boolean(),
  })
  .filter(({ times: [start, end] }) => start < end)
  .map(({ times: [start, end], isOpen, ...more }) => ({ start, end: isOpen ? null : end, ...more }))
const question = fc
  .record({
    plans: fc.array(plan, { maxLength: 6 }),
    days: fc.integer({ min: 1, max: 14 }),
    clock: fc.constantFrom('local', 'utc'),
  })
  .map(({ plans, ...rest }): LanesCase => {
    const named = plans.map((each, index) => ({ id: `p${index}`, ...each }))
    return { ...rest, plans: named, places: [...PLACES], surfaces: ['home-hero', 'post-play'], from: '2027-03-24' }
  })

describe('any lanes', () => {
  it('slices tile their lane exactly, and no two neighbours say the same', () => {
    fc.assert(
      fc.property(question, (asked) => {
        for (const { span, slices } of lanes(asked)) {
          expect(slices[0]?.from).toBe(span.start)
          expect(slices.at(-1)?.to).toBe(span.end)
          for (const [index, { from, to, tier, count }] of slices.entries()) {
            expect(from).toBeLessThan(to)
            const next = slices[index + 1]
            if (next !== undefined) expect(next.from).toBe(to)
            expect([next?.tier, next?.count]).not.toEqual([tier, count])
            expect(tier === null).toBe(count === 0)
          }
        }
      }),
      { numRuns: 20 },
    )
  })

  it('every territory has one lane of each surface, however lanes fold, and one alone has the same strip and bars', () => {
    fc.assert(
      fc.property(question, fc.constantFrom(...PLACES), (asked, alone) => {
        const all = lanes(asked)
        for (const surface of ['home-hero', 'post-play']) {
          const codes = all.filter((lane) => lane.surface === surface).flatMap(({ territories }) => territories)
          expect([...codes].sort()).toEqual([...PLACES].sort())
        }
        for (const lane of lanes({ ...asked, places: [alone] })) {
          const folded = all.find(({ surface, territories }) => {
            return surface === lane.surface && territories.includes(alone)
          })
          const { slices, bars, hidden, span } = lane
          expect(folded).toMatchObject({ slices, bars, hidden, span })
        }
      }),
      { numRuns: 20 },
    )
  })

  it('no two bars of a row meet, and every plan that meets a lane has its bars there or is counted as hidden', () => {
    fc.assert(
      fc.property(question, (asked) => {
        for (const { bars, hidden, span } of lanes(asked)) {
          for (const [index, bar] of bars.entries()) {
            expect(bar.from < span.end && (bar.to ?? Number.POSITIVE_INFINITY) > span.start).toBe(true)
            for (const other of bars.slice(index + 1).filter(({ row }) => row === bar.row)) {
              const apart = (bar.to ?? Infinity) <= other.from || (other.to ?? Infinity) <= bar.from
              expect(apart).toBe(true)
            }
          }
          expect(bars.every(({ row }) => row < 4)).toBe(true)
          expect(hidden === 0 || new Set(bars.map(({ row }) => row)).size === 4).toBe(true)
        }
      }),
      { numRuns: 20 },
    )
  })

  it('a strip counts at each of its edges what the gates of the product let through by window and part of the day', () => {
    fc.assert(
      fc.property(question, (asked) => {
        const opens = compiledRegion('dach', asked)
        for (const { surface, territories, slices } of lanes({ ...asked, places: ['DE', 'AT', 'CH'] })) {
          for (const code of territories) {
            for (const { from, to, count } of slices) {
              expect(opens(code, surface, from)).toBe(count)
              expect(opens(code, surface, to - 1)).toBe(count)
            }
          }
        }
      }),
      { numRuns: 10 },
    )
  })
})
