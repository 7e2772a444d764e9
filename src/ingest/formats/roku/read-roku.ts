import { fault } from '../../feeds/feed-finding.ts'
import type { FeedFault, FeedItem, FeedReading } from '../../feeds/feed-reader.ts'
import { languageOf, UNKNOWN_LANGUAGE } from '../../mapping/item-language.ts'
import { JsonFields } from '../json/json-fields.ts'
import { jsonItem } from '../json/json-item.ts'
import { type JsonEvent, ListScanner } from '../json/list-scanner.ts'
import { peeked, withoutMark } from '../peeked.ts'
import { utf8OfUtf16, utf16Order } from '../sheets/utf-16.ts'
import { TELLING_BYTES, whatItIs } from '../what-it-is.ts'
import { mapRoku } from './map-roku.ts'
import { seriesItems } from './roku-series.ts'

const ITEM_BYTES = 256 * 1024
/** A series holds its episodes, which are items of their own. */
const SERIES_BYTES = 4 * 1024 * 1024
const LISTS = { movies: ITEM_BYTES, series: SERIES_BYTES, shortFormVideos: ITEM_BYTES, tvSpecials: ITEM_BYTES } as const

/**
 * Roku Direct Publisher's JSON: `movies`, `series`, `shortFormVideos` and `tvSpecials`. Read are those fields for which
 * records have a place; not its descriptions, credits, ad breaks and trick play files, nor `categories` and `playlists`.
 * The language of its texts is that of the document, if it stands before the items: else it counts as not known. Source:
 * rokudev/feed-specifications, direct-publisher-feed-specification.md (as kept at d2a6d997).
 */
export async function* readRoku(
  stream: AsyncIterable<Uint8Array>,
  reading: FeedReading,
): AsyncGenerator<FeedItem | FeedFault> {
  const { head, stream: whole, close } = await peeked(stream, TELLING_BYTES)
  const order = utf16Order(head)
  const what = whatItIs(head)
  if (order === null && what !== 'JSON') {
    await close()
    const hint = `this is no JSON object with movies, series, shortFormVideos or tvSpecials: it is ${what}`
    yield { kind: 'fault', finding: fault(1, 'broken-document', '', '', hint) }
    return
  }
  yield* itemsOf(withoutMark(order === null ? whole : utf8OfUtf16(whole, order)), reading)
}

async function* itemsOf(stream: AsyncIterable<Uint8Array>, reading: FeedReading): AsyncGenerator<FeedItem | FeedFault> {
  const scanner = new ListScanner(LISTS)
  const document: RokuDocument = { language: UNKNOWN_LANGUAGE, head: '', items: 0, hasLines: () => scanner.line > 1 }
  for await (const chunk of stream) {
    for (const event of scanner.scan(chunk)) {
      yield* ofEvent(event, document, reading)
      if (event.kind === 'broken') return
    }
  }
  const end = scanner.end()
  if (end !== null) yield* ofEvent(end, document, reading)
  else if (!Object.keys(LISTS).some((list) => scanner.seen.has(list))) yield noLists(scanner)
}

/** What the members of a document before its lists say for all items, and how many items there were. */
interface RokuDocument {
  language: string
  head: string
  items: number
  readonly hasLines: () => boolean
}

function* ofEvent(event: JsonEvent, document: RokuDocument, reading: FeedReading): Generator<FeedItem | FeedFault> {
  if (event.kind === 'broken') {
    yield { kind: 'fault', finding: fault(event.line, event.rule, '', '', event.hint) }
  } else if (event.kind === 'member') {
    const { text } = reading.decode(event.bytes)
    if (event.name !== 'language') return
    document.language = languageOf(text.replaceAll('"', '')) ?? UNKNOWN_LANGUAGE
    document.head = `${JSON.stringify({ language: document.language })}\n`
  } else if (isRokuList(event.list)) {
    for (const item of ofElement(event, event.list, document, reading)) {
      document.items += 1
      yield item
    }
  }
}

function* ofElement(
  event: Extract<JsonEvent, { kind: 'element' }>,
  list: keyof typeof LISTS,
  { language, head, items, hasLines }: RokuDocument,
  reading: FeedReading,
): Generator<FeedItem> {
  // A text without line breaks has one line, which would tell nothing.
  const isNumbered = !hasLines()
  const line = isNumbered ? items + 1 : event.line
  const { text, content } = jsonItem({ ...event, line }, LISTS[list], reading.decode)
  if ('finding' in content) {
    const { finding } = content
    yield { kind: 'item', itemId: null, line, source: head + text, map: () => ({ drafts: [], findings: [finding] }) }
  } else if (list === 'series') {
    yield* seriesItems(reading, { value: content.value, text, line, isNumbered, language, head })
  } else {
    const { value } = content
    const itemId = new JsonFields(value, '', line, []).text('id')
    const map = () => mapRoku(reading, { value, list, line, language, parentId: null })
    yield { kind: 'item', itemId, line, source: head + text, map }
  }
}

const isRokuList = (name: string): name is keyof typeof LISTS => Object.hasOwn(LISTS, name)

function noLists({ seen }: ListScanner): FeedFault {
  const found = seen.size === 0 ? 'no members' : `only ${[...seen].slice(0, 10).join(', ')}`
  const hint = `an object with ${Object.keys(LISTS).join(', ')}, empty lists if there is nothing: this one has ${found}`
  return { kind: 'fault', finding: fault(1, 'broken-document', '', '', hint) }
}
