import type { DecodeText, Draft, FeedItem, FeedReading, MappedItem } from '../feeds/feed-reader.ts'
import { type LineRefusal, refusal } from '../lines/line-refusal.ts'
import { MAX_LINE_BYTES, splitLines } from '../lines/split-lines.ts'
import { withAddresses } from '../mapping/record-addresses.ts'
import { checkContent, isRecordType, type ParsedLine, parseContent, parseLine } from '../parse-line.ts'

/** A line of canonical records: a record or refusals, with its number, from 1. */
export interface RecordLine {
  readonly line: number
  readonly parsed: ParsedLine
}

/** What reading lines needs. */
export interface LineReading {
  readonly decode: DecodeText
  /** `restored`: stored records come back as they were, even if they would be refused today. */
  readonly door: 'ingested' | 'restored'
}

/** Canonical NDJSON: one record a line, in UTF-8. A line that is too long, or no UTF-8, is refused by itself. */
export async function* readRecordLines(
  stream: AsyncIterable<Uint8Array>,
  { decode, door }: LineReading,
): AsyncGenerator<RecordLine> {
  for await (const { line, text, refused } of readTexts(stream, decode)) {
    yield { line, parsed: refused === null ? parseLine(text, line, door) : { refused: [refused] } }
  }
}

/** The same records as items of a feed: each line is one, and the id of its record is its id. */
export async function* readNdjson(stream: AsyncIterable<Uint8Array>, reading: FeedReading): AsyncGenerator<FeedItem> {
  for await (const { line, text, refused } of readTexts(stream, reading.decode)) {
    const mapped = refused === null ? mappedLine(text, line) : { drafts: [], findings: [refused] }
    yield {
      kind: 'item',
      itemId: mapped.drafts[0]?.id ?? recordIdIn(text),
      line,
      source: text,
      map: () => withAddresses(reading, mapped, line),
    }
  }
}

function mappedLine(text: string, line: number): MappedItem {
  const parsed = parseContent(text, line)
  return 'refused' in parsed ? { drafts: [], findings: parsed.refused } : mappedRecord(parsed.content, line)
}

/** The id of a record whose line cannot be read: its item is faulty, and must not be missed as well. */
export function recordIdIn(text: string): string | null {
  return /"id"\s*:\s*"((?:ttl|ast|cmp)_[\w-]{1,200})"/.exec(text)?.[1] ?? null
}

/** A canonical record as the one draft of an item. Without a type and an id nobody can say what it is. */
export function mappedRecord(content: object, line: number): MappedItem {
  if (isDraft(content)) return { drafts: [content], findings: [] }
  const checked = checkContent(content, line)
  const { id } = { id: undefined, ...content }
  const missing = refusal(line, 'missing-field', 'id', id, 'every record has an id, like ttl_…')
  return { drafts: [], findings: 'refused' in checked ? checked.refused : [missing] }
}

function isDraft(content: object): content is Draft {
  return 'id' in content && typeof content.id === 'string' && 'type' in content && isRecordType(content.type)
}

/** The lines of a stream as texts. `refused`: why a line is not read; its text is then only good to be quoted. */
export async function* readTexts(
  stream: AsyncIterable<Uint8Array>,
  decode: DecodeText,
): AsyncGenerator<{ readonly line: number; readonly text: string; readonly refused: LineRefusal | null }> {
  for await (const { line, bytes, tooLong } of splitLines(stream)) {
    const { text, isUtf8 } = decode(bytes)
    if (tooLong) {
      const refused = refusal(line, 'line-too-long', '', text, `a record has at most ${MAX_LINE_BYTES} bytes`)
      yield { line, text, refused }
    } else if (!isUtf8) {
      yield { line, text, refused: refusal(line, 'not-utf-8', '', text, 'send the feed in UTF-8') }
    } else {
      yield { line, text, refused: null }
    }
  }
}
