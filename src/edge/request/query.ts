import { LIMITS } from '../../contracts/device/limits.ts'
import { ProblemError } from '../problem.ts'

/** The decoded parameters of a URL; a `URLSearchParams` fits this interface. */
export interface Query {
  /** All values of a name, in order. */
  getAll(name: string): readonly string[]
  /**
   * The raw text of the query, if it is not encoded and other requests are likely to send it too; otherwise left out.
   */
  readonly kind?: string
}

/** Matches text that is encoded, or that a URL cannot contain unencoded. */
const ENCODED = /[%+]|[^\x21-\x7e]/
const NONE: readonly string[] = []

/**
 * The query of a request's URL. A query without encoded characters, as nearly every device sends it, is parsed here:
 * asking the platform's own `URL` for a dozen names costs as much as deciding.
 * @throws ProblemError 400 for a query above its limit
 */
export function queryOf(url: string): Query {
  // Checked before the query is split or decoded; the path before it is one of a few routes.
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

/** A longer query contains a value of its own, so no other request will send it. */
const KIND_CHARACTERS = 256
/** These parameters differ in every request, so a query with one of them is not repeated. */
const ONCE = /(?:^|&)(?:session|requestId|cursor)=/

/** A query without encoded characters. It is split at the first look-up: a repeated query mostly needs none. */
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
