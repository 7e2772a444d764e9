import { LIMITS } from '../limits.ts'
import { ProblemError } from '../problem.ts'

/** The parameters of a URL, decoded; `URLSearchParams` is one too. */
export interface Query {
  /** Every value that a name is given, in order. */
  getAll(name: string): readonly string[]
  /** As it stands in the URL, where it encodes nothing and may well come again; left out elsewhere. */
  readonly kind?: string
}

/** Where text stands for other text, or is not text that a URL holds as it is. */
const ENCODED = /[%+]|[^\x21-\x7e]/
const NONE: readonly string[] = []

/**
 * The query of a request's URL. One that encodes nothing, as nearly every device sends it, is read here: asking the
 * platform's own `URL` for a dozen names costs as much as deciding.
 * @throws ProblemError 400 for a query above its limit
 */
export function queryOf(url: string): Query {
  // Before it is split or decoded; the path in front of it is one of a few routes.
  if (url.length - Math.max(0, url.indexOf('?')) > LIMITS.queryCharacters + 1 && url.includes('?')) {
    const detail = `Send at most ${LIMITS.queryCharacters} characters of query; a POST takes more.`
    throw new ProblemError('invalid-field', { field: 'query', detail, code: 'query-length' })
  }
  if (ENCODED.test(url)) return new URL(url).searchParams
  const start = url.indexOf('?')
  const end = url.indexOf('#')
  const text = start < 0 || (end >= 0 && end < start) ? '' : url.slice(start + 1, end < 0 ? undefined : end)
  return text.length > KIND_CHARACTERS || ONCE.test(text) ? new PlainQuery(text) : new RepeatedQuery(text)
}

/** Longer ones carry something of their own. */
const KIND_CHARACTERS = 256
/** Who names one of these asks for something that is asked once. */
const ONCE = /(?:^|&)(?:session|requestId|cursor)=/

/** Split when somebody asks for a name: of what comes again mostly nobody does. */
class PlainQuery implements Query {
  readonly #text: string
  #values: ReadonlyMap<string, readonly string[]> | null = null

  constructor(text: string) {
    this.#text = text
  }

  getAll(name: string): readonly string[] {
    this.#values ??= valuesOf(this.#text)
    return this.#values.get(name) ?? NONE
  }
}

class RepeatedQuery extends PlainQuery {
  constructor(readonly kind: string) {
    super(kind)
  }
}

function valuesOf(text: string): ReadonlyMap<string, readonly string[]> {
  const values = new Map<string, string[]>()
  for (const pair of text.split('&')) {
    if (pair === '') continue
    const equals = pair.indexOf('=')
    const name = equals < 0 ? pair : pair.slice(0, equals)
    const value = equals < 0 ? '' : pair.slice(equals + 1)
    const before = values.get(name)
    if (before === undefined) values.set(name, [value])
    else before.push(value)
  }
  return values
}
