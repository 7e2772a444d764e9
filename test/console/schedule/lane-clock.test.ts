import { describe, expect, it } from 'vitest'
import { LaneClock } from '../../../src/console/schedule/lane-clock.ts'

const BERLIN = { timeZone: 'Europe/Berlin', from: '2026-11-22T23:00:00Z', to: '2026-11-29T23:00:00Z' }
/** A week in which the clock goes back, so that it has an hour more. */
const AUTUMN = { timeZone: 'Europe/Berlin', from: '2026-10-18T22:00:00Z', to: '2026-10-25T23:00:00Z' }

describe('the clock of a lane', () => {
  it('a local day begins at its own midnight, and a day of UTC at that of UTC', () => {
    const midnight = Date.parse('2026-11-24T23:00:00Z')
    expect(new LaneClock(BERLIN, 'local').percentOf(midnight)).toBe(28.57)
    expect(new LaneClock(BERLIN, 'local').wordsOf(midnight)).toBe('Wed 25 Nov 00:00')
    expect(new LaneClock(BERLIN, 'utc').wordsOf(midnight)).toBe('Tue 24 Nov 23:00')
  })

  it('a time of another year than that of the lane says its year', () => {
    const clock = new LaneClock(BERLIN, 'local')
    expect(clock.wordsOf(Date.parse('2030-12-31T23:00:00Z'))).toBe('Wed 1 Jan 2031 00:00')
    expect(clock.wordsOf(Date.parse('2026-12-31T22:30:00Z'))).toBe('Thu 31 Dec 23:30')
  })

  it('a day on which the clock changes is as wide as any other', () => {
    const clock = new LaneClock(AUTUMN, 'local')
    const days = clock.days()
    expect(days.map(({ date }) => date)).toEqual([19, 20, 21, 22, 23, 24, 25])
    expect(days.every(({ width }) => Math.abs(width - 100 / 7) < 0.02)).toBe(true)
    expect(clock.percentOf(Date.parse('2026-10-25T23:00:00Z'))).toBe(100)
  })

  it('what goes on beyond a lane is cut at its edges and says so, and what is outside has no place', () => {
    const clock = new LaneClock(BERLIN, 'local')
    const before = Date.parse('2026-11-01T00:00:00Z')
    expect(clock.placeOf(before, null)).toEqual({ x: 0, width: 100, isBefore: true, isAfter: true })
    expect(clock.placeOf(before, Date.parse(BERLIN.from))).toBeNull()
    expect(clock.placeOf(Date.parse(BERLIN.to), null)).toBeNull()
  })
})
