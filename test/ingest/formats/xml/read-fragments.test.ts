import { describe, expect, it } from 'vitest'
import { chunksOf } from '../read-feed.ts'
import { documentOf, fragmentsOf, latin1, utf16 } from './fragments-of.ts'

/** One item with everything that a cut could tear apart. */
const ITEMS = [
  '<item id="1" media:x=\'&quot;2&#x1F600;\'>Zoë &amp; Jürgen 🎬 &#128512;<![CDATA[ <b> ]]]]>\r\n<!-- & --></item>',
  '<item\r\n  id="2"\r\n><media:content url="https://a.example/?a=1&amp;b=2"/>\r<?pi x?>日本</item>',
].join('\r\n')

describe('readFragments', () => {
  it('Every item comes with its elements, its source and the line that it begins on', async () => {
    const text = documentOf(ITEMS)
    const { fragments, fault } = await fragmentsOf(text)
    expect(fault).toBeNull()
    expect(fragments.map(({ source }) => source).every((source) => text.includes(source))).toBe(true)
    expect(fragments).toMatchObject([
      {
        element: { name: 'item', text: 'Zoë & Jürgen 🎬 😀 <b> ]]\n', line: 3, children: [] },
        parents: [{ name: 'rss' }, { name: 'channel' }],
      },
      { element: { line: 5, text: '\n日本', children: [{ name: 'media:content', line: 7 }] } },
    ])
    expect([...(fragments[0]?.element.attributes ?? [])]).toEqual([
      ['id', '1'],
      ['media:x', '"2😀'],
    ])
  })

  it.each([
    ['UTF-8', new TextEncoder().encode(documentOf(ITEMS))],
    ['UTF-16 of little ends', utf16(documentOf(ITEMS), true)],
    ['UTF-16 of big ends', utf16(documentOf(ITEMS), false)],
  ])('A document in %s is the same wherever it is cut', async (_, bytes) => {
    const whole = await fragmentsOf(documentOf(ITEMS))
    expect(await fragmentsOf(chunksOf(bytes, 1))).toEqual(whole)
    for (let cut = 1; cut < bytes.length; cut += 1) {
      const parts = [bytes.subarray(0, cut), bytes.subarray(cut)]
      expect(await fragmentsOf(streamOf(parts)), `cut at ${cut}`).toEqual(whole)
    }
  })

  it.each([
    ['nothing', '', new TextEncoder().encode.bind(new TextEncoder())],
    ['a byte order mark', '\uFEFF<?xml version="1.0" encoding="ISO-8859-1"?>', encodeUtf8],
    ['UTF-8', '<?xml version="1.0" encoding="utf-8"?>', encodeUtf8],
    ['UTF-16, and is not', '<?xml version="1.0" encoding="utf-16"?>', encodeUtf8],
    ['ISO 8859-1', '<?xml version="1.0" encoding="ISO-8859-1"?>', latin1],
    ['Latin 1', "<?xml version='1.0' encoding = 'latin1' ?>", latin1],
    ['windows-1252', '<?xml version="1.0" encoding="windows-1252"?>', latin1],
    ['UTF-16 by its bytes', '<?xml version="1.0"?>', (text: string) => utf16(text, true).subarray(2)],
  ])('A document that declares %s is read as what it is', async (_, head, encode) => {
    const { fragments, fault } = await fragmentsOf(encode(documentOf('<item>Zoë</item>', head)))
    expect([fragments[0]?.element.text, fault]).toEqual(['Zoë', null])
  })

  it('The quotes of windows-1252 are no control characters', async () => {
    const head = '<?xml version="1.0" encoding="windows-1252"?>'
    const { fragments } = await fragmentsOf(latin1(documentOf('<item>\u0093\u0080\u0094</item>', head)))
    expect(fragments[0]?.element.text).toBe('“€”')
  })

  it('An encoding that is not known ends the reading with its name', async () => {
    const { fault } = await fragmentsOf(documentOf('<item/>', '<?xml version="1.0" encoding="EBCDIC-CP-DE"?>'))
    expect(fault).toMatchObject({ rule: 'broken-document', value: 'ebcdic-cp-de' })
  })

  it('Elements are known by the URI of their namespace, whatever its prefix and spelling', async () => {
    const item = [
      '<item xmlns:m="https://search.yahoo.com/mrss" xmlns:media="urn:other" xmlns:__proto__="http://search.yahoo.com/mrss/">',
      '<m:a/><media:a/><__proto__:a/><b xmlns="http://search.yahoo.com/mrss/"/></item>',
    ].join('')
    const { fragments } = await fragmentsOf(documentOf(item))
    const names = fragments[0]?.element.children.map(({ name }) => name)
    expect(names).toEqual(['media:a', '{urn:other}a', 'media:a', 'media:b'])
  })

  it('A prefix that is not declared is the one that the format writes', async () => {
    const { fragments, fault } = await fragmentsOf(
      '<rss><channel><item media:b="1" x:c="2"><media:a/><x:a/></item></channel></rss>',
    )
    expect(fault).toBeNull()
    expect([...(fragments[0]?.element.attributes.keys() ?? [])]).toEqual(['media:b', '{unbound:x}c'])
    expect(fragments[0]?.element.children.map(({ name }) => name)).toEqual(['media:a', '{unbound:x}a'])
  })

  it('An entity that XML does not define spoils its own item and no other', async () => {
    const { fragments, fault } = await fragmentsOf(documentOf('<item>a&nbsp;b\n&eacute;</item><item>c</item>'))
    expect(fault).toBeNull()
    expect(fragments.map(({ unknownEntity }) => unknownEntity)).toEqual([{ name: '&nbsp;', line: 3 }, null])
  })
})

const encodeUtf8 = (text: string): Uint8Array => new TextEncoder().encode(text)

async function* streamOf(parts: readonly Uint8Array[]): AsyncGenerator<Uint8Array> {
  yield* parts
}
