import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readWindow } from '../../../src/ingest/mapping/feed-times.ts'
import { aReading } from './reading.ts'

const PATHS = { startPath: 'valid/start', endPath: 'valid/end', line: 7 }

function windowOf(start: string | null, end: string | null, feed: Record<string, unknown> = {}) {
  return readWindow(aReading(feed), { start, end, ...PATHS })
}

const rulesOf = (found: { readonly findings: readonly { readonly rule: string }[] }) =>
  found.findings.map(({ rule }) => rule)

describe('readWindow', () => {
  it.each([
    ['2026-11-01T20:15:00Z', 'UTC', '2026-11-01T20:15:00'],
    ['2026-11-01T20:15Z', 'UTC', '2026-11-01T20:15:00'],
    ['2026-11-01t20:15:00.123z', 'UTC', '2026-11-01T20:15:00'],
    ['2026-11-01T20:15:00+02:00', 'UTC', '2026-11-01T18:15:00'],
    ['2026-11-01T20:15:00+0530', 'UTC', '2026-11-01T14:45:00'],
    ['2026-12-31T20:15:00-05', 'UTC', '2027-01-01T01:15:00'],
    ['2026-11-01T20:15:00', 'territory', '2026-11-01T20:15:00'],
    ['2026-11-01 20:15', 'territory', '2026-11-01T20:15:00'],
    ['2026-11-01T20:15:00,5', 'territory', '2026-11-01T20:15:00'],
    ['2026-11-30T24:00:00', 'territory', '2026-12-01T00:00:00'],
    ['2026-11-01', 'territory', '2026-11-01T00:00:00'],
    ['2028-02-29', 'territory', '2028-02-29T00:00:00'],
    [' 2026-11-01 ', 'territory', '2026-11-01T00:00:00'],
    ['Sun, 01 Nov 2026 20:15:00 GMT', 'UTC', '2026-11-01T20:15:00'],
    ['Sun, 1 Nov 2026 20:15:00 EST', 'UTC', '2026-11-02T01:15:00'],
    ['01 Nov 26 20:15 PDT', 'UTC', '2026-11-02T03:15:00'],
    ['Sunday, 01 November 2026 20:15:00 +0100', 'UTC', '2026-11-01T19:15:00'],
    ['Mon, 01 Nov 2026 20:15:00 -0000', 'UTC', '2026-11-01T20:15:00'],
    ['01 Nov 99 20:15:00 UT', 'UTC', '1999-11-01T20:15:00'],
    ['Sun, 01 Nov 2026 20:15:00', 'territory', '2026-11-01T20:15:00'],
  ])('The start %j is read in %s as %s', (text, timeZone, start) => {
    expect(windowOf(text, null)).toEqual({ timeZone, start, end: null, findings: [] })
  })

  it.each([
    '',
    ' ',
    'soon',
    '2026',
    '2026-11',
    '2026-02-29',
    '2026-13-01',
    '2026-11-01T25:00:00Z',
    '2026-11-01T24:01:00Z',
    '2026-11-01T20:60:00',
    '2026-11-01T20:15:00+99:00',
    '2026-11-01Z',
    '11/01/2026',
    '1793564100',
    'Sun, 01 Nov 2026',
    'Sun, 32 Nov 2026 20:15:00 GMT',
    'Sun, 01 Foo 2026 20:15:00 GMT',
    'Sun, 01 Nov 2026 20:15:00 IST',
    '__proto__',
  ])('The end %j is an error, and never an open end in silence', (text) => {
    const found = windowOf('2026-01-01T00:00:00', text)
    expect(found.findings).toMatchObject([{ rule: 'bad-date', severity: 'error', path: 'valid/end', line: 7 }])
  })

  it.each(['9999-12-31', '9999-12-31T23:59:59Z', '9999-12-31T23:59:59', '9999-01-01T00:00:00+14:00'])(
    'The end %s means open',
    (end) => {
      const found = windowOf('2026-01-01T00:00:00Z', end)
      expect(found).toEqual({ timeZone: 'UTC', start: '2026-01-01T00:00:00', end: null, findings: [] })
    },
  )

  it('A day alone as an end ends as the day begins, with a warning', () => {
    const found = windowOf('2026-11-01', '2026-11-30')
    expect(found).toMatchObject({ start: '2026-11-01T00:00:00', end: '2026-11-30T00:00:00', timeZone: 'territory' })
    expect(found.findings).toMatchObject([{ rule: 'date-only-end', severity: 'warning', path: 'valid/end' }])
  })

  it('A day alone ends as the next one begins where the feed says so', () => {
    const found = windowOf('2026-11-01', '2026-11-30', { dateOnlyEnd: 'inclusive' })
    expect(found).toMatchObject({ start: '2026-11-01T00:00:00', end: '2026-12-01T00:00:00', findings: [] })
  })

  it('Times without a zone are read on the clock that the feed names', () => {
    const found = windowOf('2026-11-01T00:00:00', null, { timeZone: 'Europe/Berlin' })
    expect(found).toMatchObject({ timeZone: 'Europe/Berlin', start: '2026-11-01T00:00:00' })
  })

  it.each([
    ['2026-11-01T00:00:00', '2026-12-01T00:00:00Z', '2026-10-31T23:00:00', '2026-12-01T00:00:00'],
    ['2026-06-01T00:00:00Z', '2026-07-01T00:00:00', '2026-06-01T00:00:00', '2026-06-30T22:00:00'],
    ['2026-10-25T02:30:00', '2026-12-01T00:00:00Z', '2026-10-25T01:30:00', '2026-12-01T00:00:00'],
    ['2026-06-01T00:00:00Z', '2026-10-25T02:30:00', '2026-06-01T00:00:00', '2026-10-25T00:30:00'],
  ])('A window from %s to %s, with one zone, is %s to %s of UTC', (from, to, start, end) => {
    expect(windowOf(from, to, { timeZone: 'Europe/Berlin' })).toEqual({ timeZone: 'UTC', start, end, findings: [] })
  })

  it('Half a zone is an error where each territory has its own clock', () => {
    const found = windowOf('2026-11-01T00:00:00', '2026-12-01T00:00:00Z')
    expect(found.findings).toMatchObject([{ rule: 'mixed-times', severity: 'error', path: 'valid/start' }])
    expect(rulesOf(windowOf('2026-11-01T00:00:00Z', '2026-12-01'))).toEqual(['date-only-end', 'mixed-times'])
  })

  it('A time zone of the feed that does not exist never throws', () => {
    const reading = aReading({ timeZone: 'Europe/Berlln' }, { isTimeZone: () => false })
    const found = readWindow(reading, { start: '2026-11-01T00:00:00', end: '2026-12-01T00:00:00Z', ...PATHS })
    expect(rulesOf(found)).toEqual(['mixed-times'])
  })

  it('Any text as a start gives a local time or an error, and no throw', () => {
    const texts = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.date({ noInvalidDate: true }).map(String),
      fc.stringMatching(/^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d)?([+-]\d\d:\d\d|Z)?)?$/),
    )
    fc.assert(
      fc.property(texts, texts, fc.constantFrom('territory', 'UTC', 'Europe/Berlin'), (start, end, timeZone) => {
        const found = windowOf(start, end, { timeZone })
        const isAnswered = found.start !== null || rulesOf(found).some((rule) => rule !== 'date-only-end')
        expect(isAnswered).toBe(true)
      }),
    )
  })
})
