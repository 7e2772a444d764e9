import type { LineRefusal } from '../lines/line-refusal.ts'
import type { ParsedLine } from '../parse-line.ts'

/** What a reader finds: a record or refusals, with the line of the source that it begins on, from 1. */
export interface FeedItem {
  readonly line: number
  readonly parsed: ParsedLine
}

/**
 * Decodes text. `isUtf8` is false for bytes that are no UTF-8; then `text` is only good to be quoted. The shell brings
 * it, because core has no `TextDecoder`.
 */
export type DecodeText = (bytes: Uint8Array) => { readonly text: string; readonly isUtf8: boolean }

/** How a feed is read, beside its bytes. */
export interface FeedReading {
  readonly decode: DecodeText
  /** `restored`: stored records come back as they were, even if they would be refused today. */
  readonly door: 'ingested' | 'restored'
}

/**
 * Reads a feed of one format: bytes in, items out. It may keep state from item to item, such as a header row. Each item
 * stands alone: the fault of one stops no other, and nothing is left out in silence.
 */
export type FeedReader = (stream: AsyncIterable<Uint8Array>, reading: FeedReading) => AsyncIterable<FeedItem>

/** An item that was refused. */
export function refusedItem(refusal: LineRefusal): FeedItem {
  return { line: refusal.line, parsed: { refused: [refusal] } }
}
