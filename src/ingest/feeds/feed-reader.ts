import type { FeedSettings } from '../../model/feeds/feed-settings.ts'
import type { Rating } from '../../model/nouns/rating.ts'
import type { FeedFinding } from './feed-finding.ts'

/**
 * Decodes text. `isUtf8` is false for bytes that are no UTF-8; then `text` is only good to be quoted. The shell brings
 * it, because core has no `TextDecoder`.
 */
export type DecodeText = (bytes: Uint8Array) => { readonly text: string; readonly isUtf8: boolean }

/** What a reader asks of the rules, and of what core cannot name. */
export interface FeedLookups {
  readonly decode: DecodeText
  /** SHA-256 of a text in UTF-8, as 64 hex digits. */
  readonly sha256: (text: string) => string
  /** The countries (ISO 3166-1) that selectors stand for, in the order of the alphabet; unknown ones stand for none. */
  readonly territoriesOf: (selectors: readonly string[]) => readonly string[]
  /**
   * The ratings that a label of a named system (`urn:mpaa`, `MPAA`, `FSK`, `BBFC` …) stands for; none: unknown, so that
   * it counts as unrated. `territories`: the countries of the feed, from which a scale of several countries takes its own.
   */
  readonly ratingsOf: (system: string, label: string, territories: readonly string[]) => readonly Rating[]
  /** Whether a name is an IANA time zone. */
  readonly isTimeZone: (name: string) => boolean
}

/** How a feed is read, beside its bytes. */
export interface FeedReading extends FeedLookups {
  readonly feedId: string
  readonly feed: FeedSettings
  /** Milliseconds since 1970. */
  readonly now: number
}

/**
 * A record as it would be stored, before a schema has checked it. Of a title, a field that is there speaks (an empty
 * `ratings` says that there are none); a field that is left out says nothing, and what another item or feed said stays.
 */
export interface Draft {
  readonly type: 'title' | 'asset' | 'campaign' | 'takedown'
  readonly id: string
  readonly [field: string]: unknown
}

/** The title of a draft asset that is to be looked up: `titleId` is then such an object instead of an id. */
export interface ExternalTitle {
  readonly externalId: { readonly idType: string; readonly id: string }
}

/** What an item says, in our words. An error among the findings puts the item into quarantine, with its drafts. */
export interface MappedItem {
  readonly drafts: readonly Draft[]
  readonly findings: readonly FeedFinding[]
  /** Set when the item says that it is gone: what it brought is withdrawn. */
  readonly deletes?: true
}

/** One item of a feed, as its source names it. */
export interface FeedItem {
  readonly kind: 'item'
  /** null: it has none, which a finding of `map` says too. */
  readonly itemId: string | null
  /** Line of the source that it begins on, from 1; of a sheet the row, of a text without line breaks the item's number. */
  readonly line: number
  /** The item as it stands in the source. An item whose source is known is not mapped again. */
  readonly source: string
  /** A number that grows with every change, in formats that have one; a lower one than before is stale. */
  readonly version?: number
  readonly map: () => MappedItem
}

/** A fault of the whole document, such as a cut one. Items before it count; what comes after it is not known. */
export interface FeedFault {
  readonly kind: 'fault'
  readonly finding: FeedFinding
}

/**
 * Reads a feed of one format: bytes in, items out. It may keep state from item to item, such as a header row. Each item
 * stands alone: the fault of one stops no other, and nothing is left out in silence. Never throws because of what the
 * bytes are: a document that cannot be read on ends with a `FeedFault`.
 */
export type FeedReader = (
  stream: AsyncIterable<Uint8Array>,
  reading: FeedReading,
) => AsyncIterable<FeedItem | FeedFault>
