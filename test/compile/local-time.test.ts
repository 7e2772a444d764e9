import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { localBlackout, localWindow } from '../../src/compile/time/local-time.ts'
import { localToInstant } from '../../src/model/fields/zone-clock.ts'
import { wallClock } from './wall-clock.ts'

const iso = (instant: number) => new Date(instant).toISOString().slice(0, 16)

/** Zone, wall clock, the instant it opens at as a start, and the one it closes at as an end. */
const TABLE: readonly (readonly [string, string, string, string, string])[] = [
  ['plain winter', 'Europe/Berlin', '2026-11-01T00:00', '2026-10-31T23:00', '2026-10-31T23:00'],
  ['plain summer', 'Europe/Berlin', '2026-07-01T00:00', '2026-06-30T22:00', '2026-06-30T22:00'],
  ['the minute before the gap', 'Europe/Berlin', '2026-03-29T01:59', '2026-03-29T00:59', '2026-03-29T00:59'],
  ['inside the gap', 'Europe/Berlin', '2026-03-29T02:30', '2026-03-29T01:00', '2026-03-29T01:00'],
  ['the minute after the gap', 'Europe/Berlin', '2026-03-29T03:00', '2026-03-29T01:00', '2026-03-29T01:00'],
  ['the minute before the doubled hour', 'Europe/Berlin', '2026-10-25T01:59', '2026-10-24T23:59', '2026-10-24T23:59'],
  ['the doubled hour opens', 'Europe/Berlin', '2026-10-25T02:00', '2026-10-25T01:00', '2026-10-25T00:00'],
  ['inside the doubled hour', 'Europe/Berlin', '2026-10-25T02:30', '2026-10-25T01:30', '2026-10-25T00:30'],
  ['after the doubled hour', 'Europe/Berlin', '2026-10-25T03:00', '2026-10-25T02:00', '2026-10-25T02:00'],
  ['inside the gap', 'America/New_York', '2026-03-08T02:30', '2026-03-08T07:00', '2026-03-08T07:00'],
  ['inside the doubled hour', 'America/New_York', '2026-11-01T01:30', '2026-11-01T06:30', '2026-11-01T05:30'],
  ['inside the gap of half an hour', 'Australia/Lord_Howe', '2026-10-04T02:15', '2026-10-03T15:30', '2026-10-03T15:30'],
  ['inside the doubled half hour', 'Australia/Lord_Howe', '2026-04-05T01:45', '2026-04-04T15:15', '2026-04-04T14:45'],
  ['after the doubled half hour', 'Australia/Lord_Howe', '2026-04-05T02:00', '2026-04-04T15:30', '2026-04-04T15:30'],
  ['a day that never was', 'Pacific/Apia', '2011-12-30T12:00', '2011-12-30T10:00', '2011-12-30T10:00'],
  ['a midnight that is skipped', 'Africa/Cairo', '2026-04-24T00:00', '2026-04-23T22:00', '2026-04-23T22:00'],
  ['the half hour after it', 'Africa/Cairo', '2026-04-24T00:30', '2026-04-23T22:00', '2026-04-23T22:00'],
  ['a midnight that is skipped', 'America/Santiago', '2026-09-06T00:00', '2026-09-06T04:00', '2026-09-06T04:00'],
  ['a midnight that is skipped', 'Asia/Beirut', '2026-03-29T00:00', '2026-03-28T22:00', '2026-03-28T22:00'],
  ['a midnight that is skipped', 'Atlantic/Azores', '2026-03-29T00:30', '2026-03-29T01:00', '2026-03-29T01:00'],
  ['a midnight that comes twice', 'Atlantic/Azores', '2026-10-25T00:00', '2026-10-25T01:00', '2026-10-25T00:00'],
  ['the hour before midnight, twice', 'Asia/Beirut', '2026-10-24T23:30', '2026-10-24T21:30', '2026-10-24T20:30'],
  ['the midnight after it', 'Asia/Beirut', '2026-10-25T00:00', '2026-10-24T22:00', '2026-10-24T22:00'],
  ['quarter hours', 'Asia/Kathmandu', '2026-06-01T00:00', '2026-05-31T18:15', '2026-05-31T18:15'],
  ['the last zone', 'Etc/GMT+12', '2026-06-01T00:00', '2026-06-01T12:00', '2026-06-01T12:00'],
  ['the first zone', 'Pacific/Kiritimati', '2026-06-01T00:00', '2026-05-31T10:00', '2026-05-31T10:00'],
  ['Greenwich', 'UTC', '2026-06-01T00:00', '2026-06-01T00:00', '2026-06-01T00:00'],
]

describe('localToInstant', () => {
  it.each(TABLE)('localToInstant reads a wall clock: %s in %s, %s', (_name, zone, local, start, end) => {
    expect(iso(localToInstant(local, zone, 'start'))).toBe(start)
    expect(iso(localToInstant(local, zone, 'end'))).toBe(end)
  })

  it('localToInstant keeps seconds, and takes their absence for zero', () => {
    expect(localToInstant('2026-06-01T00:00:59', 'UTC', 'start')).toBe(Date.UTC(2026, 5, 1, 0, 0, 59))
    expect(localToInstant('2026-06-01T00:00', 'UTC', 'end')).toBe(Date.UTC(2026, 5, 1))
  })
})

const zone = fc.constantFrom(
  ...['Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe', 'Asia/Kathmandu', 'Pacific/Kiritimati'],
  ...[
    'Etc/GMT+12',
    'Africa/Cairo',
    'Asia/Beirut',
    'Atlantic/Azores',
    'Africa/Casablanca',
    'America/Santiago',
    'Pacific/Chatham',
    'UTC',
  ],
)
/** Instants around a change of clocks in some of the zones, to the second. */
const nearAChange = fc
  .tuple(
    fc.constantFrom(
      '2026-03-08',
      '2026-03-29',
      '2026-04-24',
      '2026-09-06',
      '2026-04-05',
      '2026-09-27',
      '2026-10-25',
      '2026-11-01',
      '2026-06-01',
    ),
    fc.integer({ min: -30 * 3600, max: 30 * 3600 }),
  )
  .map(([day, seconds]) => Date.parse(`${day}T00:00:00Z`) + seconds * 1000)
const local = nearAChange.map((instant) => new Date(instant).toISOString().slice(0, 19))

describe('localWindow', () => {
  it('a local window never holds while some clock stands outside of it', () => {
    const zones = fc.uniqueArray(zone, { minLength: 1, maxLength: 4 })
    let within = 0
    fc.assert(
      fc.property(zones, local, local, nearAChange, (all, start, end, instant) => {
        const window = localWindow({ start, end }, all)
        if (instant < window.start || instant >= window.end) return
        within++
        for (const each of all) {
          expect(wallClock(instant, each) >= start).toBe(true)
          expect(wallClock(instant, each) < end).toBe(true)
        }
      }),
      { numRuns: 3000 },
    )
    expect(within).toBeGreaterThan(100)
  })

  it('a local window loses at most the changed hour of what every clock stands inside of', () => {
    fc.assert(
      fc.property(zone, local, local, nearAChange, (only, start, end, instant) => {
        const around = [-3_600_000, 0, 3_600_000].map((shift) => wallClock(instant + shift, only))
        if (!around.every((clock) => clock >= start && clock < end)) return
        const window = localWindow({ start, end }, [only])
        expect(instant >= window.start && instant < window.end).toBe(true)
      }),
      { numRuns: 3000 },
    )
  })

  it('a window hands over to the next without a hole or an overlap, but in a doubled hour', () => {
    fc.assert(
      fc.property(zone, local, (only, handover) => {
        const { end } = localWindow({ start: null, end: handover }, [only])
        const { start } = localWindow({ start: handover, end: null }, [only])
        const isDoubled = wallClock(end, only) === handover && wallClock(start, only) === handover
        if (end !== start) expect([isDoubled, start - end > 0 && start - end <= 3_600_000]).toEqual([true, true])
      }),
      { numRuns: 3000 },
    )
  })

  it('a local window is open on a side that is null', () => {
    expect(localWindow({ start: null, end: null }, ['UTC'])).toEqual({
      start: Number.NEGATIVE_INFINITY,
      end: Number.POSITIVE_INFINITY,
    })
  })
})

describe('localBlackout', () => {
  it('a local blackout holds while any clock stands inside of it', () => {
    const zones = fc.uniqueArray(zone, { minLength: 1, maxLength: 4 })
    fc.assert(
      fc.property(zones, local, local, nearAChange, (all, start, end, instant) => {
        const inside = all.some((each) => wallClock(instant, each) >= start && wallClock(instant, each) < end)
        if (!inside) return
        const blackout = localBlackout({ start, end }, all)
        expect(instant >= blackout.start && instant < blackout.end).toBe(true)
      }),
      { numRuns: 3000 },
    )
  })

  it('a local blackout covers both passes of a doubled hour', () => {
    const blackout = localBlackout({ start: '2026-10-25T02:10', end: '2026-10-25T02:50' }, ['Europe/Berlin'])
    expect([iso(blackout.start), iso(blackout.end)]).toEqual(['2026-10-25T00:10', '2026-10-25T01:50'])
  })
})
