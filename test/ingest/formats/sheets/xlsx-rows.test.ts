import fc from 'fast-check'
import { type WriteSheet, writeXlsx } from 'hucre/xlsx'
import { describe, expect, it } from 'vitest'
import { readXlsxRows } from '../../../../src/ingest/formats/sheets/xlsx-rows.ts'
import { MAX_PACKED_BYTES } from '../../../../src/ingest/formats/sheets/zip-directory.ts'
import { rowsOf, shown } from './rows-of.ts'
import { workbookParts, type ZipPart, zipOf } from './zip-of.ts'

const read = async (bytes: Uint8Array, size?: number) => shown(await rowsOf(readXlsxRows, bytes, size))
const written = (...sheets: WriteSheet[]) => writeXlsx({ sheets })
const hintOf = async (bytes: Uint8Array) => {
  const rows = await rowsOf(readXlsxRows, bytes)
  return rows.map((row) => (row.kind === 'fault' ? `${row.finding.rule}: ${row.finding.hint}` : 'a row'))
}
const cell = (ref: string, value: string | number) => `<c r="${ref}"><v>${value}</v></c>`
/** A workbook whose sheet has these rows. */
const raw = (rows: string, changes: Partial<ZipPart> = {}) => zipOf(workbookParts(rows, changes))

describe('readXlsxRows', () => {
  it('Cells are read as what was typed, with the numbers of their rows', async () => {
    const bytes = await written({
      name: 'assets',
      rows: [['id', 'n'], [], [' a ', 1.5, true, null, new Date('2026-11-01T00:00:00Z')], [null, null], ['=1+1', '']],
    })
    const expected = [
      '1: id, n',
      '3:  a , <number 1.5>, <boolean true>, <empty >, <date 2026-11-01T00:00:00>',
      '5: =1+1',
    ]
    expect(await read(bytes)).toEqual(expected)
    expect(await read(bytes, 100)).toEqual(expected)
  })

  it('A formula is a formula, whatever it computed to, and a text that looks like one is a text', async () => {
    const rows = `<row r="1"><c r="A1"><f>1+1</f><v>2</v></c><c r="B1" t="str"><f>HYPERLINK("x")</f><v>x</v></c>
      <c r="C1"><f>NOW()</f></c><c r="D1"><f t="shared" ref="D1:D2" si="0">A1</f><v>2</v></c></row>
      <row r="2"><c r="D2"><f t="shared" si="0"/><v>2</v></c><c r="E2" t="inlineStr"><is><t>=1+1</t></is></c></row>`
    expect(await read(raw(rows))).toEqual([
      '1: <formula =1+1>, <formula =HYPERLINK("x")>, <formula =NOW()>, <formula =A1>',
      '2: <empty >, <empty >, <empty >, <formula =>, =1+1',
    ])
  })

  it('Dates are local times to the second, in both of the date systems of Excel', async () => {
    const dates = ['2026-03-29T02:30:00', '1999-12-31T23:59:59', '1899-12-31T18:30:00']
    for (const dateSystem of ['1900', '1904'] as const) {
      const given = dateSystem === '1904' ? dates.slice(0, 2) : dates
      const rows = given.map((date) => [new Date(`${date}Z`)])
      expect(await read(await writeXlsx({ sheets: [{ name: 'a', rows }], dateSystem }))).toEqual(
        given.map((date, index) => `${index + 1}: <date ${date}>`),
      )
    }
  })

  it('Errors of Excel are errors, not texts', async () => {
    expect(await read(raw('<row r="1"><c r="A1" t="e"><v>#N/A</v></c></row>'))).toEqual(['1: <error #N/A>'])
  })

  it('Every sheet that is not hidden is read, and its rows say its name', async () => {
    const rows = await rowsOf(
      readXlsxRows,
      await written(
        { name: 'Notes', rows: [['internal']], hidden: true },
        { name: 'Titles', rows: [['id'], ['ttl_1']] },
        { name: 'Assets', rows: [['id']] },
      ),
    )
    expect(rows.map((row) => (row.kind === 'row' ? [row.sheet, row.line] : row))).toEqual([
      ['Titles', 1],
      ['Titles', 2],
      ['Assets', 1],
    ])
  })

  it('A workbook without rows has none', async () => {
    expect(await read(await written({ name: 'a', rows: [] }))).toEqual([])
  })

  it.each([
    [cell('XFD1048576', 1), 'row 1048576'],
    [cell('B1048576', 1), 'row 1048576'],
    [cell('B10001', 1), 'row 10001'],
    [cell('XFD2', 1), 'column XFD'],
    [cell('SG2', 1), 'column SG'],
    [cell('ZZZZ99999999', 1), ''],
  ])('A cell too far off (%s) is refused before the sheet is laid out', async (far, what) => {
    const row = /\d+/.exec(far)?.[0]
    const [only, ...more] = await hintOf(raw(`<row r="1">${cell('A1', 1)}</row><row r="${row}">${far}</row>`))
    expect(more).toEqual([])
    expect(only).toMatch(/^(too-large|broken-document): /)
    expect(only).toContain(what)
  })

  it('Cells too far off that hold nothing are no content, such as those that only have a border', async () => {
    const far = '<row r="9"><c r="XFD9" s="1"/></row><row r="1048576"><c r="XFD1048576" s="1"/></row>'
    expect(await read(raw(`<row r="1">${cell('A1', 1)}</row>${far}`))).toEqual(['1: <number 1>'])
  })

  it('Ten thousand rows are read, and one more is refused', async () => {
    const rows = (count: number) =>
      Array.from({ length: count }, (_, row) => `<row r="${row + 1}">${cell(`A${row + 1}`, 1)}</row>`)
    expect(await read(raw(rows(10_000).join('')))).toHaveLength(10_000)
    expect(await read(raw(rows(10_001).join('')))).toEqual(['fault 1 too-large'])
  })

  it('A rectangle of too many cells is refused', async () => {
    const rows = Array.from({ length: 5000 }, (_, row) => `<row r="${row + 1}">${cell(`SF${row + 1}`, 1)}</row>`)
    expect(await hintOf(raw(rows.join('')))).toEqual([expect.stringContaining('2000000 cells')])
  })

  it('A row with more text than an item may have is refused alone', async () => {
    const long = 'x'.repeat(200_000)
    const bytes = raw(
      `<row r="1"><c r="A1" t="inlineStr"><is><t>${long}</t></is></c><c r="B1" t="inlineStr"><is><t>${long}</t></is></c></row><row r="2">${cell('A2', 1)}</row>`,
    )
    expect(await read(bytes)).toEqual(['1: too-large', '2: <number 1>'])
  })
})

describe('workbooks that lie', () => {
  const small = `<row r="1">${cell('A1', 1)}</row>`
  const bomb = small + ' '.repeat(33 * 1024 * 1024)

  it.each<[string, ZipPart[], RegExp]>([
    ['unpacks to too much', workbookParts(small).concat(part(34_000_000, 4)), /unpacks to/],
    ['unpacks to far more than it is', workbookParts(bomb), /200 times/],
    ['says a small size of a large part', workbookParts(bomb, { unpacked: 500 }), /exceeds limit/],
    ['says that a part is empty', workbookParts(bomb, { unpacked: 0 }), /is not/],
    ['keeps sizes elsewhere', workbookParts(small, { packed: 0, flags: 8 }), /does not say its size/],
    ['keeps both sizes elsewhere', workbookParts(small, { packed: 0, unpacked: 0, flags: 8 }), /does not say its size/],
    ['keeps sizes as above 4 GiB', workbookParts(small, { unpacked: 0xffffffff }), /times its size/],
    ['is stored with two sizes', workbookParts(small, { method: 0, unpacked: 7 }), /two sizes/],
    ['is encrypted', workbookParts(small, { flags: 1 }), /password/],
    ['is packed in another way', workbookParts(small, { method: 12 }), /method 12/],
    ['points elsewhere', workbookParts(small, { offset: 5 }), /not where/],
    ['has two parts of a name', workbookParts(small).concat(workbookParts(small)), /are called/],
    ['has no sheet', workbookParts(small).slice(0, 4), /missing worksheet/],
    ['has no workbook', [{ name: 'a.txt', data: 'hello' }], /missing/],
  ])('A workbook that %s is refused with the reason', async (_, parts, reason) => {
    const [only, ...more] = await hintOf(zipOf(parts))
    expect(more).toEqual([])
    expect(only).toMatch(reason)
  })

  it('A workbook with too many bytes is not read to its end', async () => {
    let chunks = 0
    async function* endless(): AsyncGenerator<Uint8Array> {
      for (; ; chunks += 1) yield new Uint8Array(1024 * 1024)
    }
    const found: string[] = []
    for await (const row of readXlsxRows(endless(), { decode: () => ({ text: '', isUtf8: true }) }))
      found.push(...shown([row]))
    expect(found).toEqual(['fault 1 too-large'])
    expect(chunks).toBe(MAX_PACKED_BYTES / 1024 / 1024)
  })

  it.each([
    ['\u00D0\u00CF\u0011\u00E0\u00A1\u00B1\u001A\u00E1', 'password'],
    ['<html>', 'web page'],
    ['id,name', 'a text'],
    ['', 'empty'],
    ['PK\u0003\u0004 cut', 'cut'],
  ])('A file %j that is no workbook says what it is', async (text, what) => {
    expect(await hintOf(Uint8Array.from(Buffer.from(text, 'latin1')))).toEqual([expect.stringContaining(what)])
  })

  it('A workbook with any byte changed, or cut anywhere, is read or refused, and never throws', async () => {
    const whole = await written({
      name: 'a',
      rows: [
        ['id', 'n'],
        ['a', 1],
        [new Date(0), '=x'],
      ],
    })
    await fc.assert(
      fc.asyncProperty(fc.nat(whole.length - 1), fc.nat(255), fc.boolean(), async (at, byte, cut) => {
        const changed = cut ? whole.slice(0, at) : whole.with(at, byte)
        expect(Array.isArray(await rowsOf(readXlsxRows, changed))).toBe(true)
      }),
      { numRuns: 200 },
    )
  })
})

function part(bytes: number, seeds: number): ZipPart {
  const data = new Uint8Array(bytes)
  for (let at = 0; at < bytes; at += 400) data[at] = (at * 2654435761) >>> seeds
  return { name: 'xl/media/image1.bin', data }
}
