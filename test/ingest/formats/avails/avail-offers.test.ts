import { describe, expect, it } from 'vitest'
import { type Cells, FILM, readRows, shownOffers } from './avail-documents.ts'

/** The offers of a film by its rows, each beside its defaults. */
async function offersOf(rows: readonly Cells[], feed: Record<string, unknown> = {}) {
  const { drafts, findings } = await readRows(
    rows.map((row) => ({ ...FILM, ...row })),
    feed,
  )
  return { offers: shownOffers(drafts), findings: findings.map(({ line, rule, path }) => `${line} ${rule} ${path}`) }
}

const MAY = '2026-05-14T00:00:00'
const JUNE = '2026-06-14T00:00:00'
const SEPTEMBER = '2026-09-20T23:59:59'

describe('Offers of avails', () => {
  it.each<[string, readonly Cells[], readonly string[]]>([
    [
      'HD, SD and UHD rows of a window',
      [{}, { FormatProfile: 'SD' }, { FormatProfile: 'UHD' }],
      [`US: buy ${JUNE} to open`],
    ],
    [
      'licences of every kind in one window',
      [{}, { LicenseType: 'VOD' }, { LicenseType: 'SVOD' }, { LicenseType: 'AVOD' }, { LicenseType: 'fvod' }],
      [`US: subscription rent buy free ${JUNE} to open`],
    ],
    [
      'licences in two windows',
      [{}, { LicenseType: 'VOD', End: SEPTEMBER }],
      [`US: buy ${JUNE} to open`, `US: rent ${JUNE} to ${SEPTEMBER}`],
    ],
    [
      'windows that follow each other',
      [{ Start: MAY, End: JUNE }, { Start: JUNE }],
      [`US: buy ${MAY} to ${JUNE}`, `US: buy ${JUNE} to open`],
    ],
    ['rows of two countries', [{}, { Territory: 'CA' }], [`CA US: buy ${JUNE} to open`]],
    [
      'countries with licences of their own',
      [{}, { LicenseType: 'SVOD' }, { Territory: 'CA' }, { Territory: 'DE', LicenseType: 'SVOD' }],
      [`CA: buy ${JUNE} to open`, `DE: subscription ${JUNE} to open`, `US: subscription buy ${JUNE} to open`],
    ],
    ['a date alone', [{ Start: '2026-06-14' }], [`US: buy ${JUNE} to open`]],
    ['an end in the year 9999', [{ End: '9999-12-31' }], [`US: buy ${JUNE} to open`]],
    ['times with a zone', [{ Start: '2026-06-14T00:00:00+02:00' }], ['US: buy 2026-06-13T22:00:00 to open in UTC']],
  ])('The offers of a title with %s grant what its rows grant, and no more', async (_, rows, offers) => {
    expect(await offersOf(rows)).toEqual({ offers: [...offers].sort(), findings: [] })
  })

  it('A date alone as an end is read as the feed says, and with a warning if it says nothing', async () => {
    const row = { End: '2026-09-20' }
    expect(await offersOf([row])).toEqual({
      offers: [`US: buy ${JUNE} to 2026-09-20T00:00:00`],
      findings: ['4 date-only-end AvailTrans/End'],
    })
    expect(await offersOf([row], { dateOnlyEnd: 'inclusive', timeZone: 'America/New_York' })).toEqual({
      offers: [`US: buy ${JUNE} to 2026-09-21T00:00:00 in America/New_York`],
      findings: [],
    })
  })

  it.each<[string, readonly Cells[], string, readonly string[]]>([
    ['alone', [{}, { FormatProfile: 'SD' }], `, promoted from ${MAY}`, []],
    ['to the end of the sale', [{ End: 'ESTStart' }], `, promoted from ${MAY}`, []],
    ['before it may be announced', [{ AnnounceDate: '2026-06-01' }], ', promoted from 2026-06-01T00:00:00', []],
    ['that may be announced when the sale starts', [{ AnnounceDate: '2026-07-01' }], '', []],
    [
      'under an embargo',
      [{ SuppressionLiftDate: '2026-04-02' }],
      `, promoted from ${MAY}, embargo until 2026-04-02T00:00:00`,
      [],
    ],
    ['without an embargo, as the standard writes it', [{ SuppressionLiftDate: 'N/A' }], `, promoted from ${MAY}`, []],
    ['that begins with the sale', [{ Start: JUNE }], '', []],
    ['that ends before the sale starts', [{ End: '2026-06-01T00:00:00' }], '', ['5 left-out AvailTrans/LicenseType']],
    ['in another country', [{ Territory: 'DE' }], '', ['5 left-out AvailTrans/LicenseType']],
    ['on another clock', [{ Start: `${MAY}Z` }], '', ['5 left-out AvailTrans/LicenseType']],
  ])(
    'A pre-order %s says when the coming sale is promoted, and grants nothing',
    async (_, orders, promoted, findings) => {
      const preOrders = orders.map((order) => ({ LicenseType: 'POEST', Start: MAY, End: 'Open', ...order }))
      expect(await offersOf([{}, ...preOrders])).toEqual({ offers: [`US: buy ${JUNE} to open${promoted}`], findings })
    },
  )

  it('The embargo of a pre-order holds for every licence in its country, also where nothing is promoted by it', async () => {
    const rental = { LicenseType: 'VOD', Territory: 'DE' }
    const preOrder = { LicenseType: 'POEST', Start: MAY, End: '2026-06-01T00:00:00', SuppressionLiftDate: '2026-04-02' }
    const { offers } = await offersOf([{}, { LicenseType: 'VOD' }, rental, preOrder, { ...preOrder, Territory: 'DE' }])
    const embargo = ', embargo until 2026-04-02T00:00:00'
    expect(offers).toEqual([`DE: rent ${JUNE} to open${embargo}`, `US: rent buy ${JUNE} to open${embargo}`])
    const over = { LicenseType: 'VOD', Start: '2020-01-01T00:00:00', End: '2021-01-01T00:00:00' }
    expect((await offersOf([{}, over, preOrder])).offers).toEqual([
      `US: buy ${JUNE} to open${embargo}`,
      'US: rent 2020-01-01T00:00:00 to 2021-01-01T00:00:00',
    ])
  })

  it('A pre-order is for the sale that starts first, and for no other licence', async () => {
    const rows: readonly Cells[] = [
      { Start: SEPTEMBER },
      { End: SEPTEMBER },
      { LicenseType: 'VOD' },
      { LicenseType: 'POEST', Start: MAY },
    ]
    expect((await offersOf(rows)).offers).toEqual([
      `US: buy ${SEPTEMBER} to open`,
      `US: buy ${JUNE} to ${SEPTEMBER}, promoted from ${MAY}`,
      `US: rent ${JUNE} to open`,
    ])
  })

  it.each<[string, Cells, string]>([
    ['before it starts', { AnnounceDate: '2026-06-01' }, ', promoted from 2026-06-01T00:00:00'],
    ['when it starts', { AnnounceDate: '2026-06-14' }, ''],
    [
      'with a zone where the window has none',
      { AnnounceDate: '2026-06-01T00:00:00Z' },
      ', promoted from 2026-06-01T14:00:00',
    ],
    [
      'without a zone where the window has one',
      { AnnounceDate: '2026-06-01', Start: `${JUNE}Z`, SuppressionLiftDate: '2026-05-01' },
      ' in UTC, promoted from 2026-06-01T12:00:00, embargo until 2026-05-01T12:00:00',
    ],
    ['under an embargo', { SuppressionLiftDate: '2026-06-01' }, ', embargo until 2026-06-01T00:00:00'],
  ])('A licence that may be announced %s is promoted from then on, never earlier anywhere', async (_, row, said) => {
    expect(await offersOf([row])).toEqual({ offers: [`US: buy ${JUNE} to open${said}`], findings: [] })
  })

  it('An embargo that outlasts its licence is an error', async () => {
    const { findings } = await offersOf([{ End: SEPTEMBER, SuppressionLiftDate: '2026-10-01' }])
    expect(findings).toEqual(['4 contradiction AvailTrans/SuppressionLiftDate'])
  })
})
