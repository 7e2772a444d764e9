/** Why a line of a feed was refused: the field, the rule, the value found, and what to write instead. */
export interface LineRefusal {
  /** Line of the input, from 1. */
  readonly line: number
  /** Field, like `offers.0.territories.1`; empty for the whole record. */
  readonly path: string
  readonly rule: RefusalRule
  readonly severity: 'error'
  /** The value found, as text, cut to 120 characters. */
  readonly value: string
  readonly hint: string
}

/** Every rule that may refuse a record, in the words of the ingest report. */
export type RefusalRule =
  | 'line-too-long'
  | 'not-utf-8'
  | 'not-json'
  | 'not-a-record'
  | 'reserved-key'
  | 'lone-surrogate'
  | 'unknown-type'
  | 'unknown-field'
  | 'missing-field'
  | 'wrong-type'
  | 'not-allowed'
  | 'out-of-range'
  | 'wrong-format'
  | 'contradiction'
  | 'repeated-value'
  | 'unknown-territory'
  | 'unknown-time-zone'
  | 'duplicate-id'
  | 'missing-title'
  | 'missing-asset'
  | 'missing-parent'
  | 'parent-loop'
  | 'changed-meanwhile'
  | 'owned-elsewhere'
  | 'edited-elsewhere'

/** Longest `value` of a refusal, in UTF-16 units. */
export const VALUE_LENGTH = 120

/** A refusal of the whole line, or of one field of it. */
export function refusal(line: number, rule: RefusalRule, path: string, value: unknown, hint: string): LineRefusal {
  return { line, path, rule, severity: 'error', value: describeValue(value), hint }
}

/** Any value as short text: never deep, never long, never throwing. */
export function describeValue(value: unknown): string {
  if (typeof value === 'string') return shorten(value)
  if (Array.isArray(value)) return `[${value.length} items]`
  if (typeof value === 'object' && value !== null) return shorten(`{${Object.keys(value).join(', ')}}`)
  return value === undefined ? '' : String(value)
}

/** Cut without splitting a surrogate pair. */
function shorten(text: string): string {
  if (text.length <= VALUE_LENGTH) return text
  return `${text.slice(0, VALUE_LENGTH - 1).replace(/[\uD800-\uDBFF]$/, '')}…`
}

/** A warning about a record that was accepted, but changed, or that will not work for every viewer. */
export interface Warning extends Omit<LineRefusal, 'severity' | 'rule'> {
  readonly rule:
    | 'status-kept'
    | 'waits-for-approval'
    | 'two-persons'
    | 'cap-beyond-memory'
    | 'edited-elsewhere'
    | 'ended-already'
  readonly severity: 'warning'
}
