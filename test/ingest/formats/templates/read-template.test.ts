import { type WriteSheet, writeXlsx } from 'hucre/xlsx'
import { describe, expect, it } from 'vitest'
import { readCsvTemplate, readXlsxTemplate } from '../../../../src/ingest/formats/templates/read-template.ts'
import { aReading } from '../../mapping/reading.ts'
import { findingsOf, itemsOf, recordsOf } from '../items-of.ts'
import { workbookParts, zipOf } from '../sheets/zip-of.ts'

const csv = async (text: string, feed: Record<string, unknown> = {}) =>
  itemsOf(readCsvTemplate, text, { reading: aReading({ format: 'csv', ...feed }) })
const xlsx = async (...sheets: WriteSheet[]) =>
  itemsOf(readXlsxTemplate, await writeXlsx({ sheets }), { reading: aReading({ format: 'xlsx' }) })

describe('readCsvTemplate', () => {
  it('Columns fill fields by their paths, and an empty cell leaves its field out', async () => {
    const [item, ...more] = await csv(
      'id;name.de;kind;genres;releasedOn;parentId;offers.0.territories;offers.0.start;offers.1.end\n' +
        'ttl_1; Sintel ;movie;animation | fantasy;2010-09-27;null;DE|@dach;2026-11-01;',
    )
    expect(more).toEqual([])
    expect(item).toMatchObject({ kind: 'item', itemId: 'ttl_1', line: 2, mapped: { findings: [] } })
    expect(item).toHaveProperty('mapped.drafts', [
      {
        v: 1,
        type: 'title',
        id: 'ttl_1',
        name: { de: 'Sintel' },
        kind: 'movie',
        genres: ['animation', 'fantasy'],
        releasedOn: '2010-09-27',
        parentId: null,
        offers: [{ territories: ['DE', '@dach'], start: '2026-11-01T00:00:00' }],
      },
    ])
  })

  it('Numbers and booleans are converted where the field wants them, and texts stay texts', async () => {
    const text =
      'id,durationMs,flashRisk,renditions.0.height,renditions.0.bitrate,feed.id,feed.itemId\nast_1,52000,TRUE,1080,6e6,1,true'
    const [item] = await csv(text)
    expect(item).toHaveProperty('mapped.drafts.0.durationMs', 52_000)
    expect(item).toHaveProperty('mapped.drafts.0.flashRisk', true)
    expect(item).toHaveProperty('mapped.drafts.0.renditions', [{ height: 1080, bitrate: 6_000_000 }])
    expect(item).toHaveProperty('mapped.drafts.0.feed', { id: '1', itemId: 'true' })
  })

  it('Records of each type stand in one file, told by the column type or by the prefix of the id', async () => {
    const items = await csv(
      'id,type,name,name.en\ncmp_1,,Autumn,\nttl_1,title,,Sintel\nx,asset,,\ntkd_1,,,\nttl_2,takedown,,',
    )
    expect(items.map((item) => (item.kind === 'item' ? item.mapped.drafts[0]?.type : null))).toEqual([
      'campaign',
      'title',
      'asset',
      undefined,
      undefined,
    ])
    expect(findingsOf(items)).toEqual(['5 error missing-field type: ', '6 error unknown-type type: takedown'])
  })

  it('Assets of a campaign are listed or selected, and never both', async () => {
    const items = await csv(
      'id,assets,assets.tags,assets.addedWithinDays\ncmp_1,ast_1|ast_2,,\ncmp_2,,autumn,30\ncmp_3,ast_1,autumn,',
    )
    expect(items.map((item) => item.kind === 'item' && item.mapped.drafts[0]?.assets)).toEqual([
      ['ast_1', 'ast_2'],
      { tags: ['autumn'], addedWithinDays: 30 },
      ['ast_1'],
    ])
    expect(findingsOf(items)).toEqual(['4 error repeated-value assets.tags: autumn'])
  })

  it.each([
    ['renditions.0.heigth', 'renditions.0.height'],
    ['renditions.url', 'renditions.0.url'],
    ['renditions', 'renditions.0.url'],
    ['renditions.1000.url', 'renditions.0.url'],
    ['name', 'name.en'],
    ['tags.autumn', 'no field'],
    ['kind.x', 'no field'],
    ['Notes', 'durationMs'],
    ['__proto__', 'durationMs'],
    ['name.__proto__', 'no field'],
    ['constructor', 'durationMs'],
    ['name.en.x', 'no field'],
    ['', 'durationMs'],
  ])('A value in column %j, which is no field, is refused with the fields that there are', async (column, hint) => {
    const [item] = await csv(`id,${column}\nast_1,x`)
    expect(item).toMatchObject({
      mapped: {
        findings: [
          { rule: 'unknown-field', value: 'x', path: column || '(column 2)', hint: expect.stringContaining(hint) },
        ],
      },
    })
  })

  it('A column that is no field harms no row without a value in it, and notes harm none', async () => {
    expect(findingsOf(await csv('id,Notes,# to do\nttl_1,,ask Mia'))).toEqual([])
  })

  it.each([
    ['durationMs', '52 s', 'wrong-type'],
    ['durationMs', '0,5', 'wrong-type'],
    ['durationMs', '0x10', 'wrong-type'],
    ['flashRisk', 'yes', 'wrong-type'],
    ['flashRisk', 'null', 'wrong-type'],
    ['validFrom', '01.11.2026', 'bad-date'],
    ['validFrom', '11/1/2026', 'bad-date'],
    ['validFrom', '2026-02-30', 'bad-date'],
    ['validFrom', '2026-11-01T00:00:00Z', 'bad-date'],
    ['name.en', '=HYPERLINK("https://evil.example","Sintel")', 'formula'],
    ['name.en', '@SUM(1+1)', 'formula'],
  ])('Cell %s with %s is refused by rule %s, with its column and value', async (column, value, rule) => {
    const items = await csv(`id;${column}\nast_1;"${value.replaceAll('"', '""')}"\nast_2;`)
    expect(findingsOf(items)).toEqual([`2 error ${rule} ${column}: ${value}`])
  })

  it.each([
    ['start', '2026-11-01', '2026-11-01T00:00:00'],
    ['start', '2026-11-01 18:30', '2026-11-01T18:30:00'],
    ['end', '2026-11-01T18:30:00', '2026-11-01T18:30:00'],
    ['end', '9999-12-31', null],
    ['end', 'null', null],
  ])('Time %s written as %s is read as %s', async (column, written, expected) => {
    const [item] = await csv(`id,${column}\ncmp_1,${written}`)
    expect(item).toMatchObject({ mapped: { drafts: [{ [column]: expected }], findings: [] } })
  })

  it('An end that is a day alone ends as the day begins with a warning, or as it ends if the feed says so', async () => {
    const text = 'id,end,hours.0.days\ncmp_1,2026-12-31,mon'
    const [exclusive] = await csv(text)
    expect(exclusive).toMatchObject({
      mapped: { drafts: [{ end: '2026-12-31T00:00:00' }], findings: [{ rule: 'date-only-end' }] },
    })
    const [inclusive] = await csv(text, { dateOnlyEnd: 'inclusive' })
    expect(inclusive).toMatchObject({ mapped: { drafts: [{ end: '2027-01-01T00:00:00' }], findings: [] } })
  })

  it('A row without an id, and a row that cannot be read, are items without one, and stop no other', async () => {
    const items = await csv('id,name.en\n,Sintel\nttl_1,5" disc\nttl_2,b')
    expect(items.map((item) => (item.kind === 'item' ? item.itemId : 'fault'))).toEqual([null, null, 'ttl_2'])
    expect(findingsOf(items)).toEqual(['2 error missing-id id: ', '3 error wrong-format : ttl_1,5" disc'])
  })

  it('Two columns of one name are refused only where both are filled', async () => {
    expect(findingsOf(await csv('id,kind,kind\nttl_1,movie,\nttl_2,,movie\nttl_3,movie,series'))).toEqual([
      '4 error repeated-value kind: series',
    ])
  })

  it.each(['name.en\nx', 'Sign in', '\u0000', '{"a":1}'])(
    'A file without column id (%j) is at fault as a whole',
    async (text) => {
      expect(await csv(text)).toMatchObject([{ kind: 'fault', finding: { rule: 'broken-document' } }])
    },
  )

  it.each(['javascript:alert(1)', 'http://cdn.example.com/a.mp4', '//cdn.example.com/a.mp4'])(
    'A rendition at %s never becomes a record',
    async (url) => {
      const columns = 'id,titleId,kind,durationMs,aspect,renditions.0.type,renditions.0.codec,renditions.0.height'
      const text = (address: string) => `${columns},renditions.0.url\nast_1,ttl_1,clip,1,16:9,mp4,avc,1080,${address}`
      expect(recordsOf(await csv(text('https://cdn.example.com/a.mp4')))).toHaveLength(1)
      const items = await csv(text(url))
      expect(() => recordsOf(items)).toThrow(/renditions.0.url/)
    },
  )

  it('A file without rows, or with the first one only, has no items', async () => {
    expect([await csv(''), await csv('id,name.en\n')]).toEqual([[], []])
  })

  it('An item is another one when its column gets another name', async () => {
    const [one] = await csv('id,name.en\nttl_1,Sintel')
    const [other] = await csv('id,name.de\nttl_1,Sintel')
    expect(one).not.toHaveProperty('source', other?.kind === 'item' && other.source)
  })
})

describe('readXlsxTemplate', () => {
  it('Numbers, booleans and dates of Excel become what the fields want', async () => {
    const date = (text: string) => new Date(`${text}Z`)
    const [campaign] = await xlsx({
      name: 'campaigns',
      rows: [
        ['id', 'start', 'end', 'hours.0.from', 'weight', 'name', 'owner'],
        ['cmp_1', date('2026-11-01T00:00:00'), date('2026-12-01T18:30:00'), date('1899-12-31T18:30:00'), 2, 2012, true],
      ],
    })
    expect(campaign).toHaveProperty('mapped.findings', [])
    expect(campaign).toHaveProperty('mapped.drafts.0', {
      v: 1,
      type: 'campaign',
      id: 'cmp_1',
      start: '2026-11-01T00:00:00',
      end: '2026-12-01T18:30:00',
      hours: [{ from: '18:30' }],
      weight: 2,
      name: '2012',
      owner: 'true',
    })
  })

  it('A date of Excel is the day that it shows, for titles too, and as an end a day alone', async () => {
    const day = new Date('2026-11-01T00:00:00Z')
    const items = await xlsx({
      name: 'a',
      rows: [
        ['id', 'releasedOn', 'validUntil'],
        ['ttl_1', day],
        ['ast_1', null, day],
      ],
    })
    expect(items[0]).toHaveProperty('mapped.drafts.0.releasedOn', '2026-11-01')
    expect(findingsOf(items)).toEqual(['3 warning date-only-end validUntil: 2026-11-01T00:00:00'])
  })

  it('A formula is refused, whatever it computed to', async () => {
    const cells = new Map([['1,1', { formula: 'A1&"x"', value: 'Sintel' }]])
    const items = await xlsx({
      name: 'a',
      rows: [
        ['id', 'name.en'],
        ['ttl_1', 'Sintel'],
      ],
      cells,
    })
    expect(findingsOf(items)).toEqual(['2 error formula name.en: =A1&"x"'])
  })

  it('Each sheet has a first row of its own, and findings name the sheet', async () => {
    const items = await xlsx(
      {
        name: 'Titles',
        rows: [
          ['id', 'name.en', 'kind'],
          ['ttl_1', 'Sintel', 'movie'],
        ],
      },
      {
        name: 'Campaigns',
        rows: [
          ['name', 'id'],
          ['Autumn', 'cmp_1'],
          ['Winter', null],
        ],
      },
    )
    expect(items.map((item) => item.kind === 'item' && item.mapped.drafts[0]?.id)).toEqual([
      'ttl_1',
      'cmp_1',
      undefined,
    ])
    expect(findingsOf(items)).toEqual(['3 error missing-id Campaigns!id: '])
    expect(recordsOf(items.slice(0, 1))).toMatchObject([{ type: 'title', name: { en: 'Sintel' } }])
  })

  it('A half of a surrogate pair in a workbook is refused', async () => {
    const row = (number: number, texts: string[]) =>
      `<row r="${number}">${texts.map((text) => `<c t="inlineStr"><is><t>${text}</t></is></c>`).join('')}</row>`
    const parts = workbookParts(row(1, ['id', 'name.en']) + row(2, ['ttl_1', 'x _xD83C_']))
    expect(findingsOf(await itemsOf(readXlsxTemplate, zipOf(parts)))).toEqual([
      '2 error lone-surrogate name.en: x \uFFFD',
    ])
  })
})
