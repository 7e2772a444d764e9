import { describe, expect, it } from 'vitest'
import { whichFormat } from '../../../src/cli/feeds/which-format.ts'
import { FEED_FORMAT_NAMES } from '../../../src/model/messages/feed-formats.ts'

const RECORD = '{"v":1,"type":"title","id":"ttl_a"}\n'
const XML = '<?xml version="1.0" encoding="UTF-8"?>\n'
const bytes = (text: string) => new TextEncoder().encode(text)
const wide = (text: string) => new Uint8Array([0xff, 0xfe, ...[...text].flatMap((letter) => [letter.charCodeAt(0), 0])])
const zip = new Uint8Array([0x50, 0x4b, 0x03, 0x04, 0x14])

/** What a file is, its name, its first bytes, and its format. */
const FILES: readonly [what: string, name: string, head: Uint8Array, format: string][] = [
  ['records by their name, however broken', 'a.ndjson', bytes('{"v":1,\n'), 'ndjson'],
  ['records by their name in capitals', 'A.JSONL', bytes(''), 'ndjson'],
  ['packed records by their name', 'a.ndjson.gz', bytes(RECORD), 'ndjson'],
  ['records by their first line', '', bytes(RECORD + RECORD), 'ndjson'],
  ['records in a file that is named otherwise', 'a.json', bytes(RECORD), 'ndjson'],
  ['an object of Roku', '', bytes('{\n "providerName": "N",\n "movies": []}'), 'roku'],
  ['any other object in a JSON file', 'feed.json', bytes('{\n "language": "en"}'), 'roku'],
  ['MRSS by its root', 'feed.xml', bytes(`${XML}<!-- made by hand --><rss version="2.0">`), 'mrss'],
  ['MRSS with a document type, which its reader then refuses', '', bytes('<!DOCTYPE rss><rss>'), 'mrss'],
  ['a catalogue by its root', 'feed.xml', bytes(`${XML}<Catalog xmlns="x" version="FireTV-v1.3">`), 'cdf'],
  ['EMBER by its root', 'feed.xml.zst', bytes(`${XML}<em:DataCollections>`), 'ember'],
  ['Avails by their root with a prefix', '', bytes(`${XML}<avails:AvailList xmlns:avails="x">`), 'avails'],
  ['XML in UTF-16', 'feed.xml', wide('<rss>'), 'mrss'],
  ['XML behind a byte order mark', 'feed.xml', bytes('\uFEFF<rss>'), 'mrss'],
  ['a sheet by its first bytes', '', zip, 'xlsx'],
  ['a sheet of Avails by its name', 'Northlight Avails 2026.xlsx', zip, 'avails'],
  ['lines of a template', 'assets.csv', bytes('id,kind,renditions.0.url\n'), 'csv'],
  ['Avails as lines, by their group row', 'list.csv', bytes('AvailTrans,AvailTrans,AvailAsset\n'), 'avails'],
]

describe('the format of a file', () => {
  it('the files of these tests have every format', () => {
    expect(new Set(FILES.map(([, , , format]) => format))).toEqual(new Set(FEED_FORMAT_NAMES))
  })

  it.each(FILES)('ff ingest recognises %s', (_what, name, head, format) => {
    expect(whichFormat(name, head)).toBe(format)
  })

  it.each<[string, string, Uint8Array, string]>([
    ['a web page', 'feed.xml', bytes('<!DOCTYPE html><html><body>Are you a robot?'), 'a web page'],
    ['XML of another kind', 'feed.xml', bytes('<svg>'), 'XML'],
    ['nothing', 'feed', bytes(''), 'empty'],
    ['a PDF', 'feed.pdf', bytes('%PDF-1.7'), 'a PDF document'],
    ['a text', 'readme', bytes('hello'), 'a text'],
    [
      'a record in an answer',
      'c.json',
      bytes('{"campaign":{"v":1,"type":"campaign"}}'),
      'ff campaign show --json prints',
    ],
  ])('ff ingest does not guess what %s is', (_what, name, head, words) => {
    expect(() => whichFormat(name, head)).toThrow(words)
  })
})
