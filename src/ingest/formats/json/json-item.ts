import { type FeedFinding, fault, type QuarantineRule } from '../../feeds/feed-finding.ts'
import type { DecodeText } from '../../feeds/feed-reader.ts'
import { repeatedMember } from '../../lines/repeated-member.ts'
import { findUnsafe } from '../../lines/unsafe-content.ts'
import type { JsonEvent } from './list-scanner.ts'

/** An item's text, and the object that it holds or why it holds none. */
export interface JsonItem {
  readonly text: string
  readonly content: { readonly value: object } | { readonly finding: FeedFinding }
}

/** Reads an element of a list as an item of a feed. What its text alone tells, such as a member twice, is found here. */
export function jsonItem(
  { bytes, line, state }: Extract<JsonEvent, { kind: 'element' }>,
  mostBytes: number,
  decode: DecodeText,
): JsonItem {
  const { text, isUtf8 } = decode(bytes)
  const refuse = (rule: QuarantineRule, path: string, value: unknown, hint: string): JsonItem => ({
    text,
    content: { finding: fault(line, rule, path, value, hint) },
  })
  if (state === 'too-large') return refuse('too-large', '', text, `an item has at most ${mostBytes} bytes`)
  if (state === 'too-deep') return refuse('too-deep', '', text, 'an item has at most 16 brackets within each other')
  if (!isUtf8) return refuse('not-utf-8', '', text, 'send the feed in UTF-8')
  const value = parsed(text)
  if (value === undefined)
    return refuse('not-json', '', text, 'this item is no valid JSON: look for a comma or a quote')
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return refuse('wrong-type', '', value, 'an item is an object, like {"id":"…", …}')
  }
  const unsafe = findUnsafe(text, value)
  if (unsafe !== null) return refuse(unsafe.rule, unsafe.path, unsafe.value, unsafe.hint)
  const twice = repeatedMember(text, value)
  if (twice === null) return { text, content: { value } }
  return refuse('repeated-value', twice, text, `${twice} stands twice in one object: leave one of them out`)
}

/** undefined: it is no JSON, which has no undefined itself. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
