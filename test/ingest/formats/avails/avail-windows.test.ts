import { describe, expect, it } from 'vitest'
import { durationMs } from '../../../../src/ingest/formats/avails/offers/duration.ts'
import { type Cells, FILM, readRows, shownOffers } from './avail-documents.ts'

async function read(rows: readonly Cells[], feed: Record<string, unknown> = {}) {
  const { drafts, findings } = await readRows(
    rows.map((row) => ({ ...FILM, ...row })),
    feed,
  )
  return { offers: shownOffers(drafts), findings }
}

const JUNE = '2026-06-14T00:00:00'

describe('Windows of avails', () => {
  it.each<[string, Cells, string, string]>([
    ['a start in the theatres', { Start: 'Theatrical' }, 'unresolved-window', 'AvailTrans/Start'],
    ['a start that is not known', { Start: 'TBD' }, 'unresolved-window', 'AvailTrans/Start'],
    ['a start that is open', { Start: 'Open' }, 'unresolved-window', 'AvailTrans/Start'],
    ['an end with a broadcast', { End: 'Broadcast' }, 'unresolved-window', 'AvailTrans/End'],
    ['an end before a broadcast', { End: 'Broadcast', EndLag: '-P5DT10H' }, 'unresolved-window', 'AvailTrans/EndLag'],
    ['an end so long after a date', { End: '2026-09-01', EndLag: 'P5D' }, 'unresolved-window', 'AvailTrans/EndLag'],
    ['a start so long before a date', { StartLag: '-PT12H' }, 'unresolved-window', 'AvailTrans/StartLag'],
    ['a duration in months', { WindowDuration: 'P6M' }, 'unresolved-window', 'AvailTrans/WindowDuration'],
    ['a duration backwards', { WindowDuration: '-P6D' }, 'unresolved-window', 'AvailTrans/WindowDuration'],
    ['a duration that is none', { WindowDuration: '180 days' }, 'unresolved-window', 'AvailTrans/WindowDuration'],
    ['no start', { Start: '' }, 'missing-field', 'AvailTrans/Start'],
    ['no end', { End: '' }, 'missing-field', 'AvailTrans/End'],
    ['a start that is no date', { Start: 'soon' }, 'bad-date', 'AvailTrans/Start'],
    ['an end that does not exist', { End: '2026-02-30' }, 'bad-date', 'AvailTrans/End'],
    ['an end in the American way', { End: '12/31/2026' }, 'bad-date', 'AvailTrans/End'],
    ['an embargo that is no date', { SuppressionLiftDate: 'later' }, 'bad-date', 'AvailTrans/SuppressionLiftDate'],
    ['an end before the start', { End: '2026-01-01T00:00:00' }, 'contradiction', 'AvailTrans/End'],
    ['an end at the start', { End: JUNE }, 'contradiction', 'AvailTrans/End'],
    ['a start by one clock and an end by another', { End: '2026-09-01T00:00:00Z' }, 'mixed-times', 'AvailTrans/Start'],
  ])('A row with %s is an error, and never an open window', async (_, row, rule, path) => {
    const { offers, findings } = await read([row])
    expect(offers).toEqual([])
    expect(findings).toContainEqual(expect.objectContaining({ rule, path, line: 4, severity: 'error' }))
  })

  it.each<[string, readonly Cells[], readonly string[]]>([
    [
      'at the start of the sale',
      [{}, { LicenseType: 'SVOD', Start: '2026-01-01', End: 'ESTStart' }],
      [`US: buy ${JUNE} to open`, `US: subscription 2026-01-01T00:00:00 to ${JUNE}`],
    ],
    [
      'a week before the sale',
      [{}, { LicenseType: 'SVOD', Start: '2026-01-01', End: 'ESTStart', EndLag: '-P7DT12H' }],
      [`US: buy ${JUNE} to open`, 'US: subscription 2026-01-01T00:00:00 to 2026-06-06T12:00:00'],
    ],
    [
      'at the start of the earliest sale',
      [{}, { Start: '2026-05-14', End: JUNE }, { LicenseType: 'AVOD', Start: '2026-01-01', End: 'eststart' }],
      [
        `US: buy ${JUNE} to open`,
        `US: buy 2026-05-14T00:00:00 to ${JUNE}`,
        'US: free 2026-01-01T00:00:00 to 2026-05-14T00:00:00',
      ],
    ],
  ])('A licence may end %s in its country', async (_, rows, offers) => {
    expect(await read(rows)).toEqual({ offers, findings: [] })
  })

  it('A licence may start with the sale, or some time after it', async () => {
    const rows: readonly Cells[] = [{}, { LicenseType: 'VOD', Start: 'ESTStart', StartLag: 'P14D' }]
    expect((await read(rows)).offers).toEqual([`US: buy ${JUNE} to open`, 'US: rent 2026-06-28T00:00:00 to open'])
  })

  it('The sale of each country counts there', async () => {
    const rows: readonly Cells[] = [
      {},
      { Territory: 'DE', Start: '2026-08-01' },
      { LicenseType: 'SVOD', Territory: 'US, DE', Start: '2026-01-01', End: 'ESTStart' },
    ]
    expect((await read(rows)).offers).toEqual([
      'DE: buy 2026-08-01T00:00:00 to open',
      'DE: subscription 2026-01-01T00:00:00 to 2026-08-01T00:00:00',
      `US: buy ${JUNE} to open`,
      `US: subscription 2026-01-01T00:00:00 to ${JUNE}`,
    ])
  })

  it.each<[string, readonly Cells[], string]>([
    ['in another country', [{ Territory: 'CA' }, { LicenseType: 'SVOD', End: 'ESTStart' }], 'unresolved-window'],
    ['that has no date', [{ Start: 'ESTStart' }], 'unresolved-window'],
    ['by two clocks', [{}, { Start: `${JUNE}Z` }, { LicenseType: 'SVOD', End: 'ESTStart' }], 'unresolved-window'],
    ['by another clock', [{ Start: `${JUNE}Z` }, { LicenseType: 'SVOD', End: 'ESTStart' }], 'mixed-times'],
    ['a month before', [{}, { LicenseType: 'SVOD', End: 'ESTStart', EndLag: '-P1M' }], 'unresolved-window'],
  ])('A window that hangs on a sale %s is an error', async (_, rows, rule) => {
    const { findings } = await read(rows)
    expect(findings).toMatchObject([{ rule, severity: 'error', line: 3 + rows.length }])
  })

  it('An immediate start is the day before it is read, so that it has begun on the whole earth', async () => {
    const row = { Start: 'Immediate', End: '2027-01-01T00:00:00' }
    expect((await read([row])).offers).toEqual(['US: buy 2026-11-29T00:00:00 to 2027-01-01T00:00:00'])
    expect((await read([{ Start: 'immediate' }])).offers).toEqual(['US: buy 2026-11-29T00:00:00 to open'])
  })

  it.each<[string, Cells]>([
    ['ends immediately', { End: 'Immediate' }],
    ['starts immediately and is over', { Start: 'Immediate', End: '2026-06-01T00:00:00' }],
  ])('A row that %s grants nothing, with a warning', async (_, row) => {
    const { offers, findings } = await read([row, { LicenseType: 'VOD' }])
    expect(offers).toEqual([`US: rent ${JUNE} to open`])
    expect(findings).toMatchObject([{ rule: 'left-out', path: 'AvailTrans/End', line: 4 }])
  })

  it('A duration shortens a window, and never lengthens it', async () => {
    const ends = async (row: Cells) => (await read([row])).offers
    expect(await ends({ WindowDuration: 'P180D' })).toEqual([`US: buy ${JUNE} to 2026-12-11T00:00:00`])
    expect(await ends({ WindowDuration: 'P180D', End: '2026-07-01T00:00:00' })).toEqual([
      `US: buy ${JUNE} to 2026-07-01T00:00:00`,
    ])
  })

  it('Times without a zone are read on the clock that the feed names', async () => {
    expect((await read([{}], { timeZone: 'UTC' })).offers).toEqual([`US: buy ${JUNE} to open in UTC`])
  })
})

describe('durationMs', () => {
  it.each([
    ['P1D', 86_400_000],
    ['P2W', 14 * 86_400_000],
    ['PT1H30M', 5_400_000],
    ['-P5DT10H', -(5 * 24 + 10) * 3_600_000],
    ['PT0S', 0],
  ])('The duration %s is %i milliseconds', (text, expected) => {
    expect(durationMs(text)).toBe(expected)
  })

  it.each(['', 'P', 'PT', 'P1DT', 'P1M', 'P1Y', '1D', 'P1.5D', 'P-1D', 'p1d', 'P999999D'])(
    'The text %j is no duration of a fixed length',
    (text) => {
      expect(durationMs(text)).toBeNull()
    },
  )
})
