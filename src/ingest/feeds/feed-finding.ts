import { describeValue, type RefusalRule } from '../lines/line-refusal.ts'

/** Rules by which an item of a feed is quarantined, beside those for records. */
export const QUARANTINE_RULES = [
  /** The document broke off, or is none of its format: a delivery is never complete with it. */
  'broken-document',
  'too-large',
  'too-deep',
  'missing-id',
  'duplicate-item',
  'no-rendition',
  'url-expired',
  'formula',
  'bad-date',
  'unresolved-window',
  'mixed-times',
  /** Its restriction leaves none of the feed's territories. */
  'no-territory',
  'unknown-value',
  'unknown-title',
  /** The sender asks that a person looks at it before it is applied. */
  'needs-review',
] as const

/** Rules that only warn: the item is accepted. */
export const WARNING_RULES = [
  'rating-unmapped',
  'url-expires',
  'no-offer',
  'date-only-end',
  'stale-version',
  'not-provided',
  'shortened',
  'left-out',
  /** An item says that it is gone, and was not there: what it means may be in force under another id. */
  'nothing-to-delete',
  /** Two persons must want this campaign: it waits in review. */
  'two-persons',
  /** A campaign is paused, and no more of it taken: the draft of somebody else waits. */
  'edited-elsewhere',
] as const

/** A rule by which an item is quarantined. */
export type QuarantineRule = (typeof QUARANTINE_RULES)[number] | RefusalRule
/** A rule that only warns. */
export type WarningRule = (typeof WARNING_RULES)[number]

/** What was found in an item: an error puts it into quarantine, a warning does not. */
export type FeedFinding = {
  /** Line of the source, from 1. */
  readonly line: number
  /** Where in the source's own words, like `media:content/@url` or `videos.0.url`; empty: the whole item. */
  readonly path: string
  /** The value found, as text, cut to 120 characters. */
  readonly value: string
  readonly hint: string
} & (
  | { readonly severity: 'error'; readonly rule: QuarantineRule }
  | { readonly severity: 'warning'; readonly rule: WarningRule }
)

/** What puts the item into quarantine. */
export function fault(line: number, rule: QuarantineRule, path: string, value: unknown, hint: string): FeedFinding {
  return { line, path, rule, severity: 'error', value: describeValue(value), hint }
}

/** What is said of an item that is accepted. */
export function warning(line: number, rule: WarningRule, path: string, value: unknown, hint: string): FeedFinding {
  return { line, path, rule, severity: 'warning', value: describeValue(value), hint }
}
