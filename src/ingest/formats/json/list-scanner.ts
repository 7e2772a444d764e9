import { JsonCapture } from './json-capture.ts'

/** What a scanner finds in a document. */
export type JsonEvent =
  /** An element of one of the lists that are looked for. */
  | {
      readonly kind: 'element'
      readonly list: string
      /** Line on which it begins, from 1. */
      readonly line: number
      /** Its bytes; the first of them only, if it is `too-large`. */
      readonly bytes: Uint8Array
      readonly state: 'whole' | 'too-large' | 'too-deep'
    }
  /** Another member of the root object; of a long value the first bytes only. */
  | { readonly kind: 'member'; readonly name: string; readonly bytes: Uint8Array }
  /** The document cannot be read on. */
  | {
      readonly kind: 'broken'
      readonly rule: 'broken-document' | 'too-large'
      readonly line: number
      readonly hint: string
    }

/** Where in the document the next byte stands. */
type State = 'start' | 'member' | 'name' | 'colon' | 'value' | 'element' | 'captured' | 'ended' | 'broken'

const LINE_FEED = 0x0a
const MOST_NAME_BYTES = 300
const KEPT_OF_OTHERS = 200
/** A closing bracket, or a colon. */
const NO_VALUE: ReadonlySet<number> = new Set([0x7d, 0x5d, 0x3a])

/**
 * Finds the elements of the lists of one object, byte by byte, so that memory holds one element at a time, and gives each
 * as it stands in the document. Grammar within an element is for `JSON.parse` to check; between elements a comma too
 * many or too few is passed over. Source: RFC 8259.
 */
export class ListScanner {
  readonly seen = new Set<string>()
  line = 1
  private state: State = 'start'
  private name: number[] = []
  private list: string | null = null
  private began = 1
  private capture = new JsonCapture(0)

  /** @param mostBytes of an element, by the names of the lists that are looked for */
  constructor(private readonly mostBytes: Readonly<Record<string, number>>) {}

  *scan(chunk: Uint8Array): Generator<JsonEvent> {
    for (let at = 0; at < chunk.length && this.state !== 'broken'; ) {
      const isCaptured = this.state === 'captured'
      const event = isCaptured ? null : this.step(chunk[at] ?? 0)
      if (this.state !== 'captured' && !isCaptured) at += 1
      else {
        at = this.capture.take(chunk, at)
        if (this.capture.isEndless) yield this.broken('too-large', 'a text or an element is far too large to be one')
        else if (this.capture.isDone) yield* this.captured()
      }
      if (event !== null) yield event
    }
  }

  /** What is wrong at the end of the document; null: it is whole. */
  end(): JsonEvent | null {
    if (this.state === 'broken' || this.state === 'ended') return null
    const where =
      this.state === 'captured' ? `in the element that begins on line ${this.began}` : 'before its last bracket'
    return this.broken('broken-document', `the document ends ${where}: it is cut, or a bracket or quote is missing`)
  }

  private step(byte: number): JsonEvent | null {
    if (this.state === 'name') return this.stepName(byte)
    if (byte === LINE_FEED) this.line += 1
    if (byte === 0x20 || byte === LINE_FEED || byte === 0x0d || byte === 0x09 || byte === 0x2c) return null
    switch (this.state) {
      case 'start':
        return this.expect(byte === 0x7b, 'member', 'an object, like {"providerName":"…", …}')
      case 'member':
        this.name = []
        if (byte === 0x7d) return this.to('ended')
        return this.expect(byte === 0x22, 'name', 'the name of a member, in quotes')
      case 'colon':
        return this.expect(byte === 0x3a, 'value', 'a colon behind the name of a member')
      case 'value':
        return this.value(byte)
      case 'element':
        return byte === 0x5d ? this.to('member') : this.begin(byte)
      default:
        return this.broken('broken-document', 'something follows the last bracket of the document')
    }
  }

  private stepName(byte: number): JsonEvent | null {
    const isEscaped = this.name.at(-1) === 0x5c && !isBackslashPair(this.name)
    if (byte === 0x22 && !isEscaped) return this.to('colon')
    this.name.push(byte)
    return this.name.length <= MOST_NAME_BYTES
      ? null
      : this.broken('broken-document', 'the name of a member has no end')
  }

  private value(byte: number): JsonEvent | null {
    const name = nameOf(this.name)
    this.list = Object.hasOwn(this.mostBytes, name) ? name : null
    if (this.seen.size < 100) this.seen.add(name)
    if (this.list === null || byte === 0x6e) {
      this.list = null
      return this.begin(byte)
    }
    return this.expect(byte === 0x5b, 'element', `a list of ${name}`)
  }

  private begin(byte: number): JsonEvent | null {
    if (byte <= 0x20 || NO_VALUE.has(byte)) return this.expect(false, 'captured', 'a value')
    this.began = this.line
    this.capture = new JsonCapture(this.list === null ? KEPT_OF_OTHERS : (this.mostBytes[this.list] ?? 0))
    return this.to('captured')
  }

  private *captured(): Generator<JsonEvent> {
    const { bytes, lines, isTooLarge, isTooDeep } = this.capture
    this.line += lines
    if (this.list === null) yield { kind: 'member', name: nameOf(this.name), bytes }
    else {
      const state = isTooLarge ? 'too-large' : isTooDeep ? 'too-deep' : 'whole'
      yield {
        kind: 'element',
        list: this.list,
        line: this.began,
        bytes: isTooLarge ? bytes.subarray(0, KEPT_OF_OTHERS) : bytes,
        state,
      }
    }
    this.to(this.list === null ? 'member' : 'element')
  }

  private expect(isSo: boolean, next: State, wanted: string): JsonEvent | null {
    return isSo ? this.to(next) : this.broken('broken-document', `here stands no ${wanted.replace(/^an? /, '')}`)
  }

  private to(state: State): null {
    this.state = state
    return null
  }

  private broken(rule: 'broken-document' | 'too-large', hint: string): JsonEvent {
    const line = this.state === 'captured' ? this.began : this.line
    this.state = 'broken'
    return { kind: 'broken', rule, line, hint }
  }
}

/** Whether the backslash at the end is itself escaped. */
function isBackslashPair(bytes: readonly number[]): boolean {
  const before = bytes.length - 1 - bytes.findLastIndex((byte) => byte !== 0x5c)
  return before % 2 === 0
}

/** The name as its escapes mean it; names that are looked for are ASCII, others need not be exact. */
function nameOf(bytes: readonly number[]): string {
  const raw = String.fromCharCode(...bytes)
  try {
    return String(JSON.parse(`"${raw}"`))
  } catch {
    return raw
  }
}
