import type { FeedFault, FeedItem, FeedReader, FeedReading, MappedItem } from '../../../src/ingest/feeds/feed-reader.ts'
import { checkContent } from '../../../src/ingest/parse-line.ts'
import type { ScheduleRecord } from '../../../src/model/nouns/record.ts'
import { aReading } from '../mapping/reading.ts'
import { chunksOf } from './sheets/rows-of.ts'

/** An item of a feed with what it maps to, or a fault of the whole document. */
export type ReadItem = (FeedItem & { readonly mapped: MappedItem }) | FeedFault

/** All items of a feed. */
export async function itemsOf(
  read: FeedReader,
  content: string | Uint8Array,
  { reading = aReading(), size = 1_000_000 }: { readonly reading?: FeedReading; readonly size?: number } = {},
): Promise<ReadItem[]> {
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content
  const found: ReadItem[] = []
  for await (const each of read(chunksOf(bytes, size), reading)) {
    found.push(each.kind === 'item' ? { ...each, mapped: each.map() } : each)
  }
  return found
}

/** The records of items as they would be stored; what is refused fails. */
export function recordsOf(items: readonly ReadItem[]): ScheduleRecord[] {
  return items.flatMap((item) => {
    if (item.kind === 'fault') throw new Error(`the document is at fault: ${item.finding.hint}`)
    const errors = item.mapped.findings.filter(({ severity }) => severity === 'error')
    if (errors.length > 0) throw new Error(`item ${item.itemId} is refused: ${JSON.stringify(errors)}`)
    return item.mapped.drafts.map((draft) => {
      const parsed = checkContent(draft, item.line)
      if ('refused' in parsed) throw new Error(`draft ${draft.id} is refused: ${JSON.stringify(parsed.refused)}`)
      return parsed.record
    })
  })
}

/** Findings as short text: `3 error unknown-field tags.x: value`. */
export function findingsOf(items: readonly ReadItem[]): string[] {
  return items
    .flatMap((item) => (item.kind === 'fault' ? [item.finding] : item.mapped.findings))
    .map(({ line, severity, rule, path, value }) => `${line} ${severity} ${rule} ${path}: ${value}`)
}
