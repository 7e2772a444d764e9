import { describe, expect, it } from 'vitest'
import { offsetMs } from '../../src/model/fields/zone-clock.ts'
import { DAY_MS, evenings, FIRST, forecastOf, HERO, UTC, weeksOf } from './synthetic-supply.ts'

const HOUR_MS = 3_600_000
const CLIPS = { territory: 'DE', surface: 'clips-feed' } as const

/** Four weeks of evenings, with these hours changed. */
const changed = (change: (hour: number) => number | null, days = 28) =>
  weeksOf(days, (hour) => {
    const asked = change(hour)
    return asked === null ? null : [[HERO, asked]]
  })
const monday = FIRST + 28 * DAY_MS

describe('the forecast of supply', () => {
  const forecast = forecastOf(changed(evenings))

  it('the week that has always been is expected again, hour by hour', () => {
    expect(forecast.expected(HERO, monday + 20 * HOUR_MS, monday + 21 * HOUR_MS)).toBeCloseTo(1000, 3)
    expect(forecast.expected(HERO, monday, monday + 7 * DAY_MS)).toBeCloseTo(5 * 3300 + 2 * 6600, 2)
  })

  it('part of an hour counts in proportion, and a year is the sum of its hours', () => {
    expect(forecast.expected(HERO, monday + 20.75 * HOUR_MS, monday + 21.5 * HOUR_MS)).toBeCloseTo(300, 3)
    const year = forecast.expected(HERO, monday, monday + 52 * 7 * DAY_MS)
    expect(year).toBeCloseTo(52 * (5 * 3300 + 2 * 6600), 0)
  })

  it('a span that is empty or turned round has nothing, and one without an end is refused', () => {
    expect(forecast.expected(HERO, monday, monday)).toBe(0)
    expect(forecast.expected(HERO, monday, monday - DAY_MS)).toBe(0)
    for (const end of [Number.POSITIVE_INFINITY, Number.NaN]) {
      expect(() => forecast.expected(HERO, monday, end)).toThrow(RangeError)
    }
  })

  it('the level is that of the last 7 days, whatever was asked before', () => {
    const doubled = changed((hour) => evenings(hour) * (hour >= monday - 7 * DAY_MS ? 2 : 1))
    expect(forecastOf(doubled).expected(HERO, monday, monday + 7 * DAY_MS)).toBeCloseTo(2 * 29_700, 1)
  })

  it('hours without any report are missing, not zero', () => {
    const [from, until] = [monday - 3 * DAY_MS + 18 * HOUR_MS, monday - 3 * DAY_MS + 22 * HOUR_MS]
    const outage = changed((hour) => (hour >= from && hour < until ? null : evenings(hour)))
    expect(forecastOf(outage).expected(HERO, monday, monday + 7 * DAY_MS)).toBeCloseTo(29_700, 1)
  })

  it('the hours in which an outage begins and ends are left out', () => {
    const [from, until] = [monday - 3 * DAY_MS + 18 * HOUR_MS, monday - 3 * DAY_MS + 22 * HOUR_MS]
    const outage = changed((hour) => {
      if (hour >= from && hour < until) return null
      return hour === until || hour === from - HOUR_MS ? 1 : evenings(hour)
    })
    expect(forecastOf(outage).expected(HERO, monday, monday + 7 * DAY_MS)).toBeCloseTo(29_700, 1)
  })

  it('a surface that nobody asked for while others were asked for has zero', () => {
    const weeks = weeksOf(28, (hour) => [
      [HERO, evenings(hour)],
      [CLIPS, hour % DAY_MS < 12 * HOUR_MS ? 10 : 0],
    ])
    expect(forecastOf(weeks).expected(CLIPS, monday, monday + DAY_MS)).toBeCloseTo(120, 3)
  })

  it('the silence of a region that is hardly ever asked at that time is zero', () => {
    const nights = weeksOf(28, (hour) => {
      const day = Math.floor((hour - FIRST) / DAY_MS)
      if (hour % DAY_MS >= 6 * HOUR_MS) return [[HERO, 100]]
      return day % 4 === 0 ? [[HERO, 1]] : null
    })
    const night = forecastOf(nights).expected(HERO, monday, monday + 28 * DAY_MS) ?? 0
    expect(night).toBeGreaterThan(28 * 1800)
    expect(night).toBeLessThan(28 * 1803)
  })

  it('a cell that is known for less than 7 days has no forecast, and has one from the seventh day on', () => {
    const days = (count: number) => forecastOf(changed(evenings, count))
    expect(days(6).expected(HERO, monday, monday + DAY_MS)).toBeNull()
    expect(days(6).daysOf(HERO)).toBe(6)
    expect(days(7).expected(HERO, monday, monday + DAY_MS)).toBeGreaterThan(0)
  })

  it('a surface that opened yesterday has no forecast in a region that is known for long', () => {
    const weeks = weeksOf(28, (hour) => [
      [HERO, evenings(hour)],
      ...(hour >= monday - DAY_MS ? [[CLIPS, 50] as const] : []),
    ])
    expect(forecastOf(weeks).expected(CLIPS, monday, monday + DAY_MS)).toBeNull()
    expect(forecastOf(weeks).daysOf(CLIPS)).toBe(1)
  })

  it('nothing is expected where nobody ever asked, once the region is known for 7 days', () => {
    expect(forecast.expected(CLIPS, monday, monday + DAY_MS)).toBe(0)
    expect(forecastOf(changed(evenings, 3)).expected(CLIPS, monday, monday + DAY_MS)).toBeNull()
  })

  it('nothing is forecast without any report, and a count that is none is no report', () => {
    const none = forecastOf(weeksOf(28, () => null))
    expect(none.expected(HERO, monday, monday + DAY_MS)).toBeNull()
    const wrong = forecastOf(changed((hour) => (hour % (2 * HOUR_MS) === 0 ? Number.NaN : -5)))
    expect(wrong.expected(HERO, monday, monday + DAY_MS)).toBeNull()
  })

  it('an evening is that of the clock of the place, before and after it changes', () => {
    const berlin = () => 'Europe/Berlin'
    const local = (hour: number) => evenings(hour + offsetMs('Europe/Berlin', hour))
    // From 2026-09-07 on: the clock went back on 2026-10-25.
    const weeks = weeksOf(42, (hour) => [[HERO, local(hour)]], berlin)
    const evening = Date.UTC(2026, 10, 3, 19)
    expect(forecastOf(weeks, berlin).expected(HERO, evening, evening + HOUR_MS)).toBeCloseTo(1000, 3)
    expect(forecastOf(weeks, UTC).expected(HERO, evening, evening + HOUR_MS)).toBeLessThan(500)
  })
})
