import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { slicesOf } from '../../../../src/ingest/formats/json/json-slices.ts'
import { readRoku } from '../../../../src/ingest/formats/roku/read-roku.ts'
import { aReading } from '../../mapping/reading.ts'
import { findingsOf, itemsOf } from '../items-of.ts'
import { aClip, aDocument, documentText } from './roku-document.ts'

const read = (text: string | Uint8Array, size?: number) =>
  itemsOf(readRoku, text, { reading: aReading({ format: 'roku' }), ...(size === undefined ? {} : { size }) })
/** Ids of items, and the rules of faults. */
const shown = async (text: string | Uint8Array, size?: number) =>
  (await read(text, size)).map((item) =>
    item.kind === 'item' ? item.itemId : `${item.finding.line} ${item.finding.rule}`,
  )
/** A document whose clips are these texts. */
const ofTexts = (...texts: string[]) => `{\n"language":"en",\n"shortFormVideos":[\n${texts.join(',\n')}\n]}`
const clipText = (id: string) => JSON.stringify(aClip({ id }))

describe('readRoku', () => {
  it('Items are read with their lines and as they stand, wherever chunks are cut', async () => {
    const text = ofTexts(
      clipText('a'),
      ` ${JSON.stringify(aClip({ id: 'b', title: 'Käse 🎬 \\"x\\" }]' }), null, 2)} `,
      clipText('c'),
    )
    for (const size of [1, 7, 100_000]) {
      const items = await read(text, size)
      expect(items.map((item) => item.kind === 'item' && [item.itemId, item.line])).toEqual([
        ['a', 4],
        ['b', 5],
        ['c', 5 + JSON.stringify(aClip(), null, 2).split('\n').length],
      ])
      expect(items[0]).toMatchObject({ source: `{"language":"en"}\n${clipText('a')}` })
    }
  })

  it('A document without line breaks numbers its items', async () => {
    const episodes = [aClip({ id: 'e1' }), aClip({ id: 'e2' })]
    const lists = {
      movies: [aClip({ id: 'm' })],
      series: [{ id: 's', title: 's', episodes }],
      tvSpecials: [aClip({ id: 't' })],
    }
    const items = await read(JSON.stringify(aDocument(lists)))
    expect(items.map((item) => item.kind === 'item' && [item.itemId, item.line])).toEqual([
      ['m', 1],
      ['s', 2],
      ['e1', 3],
      ['e2', 4],
      ['t', 5],
    ])
  })

  it('An episode has the line on which it begins', async () => {
    const items = await read(
      documentText({ series: [{ id: 's', title: 's', seasons: [{ seasonNumber: 1, episodes: [{ id: 'e' }] }] }] }),
    )
    expect(items.map((item) => item.kind === 'item' && item.line)).toEqual([6, 13])
  })

  it('Texts have the language of the document; one that comes after them counts as not known', async () => {
    const [known] = await read('{"language":"de_AT","movies":[{"id":"a","title":"x"}]}')
    const [unknown] = await read('{"movies":[{"id":"a","title":"x"}],"language":"de"}')
    expect([known, unknown]).toMatchObject([
      { mapped: { drafts: [{ name: { 'de-AT': 'x' } }] } },
      { mapped: { drafts: [{ name: { und: 'x' } }] } },
    ])
  })

  it('Other members and lists are passed over, whatever they hold', async () => {
    const text = documentText({
      categories: [{ name: 'All', items: [{ id: 'x', movies: [1] }] }],
      playlists: [[[[]]], '"]}'],
      movies: [],
      'm"ovies': 3,
      shortFormVideos: [aClip()],
      series: null,
    })
    expect(await shown(text)).toEqual(['clip-1'])
  })

  it.each([
    ['an empty document', '', '1 broken-document'],
    ['a web page', '\n<!doctype html><html><title>Are you a robot?</title>', '1 broken-document'],
    ['XML', '<?xml version="1.0"?><rss/>', '1 broken-document'],
    ['a list', '[{"id":"a"}]', '1 broken-document'],
    ['an object without lists', '{"version":"1","assets":[]}', '1 broken-document'],
    ['an object as list', '{\n"movies":{}}', '2 broken-document'],
    ['a cut one', '{"movies":[\n{"id":"a","title":"x"},\n{"id":"b"', '3 broken-document'],
    ['one that is cut between items', '{"movies":[\n{"id":"a","title":"x"},', '2 broken-document'],
    ['one with something behind it', '{"movies":[\n{"id":"a","title":"x"}]}\n{', '3 broken-document'],
    ['a bracket too many', '{"movies":[}]}', '1 broken-document'],
    ['a control character', '{"movies":[\u0001]}', '1 broken-document'],
    ['no value', '{"movies":}', '1 broken-document'],
    ['no name', '{movies:[]}', '1 broken-document'],
    ['compressed bytes', '\u001f', '1 broken-document'],
  ])('A document that is %s is at fault as a whole', async (_, text, expected) => {
    for (const size of [1, 10_000]) expect((await shown(text, size)).at(-1)).toBe(expected)
  })

  it('A web page says that it is one', async () => {
    expect(await read('<html>')).toMatchObject([{ finding: { hint: expect.stringContaining('web page') } }])
  })

  it('Lists that are empty are a whole document without items', async () => {
    expect(await shown('\uFEFF{"shortFormVideos":[]}')).toEqual([])
  })

  it.each([
    ['one that is no JSON', '{"id":"x",}', 'not-json'],
    ['a number', '1', 'wrong-type'],
    ['null', 'null', 'wrong-type'],
    ['a list', '[1]', 'wrong-type'],
    ['a text', '"},{"', 'wrong-type'],
    ['a member twice', '{"id":"x","title":"a","titl\\u0065":"b"}', 'repeated-value'],
    ['a reserved member', '{"id":"x","title":"a","content":{"__proto__":{"duration":1}}}', 'reserved-key'],
    ['half a character', '{"id":"x","title":"\\ud83c"}', 'lone-surrogate'],
    ['brackets too deep', `{"id":"x","a":${'['.repeat(16)}${']'.repeat(16)}}`, 'too-deep'],
    ['brackets far too deep', `{"id":"x","a":${'['.repeat(50_000)}${']'.repeat(50_000)}}`, 'too-deep'],
    ['too much', `{"id":"x","tags":[${'"tag",'.repeat(50_000)}"tag"]}`, 'too-large'],
  ])('An item that is %s is refused alone', async (_, text, rule) => {
    const items = await read(ofTexts(clipText('a'), text, clipText('b')), 4096)
    expect(items.map((item) => item.kind === 'item' && item.itemId)).toEqual(['a', null, 'b'])
    expect(findingsOf(items).map((finding) => finding.split(' ').slice(0, 3).join(' '))).toEqual([`5 error ${rule}`])
  })

  it('An item that is no UTF-8 is refused alone, and a document in UTF-16 is read', async () => {
    const text = ofTexts(clipText('a'), JSON.stringify(aClip({ id: 'x', title: 'Käse' })), clipText('b'))
    expect(findingsOf(await read(Uint8Array.from(Buffer.from(text, 'latin1'))))).toEqual([
      expect.stringContaining('5 error not-utf-8'),
    ])
    for (const size of [1, 1001]) {
      expect(await shown(Uint8Array.from(Buffer.from(`\uFEFF${text}`, 'utf16le')), size)).toEqual(['a', 'x', 'b'])
    }
  })

  it('A series may be long, and a long text in it is read without a throw', async () => {
    const episodes = [
      aClip({ id: 'e1', longDescription: 'x'.repeat(200_000) }),
      aClip({ id: 'e2', tags: 'y'.repeat(300_000) }),
    ]
    const items = await read(
      documentText({ series: [{ id: 's', title: 's', shortDescription: 'z'.repeat(200_000), episodes }] }),
    )
    expect(items.map((item) => item.kind === 'item' && item.itemId)).toEqual(['s', 'e1', null])
    expect(findingsOf(items).map((finding) => finding.split(' ').slice(1, 3).join(' '))).toEqual(['error too-large'])
    const [series, episode] = await read(
      documentText({ series: [{ id: 's', credits: 'z'.repeat(1_000_000), episodes: [{ id: 'e' }] }] }),
    )
    expect([series, episode]).toMatchObject([
      { itemId: 's', mapped: { findings: [{ rule: 'too-large' }] } },
      { itemId: 'e' },
    ])
  })

  it('A text without end ends the document early', async () => {
    let chunks = 0
    async function* endless(): AsyncGenerator<Uint8Array> {
      yield new TextEncoder().encode('{"movies":[\n{"id":"a","title":"x"},\n{"id":"')
      for (; ; chunks += 1) yield new Uint8Array(65_536).fill(0x61)
    }
    const found = []
    for await (const each of readRoku(endless(), aReading({ format: 'roku' }))) found.push(each)
    expect(found).toMatchObject([{ itemId: 'a' }, { kind: 'fault', finding: { rule: 'too-large', line: 3 } }])
    expect(chunks).toBeLessThan(20)
  })

  it('A document that is cut anywhere ends with a fault, and what came before it counts', async () => {
    const text = ofTexts(clipText('a'), clipText('b'))
    const whole = await shown(text)
    await fc.assert(
      fc.asyncProperty(fc.nat(text.length - 2), async (length) => {
        const items = await shown(text.slice(0, length))
        expect(items.at(-1)).toMatch(/broken-document$/)
        expect(whole.slice(0, items.length - 1)).toEqual(items.slice(0, -1))
      }),
    )
  })

  it('Any document is read or refused without a throw, the same however it is cut', async () => {
    const lists = fc.record(
      { movies: fc.array(fc.jsonValue()), series: fc.array(fc.jsonValue()), language: fc.jsonValue() },
      { requiredKeys: [] },
    )
    const changed = fc
      .tuple(lists, fc.nat(), fc.constantFrom('', '"', '}', ']', ',', '\\', '{', '['))
      .map(([value, at, mark]) => {
        const text = JSON.stringify(value)
        return text.slice(0, at % (text.length + 1)) + mark + text.slice(at % (text.length + 1))
      })
    await fc.assert(
      fc.asyncProperty(changed, async (text) => {
        const [whole, pieces] = [await read(text), await read(text, 1)]
        expect(findingsOf(pieces)).toEqual(findingsOf(whole))
      }),
    )
  })

  it('slicesOf finds the members and elements that JSON.parse finds', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.constantFrom(undefined, 1), (value, indent) => {
        const json = JSON.stringify(value, null, indent)
        if (typeof value !== 'object' || value === null) return
        const slices = slicesOf(json, 0)
        expect(slices.map(({ text }) => JSON.parse(text))).toEqual(JSON.parse(JSON.stringify(Object.values(value))))
        expect(slices.map(({ key }) => key)).toEqual(Object.keys(value))
        for (const { start, text } of slices) expect(json.startsWith(text, start)).toBe(true)
      }),
    )
  })
})
