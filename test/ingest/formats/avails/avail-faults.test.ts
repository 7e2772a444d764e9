import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { AVAIL_COLUMNS } from '../../../../src/ingest/formats/avails/avail-row.ts'
import { MOST_ROWS } from '../../../../src/ingest/formats/avails/read-avails.ts'
import { csvOf, EPISODE, FILM, readDocument, readRows, sheetOf, workbookOf } from './avail-documents.ts'
import { xmlOf } from './xml-of.ts'

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text)
const csvText = (): string => new TextDecoder().decode(csvOf(sheetOf([FILM, EPISODE])))
const xmlText = (): string => new TextDecoder().decode(xmlOf([[FILM], [EPISODE]]))

describe('Documents that are no avails', () => {
  it.each<[string, Uint8Array]>([
    ['an empty file', new Uint8Array(0)],
    ['nothing but blanks', bytesOf('  \n\n')],
    ['a text', bytesOf('Our avails follow on Monday.\n')],
    ['JSON', bytesOf('{"avails":[]}')],
    ['another sheet', bytesOf('id,name\n1,View\n')],
    ['header rows that lack the licence', bytesOf('Avail,AvailTrans\nALID,Territory\nx,US\n')],
    ['a web page', bytesOf('<!doctype html><html><body>Please sign in</body></html>')],
    ['XML of another format', bytesOf('<?xml version="1.0"?><rss version="2.0"><channel/></rss>')],
    ['avails of no known version', bytesOf('<AvailList xmlns="http://example.com/avails"><Avail/></AvailList>')],
    [
      'XML with a document type',
      bytesOf(xmlText().replace('<avails:AvailList', '<!DOCTYPE a [<!ENTITY x "y">]><avails:AvailList')),
    ],
    ['XML that was cut', bytesOf(xmlText().slice(0, -60))],
    ['XML with a bare ampersand', bytesOf(xmlText().replace('Rockstar', 'Rock & star'))],
    ['a sheet whose quote never closes', bytesOf(`${csvText()}"Rockstar Films,EN,US`)],
    ['a ZIP file that is no workbook', bytesOf('PK\u0003\u0004 and then nothing')],
    ['an old workbook', new Uint8Array([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1])],
    ['a sheet that is compressed', new Uint8Array([0x1f, 0x8b, 8, 0, 0, 0, 0, 0])],
  ])('A document that is %s is a fault as a whole, and brings no item', async (_, bytes) => {
    const { items, faults } = await readDocument(bytes)
    expect(items).toEqual([])
    expect(faults).toMatchObject([{ finding: { rule: 'broken-document', severity: 'error' } }])
    expect(faults[0]?.finding.hint).not.toBe('')
  })

  it('A workbook that was cut anywhere is a fault, and brings no item', async () => {
    const whole = await workbookOf(sheetOf([FILM]))
    for (let part = 1; part < 10; part++) {
      const { items, faults } = await readDocument(whole.slice(0, Math.floor((whole.length * part) / 10)))
      expect(items).toEqual([])
      expect(faults).toMatchObject([{ finding: { rule: 'broken-document' } }])
    }
  })

  it('More rows than fit are a fault that says how many do', async () => {
    const [, , , row = []] = sheetOf([FILM])
    const sheet = [...sheetOf([FILM]).slice(0, 3), ...Array.from({ length: MOST_ROWS + 1 }, () => row)]
    const { items, faults } = await readDocument(csvOf(sheet), {}, 65_536)
    expect(items).toEqual([])
    expect(faults).toMatchObject([{ finding: { rule: 'too-large', line: MOST_ROWS + 4 } }])
    expect(faults[0]?.finding.hint).toContain(String(MOST_ROWS))
  })
})

describe('Rows that cannot be read', () => {
  it('A row of another encoding is an error, and stops no other row', async () => {
    const latin = new Uint8Array([...csvOf(sheetOf([FILM])), ...Buffer.from('Les Fr\u00e8res,EN,FR\r\n', 'latin1')])
    const { items, drafts, findings } = await readDocument(latin)
    expect(items.map(({ itemId, line }) => [itemId, line])).toEqual([
      ['VIEW_MT_2006', 4],
      [null, 5],
    ])
    expect(drafts).toHaveLength(1)
    expect(findings).toMatchObject([{ rule: 'not-utf-8', line: 5, severity: 'error' }])
  })

  it('A sheet in UTF-16 with semicolons, as Excel saves "Unicode text" in Europe, is read', async () => {
    const text = sheetOf([FILM])
      .map((row) => `${row.join(';')}\r\n`)
      .join('')
    const utf16 = new Uint8Array([0xff, 0xfe, ...Buffer.from(text, 'utf16le')])
    expect((await readDocument(utf16)).drafts).toEqual((await readRows([FILM])).drafts)
  })

  it('An avail that is too large is an error of its title, also if another one of it is not', async () => {
    const many = Array.from({ length: 900 }, (_, index) => ({ ...FILM, AvailID: `a-${index}` }))
    const { items, findings } = await readDocument(xmlOf([[FILM], many, [EPISODE]]))
    expect(items.map(({ itemId }) => itemId)).toContain('VIEW_MT_2006')
    expect(findings.filter(({ severity }) => severity === 'error')).toMatchObject([{ rule: 'too-large', line: 4 }])
  })

  it('An entity that XML does not know is an error of its title alone', async () => {
    const text = xmlText().replace('from a Mountain<', 'from&nbsp;a Mountain<')
    const { drafts, findings } = await readDocument(bytesOf(text))
    expect(drafts).toHaveLength(4)
    expect(findings).toMatchObject([{ rule: 'wrong-format', severity: 'error', value: '&nbsp;' }])
  })

  it('An avail of several assets licenses a bundle, and no title of it alone', async () => {
    const text = xmlText().replace(/(<avails:Asset .*?<\/avails:Asset>)/, '$1$1')
    const { findings } = await readDocument(bytesOf(text))
    expect(findings).toMatchObject([{ rule: 'unknown-value', path: 'Asset', value: '2 assets' }])
  })

  it('An avail without asset and transaction says what is missing', async () => {
    const bare = xmlText().replace(/<avails:Asset .*<\/avails:Transaction>/, '')
    const { findings } = await readDocument(bytesOf(bare))
    expect(findings.map(({ rule, path }) => `${rule} ${path}`)).toEqual([
      'missing-field Asset/WorkType',
      'missing-field Transaction/LicenseType',
      'missing-field Transaction/Territory',
      'missing-field Transaction/Start',
      'missing-field Transaction/End',
    ])
  })

  it('Whatever the cells hold, each row is answered for, and nothing is thrown', async () => {
    const hostile = fc.constantFrom(
      ...['', '=1+1', '\uD800', '__proto__', 'constructor', '0', '-1', 'NaN', 'P1D', 'Open', 'ESTStart', 'Immediate'],
      ...[
        'ZZ',
        'US',
        'EST',
        'POEST',
        'Movie',
        'Season',
        'Full Delete',
        '9999-12-31',
        '0000-00-00',
        '2026-01-01',
        'a,b;c\n"d"',
      ],
      'x'.repeat(5000),
      '10.5240/8FF3-1C20-84F5-F247-8BCD-E',
    )
    const cells = fc.dictionary(fc.constantFrom(...AVAIL_COLUMNS), fc.oneof(hostile, fc.string({ unit: 'binary' })))
    await fc.assert(
      fc.asyncProperty(fc.array(cells, { minLength: 1, maxLength: 4 }), async (changes) => {
        const rows = changes.map((change, index) => ({ ...(index % 2 === 0 ? FILM : EPISODE), ...change }))
        const { items, faults, findings } = await readRows(rows)
        expect(faults).toEqual([])
        expect(items.length).toBeGreaterThan(0)
        for (const { line, hint } of findings) {
          expect(line).toBeGreaterThan(0)
          expect(hint).not.toBe('')
        }
      }),
      { numRuns: 100 },
    )
  })
})
