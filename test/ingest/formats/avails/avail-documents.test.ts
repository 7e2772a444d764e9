import { describe, expect, it } from 'vitest'
import { checkContent } from '../../../../src/ingest/parse-line.ts'
import {
  type Cells,
  csvOf,
  EPISODE,
  FILM,
  readDocument,
  readRows,
  sheetOf,
  shownOffers,
  workbookOf,
} from './avail-documents.ts'
import { xmlOf } from './xml-of.ts'

const PRE_ORDER: Cells = {
  ...FILM,
  LicenseType: 'POEST',
  Start: '2026-05-14',
  End: 'ESTStart',
  SuppressionLiftDate: '2026-04-02',
}

/** Avails of one film in two countries, of a short, of two episodes, and of what is over, by the avails that they are in. */
const AVAILS: readonly (readonly Cells[])[] = [
  [
    {
      ...FILM,
      TitleID: '10.5240/8FF3-1C20-84F5-F247-8BCD-E',
      AltID: '001143',
      ReleaseHistoryOriginal: '2006-01-30',
      RatingSystem: 'MPAA',
      RatingValue: 'PG',
      AvailID: 'a-1',
    },
    { ...FILM, FormatProfile: 'SD', AvailID: 'a-2' },
    { ...FILM, LicenseType: 'VOD', End: '2026-09-20T23:59:59', AvailID: 'a-3' },
    { ...PRE_ORDER, AvailID: 'a-4' },
    { ...FILM, LicenseType: 'SVOD', Territory: 'ZZ', TerritoryExclusion: 'US, CA', WindowDuration: 'P180D' },
  ],
  [
    {
      ...FILM,
      WorkType: 'Short',
      ContentID: 'SHORT',
      ALID: 'short',
      TitleDisplayUnlimited: 'Reel & Co <1>',
      LicenseType: 'AVOD',
    },
  ],
  [EPISODE, { ...EPISODE, FormatProfile: 'SD' }],
  [
    {
      ...EPISODE,
      EpisodeContentID: 'detectives-102',
      ALID: 'detectives-102-alid',
      Start: 'Immediate',
      TitleStatus: 'Approved',
    },
  ],
  [{ ...FILM, ContentID: 'OLD', ALID: 'old', EntryType: 'Full Delete' }],
  [{ ...FILM, ContentID: 'LATER', ALID: 'later', Start: 'Theatrical', StartLag: '-PT12H', ExceptionFlag: 'true' }],
]
const ROWS = AVAILS.flat()

describe('readAvails', () => {
  it('Sheets, workbooks and XML of the same avails say the same', async () => {
    const sheet = sheetOf(ROWS)
    const csv = await readDocument(csvOf(sheet))
    const workbook = await readDocument(await workbookOf(sheet))
    const xml = await readDocument(xmlOf(AVAILS))
    expect(csv.faults).toEqual([])
    expect(csv.items.map(({ itemId }) => itemId)).toEqual([
      ...['detectives', 'detectives-s1', 'VIEW_MT_2006', 'SHORT', 'detectives-101', 'detectives-102', 'OLD', 'LATER'],
    ])
    expect(workbook.drafts).toEqual(csv.drafts)
    expect(xml.drafts).toEqual(csv.drafts)
    expect(xml.items.map(({ itemId }) => itemId)).toEqual(csv.items.map(({ itemId }) => itemId))
    const deleted = (document: typeof csv) =>
      document.items.filter((item) => item.map().deletes).map(({ itemId }) => itemId)
    for (const document of [csv, workbook, xml]) expect(deleted(document)).toEqual(['OLD'])
    const rules = (document: typeof csv) => document.findings.map(({ rule }) => rule)
    expect(rules(csv)).toEqual(['needs-review', 'unresolved-window'])
    expect(rules(workbook)).toEqual(rules(csv))
    expect(rules(xml)).toEqual(rules(csv))
  })

  it('Each title that avails bring is a record that the schedule takes', async () => {
    const { drafts } = await readDocument(csvOf(sheetOf(ROWS)))
    expect(drafts.length).toBeGreaterThan(5)
    expect(drafts.map((draft) => checkContent(draft, 1))).toEqual(
      drafts.map(({ id }) => ({ record: expect.objectContaining({ id }) })),
    )
  })

  it('A document says the same however its bytes arrive', async () => {
    for (const bytes of [csvOf(sheetOf(ROWS)), xmlOf(AVAILS)]) {
      const whole = await readDocument(bytes)
      const parts = await readDocument(bytes, {}, 7)
      expect(parts.drafts).toEqual(whole.drafts)
      expect(parts.items.map(({ source, line }) => [source, line])).toEqual(
        whole.items.map(({ source, line }) => [source, line]),
      )
    }
  })

  it('The findings of XML say where in it they are', async () => {
    const { findings } = await readDocument(xmlOf(AVAILS.slice(-1)))
    expect(findings.map(({ path, line }) => `${line} ${path}`)).toEqual([
      '3 ExceptionFlag',
      '3 Transaction/StartCondition/@lag',
    ])
  })
})

describe('Sheets of avails', () => {
  it.each<[string, readonly string[]]>([
    ['a version', ['1.8', 'FILM']],
    ['a comment', ['//REQ', 'FILM']],
    ['nothing but comments', ['', '//REQ']],
  ])('A row that begins with %s is no avail', async (_, [first = '', other = '']) => {
    const sheet = sheetOf([FILM])
    const comment =
      sheet[1]?.map((column, index) => (index === 0 ? first : column === 'Description' ? other : '')) ?? []
    const { items } = await readDocument(csvOf([...sheet, comment]))
    expect(items).toHaveLength(1)
  })

  it('A row whose first cell is blank is an avail if it names a title', async () => {
    const { items } = await readRows([{ ...FILM, DisplayName: '' }])
    expect(items).toHaveLength(1)
  })

  it('Blank rows and columns, and columns that nobody knows, change nothing', async () => {
    const [groups = [], names = [], ...rows] = sheetOf([FILM])
    const wide = [
      ['', ...groups, '', 'Avail'],
      ['', ...names, '', 'OurOwn'],
      ...rows.flatMap((row) => [['', ...row, '', 'x'], row.map(() => '')]),
    ]
    expect((await readDocument(csvOf(wide))).drafts).toEqual((await readRows([FILM])).drafts)
  })

  it('The columns may stand in any order, and their names in any case', async () => {
    const [groups = [], names = [], ...rows] = sheetOf([FILM])
    const turned = [groups, names.map((name) => name.toUpperCase()), ...rows].map((row) => [...row].reverse())
    expect((await readDocument(csvOf(turned))).drafts).toEqual((await readRows([FILM])).drafts)
  })

  it('A sheet with its names alone is read too', async () => {
    const [, ...rows] = sheetOf([FILM])
    expect((await readDocument(csvOf(rows))).drafts).toEqual((await readRows([FILM])).drafts)
  })

  it('A column that stands twice is a fault of the document, because nobody knows which one counts', async () => {
    const twice = sheetOf([FILM]).map((row) => [...row, row[2] ?? ''])
    const { items, faults } = await readDocument(csvOf(twice))
    expect(items).toEqual([])
    expect(faults).toMatchObject([{ finding: { rule: 'broken-document', value: 'Territory', line: 2 } }])
  })

  it('All sheets of a workbook are read, and one that has no avails is left out', async () => {
    const notes = [
      ['Column', 'Meaning'],
      ['Territory', 'where it plays'],
      ['Start', 'when'],
    ]
    const { items, findings } = await readDocument(
      await workbookOf(sheetOf([FILM]), notes, sheetOf([{ ...EPISODE, Territory: 'XY' }])),
    )
    expect(items.map(({ itemId }) => itemId)).toEqual(['detectives', 'detectives-s1', 'VIEW_MT_2006', 'detectives-101'])
    expect(findings).toMatchObject([{ rule: 'unknown-territory', path: 'Sheet 3!AvailTrans/Territory', line: 4 }])
  })

  it('The rows of a title may stand on several sheets', async () => {
    const { items, drafts } = await readDocument(
      await workbookOf(sheetOf([FILM]), sheetOf([{ ...FILM, Territory: 'DE' }])),
    )
    expect(items).toHaveLength(1)
    expect(shownOffers(drafts)).toEqual(['DE US: buy 2026-06-14T00:00:00 to open'])
  })

  it('Dates and numbers of a workbook are what its cells show', async () => {
    const sheet: (string | number | Date | null)[][] = sheetOf([FILM]).map((row) => [...row])
    const column = (name: string) => sheet[1]?.indexOf(name) ?? -1
    const row = sheet[3] ?? []
    row[column('Start')] = new Date('2026-06-14T00:00:00Z')
    row[column('End')] = new Date('2026-09-20T23:59:59Z')
    row[column('ContentID')] = 30434
    const { items, drafts, findings } = await readDocument(await workbookOf(sheet))
    expect(items.map(({ itemId }) => itemId)).toEqual(['30434'])
    expect(shownOffers(drafts)).toEqual(['US: buy 2026-06-14T00:00:00 to 2026-09-20T23:59:59'])
    expect(findings).toEqual([])
  })

  it('A day of a workbook as an end is a day alone', async () => {
    const sheet: (string | Date)[][] = sheetOf([FILM]).map((row) => [...row])
    const row = sheet[3] ?? []
    row[sheet[1]?.indexOf('End') ?? -1] = new Date('2026-09-20T00:00:00Z')
    const { findings } = await readDocument(await workbookOf(sheet))
    expect(findings).toMatchObject([{ rule: 'date-only-end', value: '2026-09-20' }])
  })

  it('A formula is an error, in whatever column it stands', async () => {
    const { findings } = await readRows([
      { ...FILM, SRP: '=4*2' },
      { ...FILM, ContentID: 'other' },
    ])
    expect(findings).toMatchObject([
      { rule: 'formula', severity: 'error', path: 'AvailTrans/SRP', value: '=4*2', line: 4 },
    ])
  })
})
