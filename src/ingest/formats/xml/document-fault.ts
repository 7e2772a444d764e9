import { type FeedFinding, fault, type QuarantineRule } from '../../feeds/feed-finding.ts'

/** Ends the reading of a document from inside a handler of the parser. */
export class DocumentStop extends Error {
  constructor(
    readonly rule: QuarantineRule,
    readonly value: string,
    readonly hint: string,
  ) {
    super(hint)
  }
}

/** Stops at a document type, whatever it declares; `source` begins with it. */
export function documentTypeStop(source: string): DocumentStop {
  const hint = 'leave the document type (<!DOCTYPE …>) out: entities that it declares are never read'
  return new DocumentStop('broken-document', source, hint)
}

/** What the parser's messages mean for the person who writes the feed. */
const HINTS: readonly (readonly [RegExp, string])[] = [
  [/unclosed tag|unexpected end/, 'the document breaks off: it was cut on its way'],
  [/must contain a root element/, 'the document is empty: it was cut on its way, or its address answers with nothing'],
  [/entity/, 'a bare & is written &amp;'],
  [/close tag|closing tag/, 'every element is closed by its own name, and a bare < is written &lt;'],
  [/duplicate attribute/, 'an attribute stands once in an element'],
  [/text data outside/, 'text stands outside of the root element: it is no XML, or two documents were joined'],
  [/disallowed character\.$/, 'a control character, or a bare < in an attribute: leave it out, or write &lt;'],
]

/** Where a document went wrong, and what it looks like there. */
interface DocumentPlace {
  /** Line of the source, from 1. */
  readonly line: number
  /** Its first characters. */
  readonly start: string
  /** Its characters since the last tag or text, in which the fault lies. */
  readonly pending: string
}

/** What to say of a document that cannot be read on, by what the parser or a `DocumentStop` threw. */
export function documentFinding(error: unknown, { line, start, pending }: DocumentPlace): FeedFinding {
  if (isHtml(start)) {
    const hint = 'an HTML page, and no feed: its address asks to sign in, blocks robots, or shows an error'
    return fault(line, 'broken-document', '', start.trim(), hint)
  }
  const quoted = pending.trim()
  const stop = /^<!doctype/i.test(quoted) ? documentTypeStop(quoted) : error
  if (stop instanceof DocumentStop) return fault(line, stop.rule, '', stop.value, stop.hint)
  const message = error instanceof Error ? error.message.replace(/^\d+:\d+: /, '') : ''
  const hint = HINTS.find(([pattern]) => pattern.test(message))?.[1] ?? 'send well-formed XML'
  return fault(line, 'broken-document', '', quoted, `${hint} (${message})`)
}

/** Whether a document begins as a page of the web does. */
function isHtml(start: string): boolean {
  const bare = start.replace(/^\s*<\?xml[^>]*>/, '').replace(/<!--.*?-->/gs, '')
  return /^\s*<(?:!doctype\s+html|html)\b/i.test(bare)
}
