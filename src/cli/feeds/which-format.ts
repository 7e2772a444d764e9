import { whatItIs } from '../../ingest/formats/what-it-is.ts'
import { FEED_FORMAT_NAMES, type FeedFormatName } from '../../model/messages/feed-formats.ts'
import { UsageError } from '../frame/refusal.ts'

/** How many of a feed's first bytes are looked at: more than any comment before the root of an honest document. */
export const HEAD_BYTES = 65_536

const ZIP = [0x50, 0x4b, 0x03, 0x04]

/** The format of a document by its root element, whatever its prefix. */
const ROOTS: ReadonlyMap<string, FeedFormatName> = new Map([
  ['rss', 'mrss'],
  ['Catalog', 'cdf'],
  ['DataCollections', 'ember'],
  ['AvailList', 'avails'],
  ['Avail', 'avails'],
])

/** Words of the group row or the field row of an Avails sheet, which no template has. */
const AVAILS_SHEET = /\b(?:AvailTrans|AvailMetadata|AvailAsset|EntryType|LicenseType)\b/
/** A record with what is known of it, of which only the record can be sent. */
const ANSWER = /^\s*\{\s*"(?:record|campaign)"\s*:\s*\{/
const ROKU = /"(?:providerName|shortFormVideos|tvSpecials|movies|series)"\s*:/

/**
 * The format of a feed by its name and its first bytes.
 *
 * @throws UsageError when nobody can tell
 */
export function whichFormat(name: string, head: Uint8Array): FeedFormatName {
  const found = formatOf(name, head)
  if (found !== null) return found
  if (ANSWER.test(textOf(head))) {
    const hint = 'send the record in it alone, as one line of an .ndjson file'
    throw new UsageError(
      'FILE is an answer of the ops API with a record in it, as ff campaign show --json prints',
      hint,
    )
  }
  const formats = `--format says which: ${FEED_FORMAT_NAMES.join(', ')}`
  throw new UsageError(`FILE has no known format; it seems to be ${whatItIs(head)}`, formats)
}

function formatOf(name: string, head: Uint8Array): FeedFormatName | null {
  const file = name.toLowerCase().replace(/\.(?:gz|zst)$/, '')
  if (/\.(?:ndjson|jsonl)$/.test(file)) return 'ndjson'
  if (ZIP.every((byte, index) => head[index] === byte)) return /avail/.test(file) ? 'avails' : 'xlsx'
  const text = textOf(head).trimStart()
  if (text.startsWith('<')) return byRoot(text)
  if (ANSWER.test(text)) return null
  if (text.startsWith('{')) return byMembers(text, file)
  if (/\.(?:csv|tsv)$/.test(file)) return AVAILS_SHEET.test(text) ? 'avails' : 'csv'
  return null
}

/** By its byte order mark; without one UTF-8, of which the words looked for here are a part in any case. */
function textOf(head: Uint8Array): string {
  const [first, second] = head
  if (first === 0xff && second === 0xfe) return new TextDecoder('utf-16le').decode(head)
  if (first === 0xfe && second === 0xff) return new TextDecoder('utf-16be').decode(head)
  return new TextDecoder().decode(head)
}

function byRoot(text: string): FeedFormatName | null {
  const bare = text.replaceAll(/<!--.*?-->|<\?.*?\?>|<!DOCTYPE[^>]*>/gis, '')
  const [, root = ''] = /^\s*<(?:[\w.-]+:)?([\w.-]+)/.exec(bare) ?? []
  return ROOTS.get(root) ?? null
}

/** Canonical records are one a line; a document of Roku is one object. */
function byMembers(text: string, file: string): FeedFormatName {
  const [line = ''] = text.split('\n', 1)
  if (isRecord(line)) return 'ndjson'
  return ROKU.test(text) || file.endsWith('.json') ? 'roku' : 'ndjson'
}

function isRecord(line: string): boolean {
  try {
    const value: unknown = JSON.parse(line)
    return typeof value === 'object' && value !== null && 'v' in value && 'type' in value
  } catch {
    return false
  }
}
