import { ReplyError } from '../backend.ts'
import { word } from './command-words.ts'
import { parseInteger } from './numbers.ts'
import { syntaxError } from './reply-errors.ts'

const MOST_OPEN_CURSORS = 1000
const DEFAULT_COUNT = 10

interface OpenCursor {
  readonly source: object
  readonly iterator: Iterator<unknown>
}

/**
 * SCAN guarantees that an element which exists during the whole scan is returned at least once. An iterator of a `Map`
 * or `Set` guarantees this while the collection changes. An unknown cursor (finished, evicted, from before a restart,
 * or of a key that was replaced) starts over: repeats are allowed, gaps are not.
 */
export class ScanCursors {
  readonly #open = new Map<number, OpenCursor>()
  #last = 0

  /** `words`: cursor, then MATCH and COUNT. `answer` gives the strings that stand for one element. */
  page<Element>(
    words: readonly string[],
    source: Iterable<Element> | undefined,
    nameOf: (element: Element) => string,
    answer: (element: Element) => readonly string[],
    accepts: (element: Element, type: string) => boolean = () => true,
  ): [cursor: string, elements: string[]] {
    const { cursor, pattern, count, type } = parseScan(words)
    if (source === undefined) return ['0', []]
    const iterator = this.#resume<Element>(cursor, source)
    const elements: string[] = []
    for (let visited = 0; visited < count; visited += 1) {
      const next = iterator.next()
      if (next.done) return ['0', elements]
      const matches = pattern === null || pattern.test(nameOf(next.value))
      if (matches && (type === null || accepts(next.value, type))) elements.push(...answer(next.value))
    }
    return [this.#keep(source, iterator), elements]
  }

  #resume<Element>(cursor: number, source: Iterable<Element>): Iterator<Element> {
    const open = this.#open.get(cursor)
    this.#open.delete(cursor)
    if (open !== undefined && open.source === source) return open.iterator as Iterator<Element>
    return source[Symbol.iterator]()
  }

  #keep(source: object, iterator: Iterator<unknown>): string {
    this.#last += 1
    this.#open.set(this.#last, { source, iterator })
    const [oldest] = this.#open.keys()
    if (this.#open.size > MOST_OPEN_CURSORS && oldest !== undefined) this.#open.delete(oldest)
    return String(this.#last)
  }
}

function parseScan(words: readonly string[]) {
  const cursor = word(words, 0)
  if (!/^\d{1,20}$/.test(cursor)) throw new ReplyError('ERR invalid cursor')
  const options = {
    cursor: Number(cursor),
    pattern: null as RegExp | null,
    count: DEFAULT_COUNT,
    type: null as string | null,
  }
  for (let index = 1; index < words.length; index += 2) {
    const option = word(words, index).toUpperCase()
    const value = words[index + 1]
    if (value === undefined) throw syntaxError()
    if (option === 'MATCH') options.pattern = globPattern(value)
    else if (option === 'COUNT') options.count = positive(parseInteger(value))
    else if (option === 'TYPE') options.type = value.toLowerCase()
    else throw syntaxError()
  }
  return options
}

function positive(count: number): number {
  if (count < 1) throw syntaxError()
  return count
}

/** Redis's glob: `*`, `?`, `[a-z]`, `[^a]`, and a backslash before what is meant literally. */
export function globPattern(glob: string): RegExp {
  const source = glob.replace(
    /\\(.)|\[(\^?)((?:\\.|[^\]])*)\]|([*?])|([^\w])/gs,
    (whole, escaped, not, set, wild, other) => {
      if (escaped !== undefined) return escapeCharacter(escaped)
      if (set !== undefined) return `[${not}${set.replace(/[[\]^]/g, '\\$&')}]`
      if (wild !== undefined) return wild === '*' ? '.*' : '.'
      return other === undefined ? whole : escapeCharacter(other)
    },
  )
  return new RegExp(`^${source}$`, 's')
}

const escapeCharacter = (character: string): string => character.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&')
