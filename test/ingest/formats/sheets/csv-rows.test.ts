import { stringify } from 'csv-stringify/sync'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { escapedApostrophe } from '../../../../src/ingest/formats/sheets/csv-formula.ts'
import { readCsvRows } from '../../../../src/ingest/formats/sheets/csv-rows.ts'
import { MAX_ROW_BYTES } from '../../../../src/ingest/formats/sheets/sheet-row.ts'
import { aReading } from '../../mapping/reading.ts'
import { rowsOf, shown } from './rows-of.ts'

const utf8 = (text: string) => new TextEncoder().encode(text)
const read = async (text: string | Uint8Array, size?: number) =>
  shown(await rowsOf(readCsvRows, typeof text === 'string' ? utf8(text) : text, size))

function utf16(text: string, order: 'little' | 'big', mark: boolean): Uint8Array {
  const bytes = Buffer.from(mark ? `\uFEFF${text}` : text, 'utf16le')
  return new Uint8Array(order === 'little' ? bytes : bytes.swap16())
}

describe('readCsvRows', () => {
  it.each([
    ['commas', 'id,name\r\na,"x, y"\r\n', ['1: id, name', '2: a, x, y']],
    ['semicolons', 'id;name\na;1,5', ['1: id, name', '2: a, 1,5']],
    ['tabs', 'id\tname\na\tb;c', ['1: id, name', '2: a, b;c']],
    ['a quoted header with other delimiters in it', '"a,b,c";d\n1;2', ['1: a,b,c, d', '2: 1, 2']],
    ['a line that tells the delimiter', 'sep=;\r\na;b\r\n', ['2: a, b']],
    ['a blank line before its header', '\n\na;b\n1;2', ['3: a, b', '4: 1, 2']],
    ['one column', 'id\na', ['1: id', '2: a']],
    ['a byte order mark', '\uFEFF"id",b\n1,2', ['1: id, b', '2: 1, 2']],
    ['line ends of a Mac', 'id,b\r1,2\r', ['1: id, b', '2: 1, 2']],
    ['blank rows', '\n\nid\n \n,,\n\r\na', ['3: id', '7: a']],
    ['line ends within quotes', 'id,n\r\n1,"a\r\nb\nc"\r\n2,d', ['1: id, n', '2: 1, a\r\nb\nc', '5: 2, d']],
    ['quotes within quotes', 'n\n"say ""hi"""', ['1: n', '2: say "hi"']],
    ['cells that are missing and cells too many', 'a,b\n1\n1,2,3,,', ['1: a, b', '2: 1', '3: 1, 2, 3']],
    ['empty cells', 'a,b,c\n1,,3', ['1: a, b, c', '2: 1, <empty >, 3']],
    ['an empty file', '', []],
  ])('A file with %s is read, wherever its chunks are cut', async (_, text, expected) => {
    expect(await read(text)).toEqual(expected)
    expect(await read(text, 1)).toEqual(expected)
  })

  it.each([
    ['little', true],
    ['big', true],
    ['little', false],
    ['big', false],
  ] as const)('Unicode text (UTF-16, %s end first, byte order mark: %s) is read as it is', async (order, mark) => {
    const text = 'id\tname\r\na\tTōkyō 🎬\r\n'
    for (const size of [1, 3, 1000]) {
      expect(await read(utf16(text, order, mark), size)).toEqual(['1: id, name', '2: a, Tōkyō 🎬'])
    }
  })

  it('A cut or broken text in UTF-16 is no UTF-8 at its broken row', async () => {
    expect(await read(utf16('id\na\ud83c\nb', 'little', true))).toEqual(['1: id', '2: not-utf-8', '3: b'])
    expect(await read(utf16('id\nb', 'little', true).slice(0, -1))).toEqual(['1: id', '2: not-utf-8'])
    expect(await read(utf16('id\nb\ud83c', 'little', true))).toEqual(['1: id', '2: not-utf-8'])
  })

  it('A row in Latin-1 is refused with the remedy, and stops no other', async () => {
    const rows = await rowsOf(readCsvRows, Uint8Array.from(Buffer.from('id,n\n1,Käse\n2,b', 'latin1')))
    expect(shown(rows)).toEqual(['1: id, n', '2: not-utf-8', '3: 2, b'])
    expect(rows[1]).toMatchObject({ fault: { hint: expect.stringContaining('CSV UTF-8') } })
  })

  it('A row with a stray quote is refused alone', async () => {
    expect(await read('id,n\n1,5" disc\n2,"a"b\n3,c')).toEqual([
      '1: id, n',
      '2: wrong-format',
      '3: wrong-format',
      '4: 3, c',
    ])
  })

  it('A quote that is never closed ends the file with its line, and what is before it counts', async () => {
    expect(await read('id,n\n1,b\n2,"c\n3,d\n')).toEqual(['1: id, n', '2: 1, b', 'fault 3 broken-document'])
  })

  it('A cell without end is given up after the bytes of a row, and the rest is not read', async () => {
    let chunks = 0
    async function* endless(): AsyncGenerator<Uint8Array> {
      yield utf8('id,n\n1,"')
      for (; ; chunks += 1) yield new Uint8Array(65_536).fill(0x61)
    }
    const found: string[] = []
    for await (const row of readCsvRows(endless(), {
      decode: (bytes) => ({ text: String.fromCharCode(...bytes.slice(0, 99)), isUtf8: true }),
    }))
      found.push(...shown([row]))
    expect(found.at(-1)).toBe('fault 2 broken-document')
    expect(chunks).toBeLessThanOrEqual(MAX_ROW_BYTES / 65_536 + 1)
  })

  it('A stream that breaks off gives the rows before it first, and one that is refused is closed', async () => {
    let closed = 0
    async function* broken(text: string): AsyncGenerator<Uint8Array> {
      try {
        yield utf8(text)
        throw new Error('broke off')
      } finally {
        closed += 1
      }
    }
    const found: string[] = []
    const decode = aReading().decode
    await expect(async () => {
      for await (const row of readCsvRows(broken(`id\n${'a\n'.repeat(600)}b`), { decode })) found.push(...shown([row]))
    }).rejects.toThrow('broke off')
    expect(found.at(-1)).toBe('601: a')
    for await (const row of readCsvRows(broken(`<html>${' '.repeat(600)}`), { decode })) found.push(...shown([row]))
    expect([found.at(-1), closed]).toEqual(['fault 1 broken-document', 2])
  })

  it('A row that is too long is refused, and the rows after it are read', async () => {
    expect(await read(`id\n${'x'.repeat(MAX_ROW_BYTES + 1)}\nb`)).toEqual(['1: id', '2: too-large', '3: b'])
    expect(await read(`id\n${'x'.repeat(MAX_ROW_BYTES)}`)).toHaveLength(2)
    expect(await read(`id\n${','.repeat(500)}x\nb`)).toEqual(['1: id', '2: too-large', '3: b'])
  })

  it.each([
    ['=HYPERLINK("https://evil.example","x")', 'formula'],
    ['=1+1', 'formula'],
    ['@SUM(1+1)*cmd', 'formula'],
    ["+cmd|' /C calc'!A0", 'formula'],
    ['-2+3+HYPERLINK("x")', 'formula'],
    ['+1', 'text'],
    ['-30-', 'text'],
    ['@zola', 'text'],
    ['-a|b', 'text'],
    ['+1 (2013)', 'text'],
    ["'=1+1", 'text'],
  ])('Cell %s of a CSV file is a %s', async (cell, kind) => {
    const [row] = await rowsOf(readCsvRows, utf8(stringify([[cell, 'b']])))
    expect(row).toMatchObject({
      cells: [
        { kind, text: cell.replace(/^'/, '') },
        { kind: 'text', text: 'b' },
      ],
    })
  })

  it('Every text that is written with escaped formulas is read back as it was', async () => {
    const text = fc.string({
      unit: fc.constantFrom("'", '=', '+', '-', '@', '"', ',', ';', 'a', '(', '|', '!', '\n', '\r', '\t', 'ß', '🎬'),
    })
    const cell = text.filter((each) => each.trim() !== '')
    await fc.assert(
      fc.asyncProperty(fc.array(fc.array(cell, { minLength: 2, maxLength: 2 }), { maxLength: 5 }), async (rows) => {
        const written = stringify([['a', 'b'], ...rows.map((row) => row.map(escapedApostrophe))], {
          escape_formulas: true,
        })
        const found = await rowsOf(readCsvRows, utf8(written), 7)
        expect(found.map((row) => (row.kind === 'row' ? row.cells.map((each) => each.text) : row))).toEqual([
          ['a', 'b'],
          ...rows,
        ])
        expect(found.flatMap((row) => (row.kind === 'row' ? row.cells : [])).every(({ kind }) => kind === 'text')).toBe(
          true,
        )
      }),
    )
  })

  it('Any bytes are read without a throw', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), async (bytes) => void (await rowsOf(readCsvRows, bytes, 5))),
    )
  })

  it.each([
    ['<!DOCTYPE html><html><body>Sign in', 'web page'],
    ['PK\u0003\u0004', 'ZIP'],
    ['<rss>', 'XML'],
  ])('A file %j that is none says what it is', async (text, what) => {
    const [found] = await rowsOf(readCsvRows, utf8(text))
    expect(found).toMatchObject({
      kind: 'fault',
      finding: { rule: 'broken-document', hint: expect.stringContaining(what) },
    })
  })
})
