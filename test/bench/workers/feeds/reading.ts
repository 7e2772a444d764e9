import { SaxesParser } from 'saxes'
import { feedLookups } from '../../../../src/feeds/feed-lookups.ts'
import { readFeed } from '../../../../src/feeds/read-feed.ts'
import type { FeedReading } from '../../../../src/ingest/feeds/feed-reader.ts'
import { parse } from '../../../../src/ingest/formats/sheets/csv-library.js'
import { parseLine } from '../../../../src/ingest/parse-line.ts'
import { type FeedSettings, feedSettings } from '../../../../src/model/feeds/feed-settings.ts'
import { bundledRules } from '../../../../src/rules/bundled-rules.ts'
import { recordsAsCsv } from '../../../ingest/formats/templates/records-as.ts'
import { MRSS_FOOT, MRSS_HEAD, mrssItem, ROKU_FOOT, ROKU_HEAD, recordOf, rokuItem } from './made-up-items.ts'

/** Items that are made up; a longer document repeats them, because nothing that reads compares items. */
const BLOCK_ITEMS = 1000
/** Bytes that arrive at once. */
const CHUNK_BYTES = 64 * 1024

interface FormatDocument {
  readonly head: Uint8Array
  readonly block: Uint8Array
  /** Between two blocks. */
  readonly between: Uint8Array
  readonly foot: Uint8Array
}

const bytesOf = (text: string) => new TextEncoder().encode(text)
const NOTHING = bytesOf('')
const indexes = Array.from({ length: BLOCK_ITEMS }, (_, index) => index)
const made = new Map<string, FormatDocument>()

/** What documents of a format are made of. */
const MAKERS = {
  mrss: () => ({
    head: bytesOf(MRSS_HEAD),
    between: NOTHING,
    block: blockOf((index) => mrssItem(`clip-${index}`)),
    foot: bytesOf(MRSS_FOOT),
  }),
  ndjson: () => ({
    ...{ head: NOTHING, between: NOTHING, foot: NOTHING },
    block: blockOf((index) => `${JSON.stringify(recordOf('block', index))}\n`),
  }),
  roku: () => ({
    ...{ head: bytesOf(ROKU_HEAD), between: bytesOf(','), foot: bytesOf(ROKU_FOOT) },
    block: bytesOf(indexes.map((index) => JSON.stringify(rokuItem(`clip-${index}`))).join(',')),
  }),
  csv: csvDocument,
} as const satisfies Partial<Readonly<Record<FeedSettings['format'], () => FormatDocument>>>

type Format = keyof typeof MAKERS

const blockOf = (itemOf: (index: number) => string) => bytesOf(indexes.map(itemOf).join(''))

/** Assets as a template: the columns of titles, empty in them, would make rows of commas. */
function csvDocument(): FormatDocument {
  const records = indexes.flatMap((index) => {
    const parsed = parseLine(JSON.stringify(recordOf('block', 3 * index + 1)), 1)
    return 'record' in parsed && parsed.record.type === 'asset' ? [parsed.record] : []
  })
  const sheet = recordsAsCsv(records)
  const rows = sheet.indexOf(0x0a) + 1
  return { head: sheet.slice(0, rows), block: sheet.slice(rows), between: NOTHING, foot: NOTHING }
}

function documentOf(format: Format): FormatDocument {
  const known = made.get(format) ?? MAKERS[format]()
  made.set(format, known)
  return known
}

/** A document with at least so many items, chunk by chunk. */
function* chunksOf(format: Format, items: number): Generator<Uint8Array> {
  const { head, block, between, foot } = documentOf(format)
  yield head
  for (let times = 0; times < Math.ceil(items / BLOCK_ITEMS); times += 1) {
    if (times > 0) yield between
    for (let from = 0; from < block.length; from += CHUNK_BYTES) yield block.subarray(from, from + CHUNK_BYTES)
  }
  yield foot
}

async function* arriving(chunks: Iterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  yield* chunks
}

/** The parser alone with a handler for each event, which does nothing. */
function saxesAlone(items: number): number {
  const decoder = new TextDecoder()
  const parser = new SaxesParser({ xmlns: true })
  let ended = 0
  parser.on('opentag', () => undefined)
  parser.on('text', () => undefined)
  parser.on('closetag', ({ name }) => {
    if (name === 'item') ended += 1
  })
  for (const chunk of chunksOf('mrss', items)) parser.write(decoder.decode(chunk, { stream: true }))
  parser.close()
  return ended
}

function wholeJsonParse(items: number): number {
  const { shortFormVideos }: { shortFormVideos: readonly unknown[] } = JSON.parse(textOf('roku', items))
  return shortFormVideos.length
}

function textOf(format: Format, items: number): string {
  const decoder = new TextDecoder()
  let text = ''
  for (const chunk of chunksOf(format, items)) text += decoder.decode(chunk, { stream: true })
  return text
}

function jsonParse(items: number): number {
  const lines = textOf('ndjson', items).trim().split('\n')
  return lines.map((line): unknown => JSON.parse(line)).length
}

function csvParse(items: number): number {
  return (
    parse(textOf('csv', items), { delimiter: ',', relax_column_count: true, record_delimiter: ['\r\n', '\n'] }).length -
    1
  )
}

const lookups = feedLookups(bundledRules())

function readingOf(format: Format): FeedReading {
  const feed = feedSettings.parse({ format, owner: 'northlight', territories: ['US', 'DE', 'AT'] })
  return { ...lookups, feedId: 'northlight', feed, now: Date.UTC(2026, 10, 22, 12) }
}

/**
 * Reads a feed to its end, and maps every item.
 * @returns the items that became records
 */
export async function readAndMap(format: Format, stream: AsyncIterable<Uint8Array>): Promise<number> {
  let mapped = 0
  for await (const each of readFeed(stream, readingOf(format))) {
    if (each.kind === 'fault') throw new Error(`${each.finding.rule}: ${each.finding.hint}`)
    const { drafts, findings } = each.map()
    const found = findings.find(({ severity }) => severity === 'error')
    // A bench of faulty items would measure something else.
    if (found !== undefined) throw new Error(`line ${found.line} ${found.path}: ${found.hint}`)
    if (drafts.length > 0) mapped += 1
  }
  return mapped
}

const reader = (format: Format) => (items: number) => readAndMap(format, arriving(chunksOf(format, items)))

/** What reads documents of at least so many items, by the names that the bench asks for. */
export const READERS: Readonly<Record<string, (items: number) => number | Promise<number>>> = {
  saxes: saxesAlone,
  mrss: reader('mrss'),
  'json-parse': jsonParse,
  ndjson: reader('ndjson'),
  'json-whole': wholeJsonParse,
  roku: reader('roku'),
  'csv-parse': csvParse,
  csv: reader('csv'),
}
