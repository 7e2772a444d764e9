import { ProblemError } from '../problem.ts'
import { LIMITS } from './limits.ts'

/** The parameters of a URL, decoded; `URLSearchParams` is one too. */
export interface Query {
  /** Every value that a name is given, in order. */
  getAll(name: string): readonly string[]
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
  return { getAll: (name) => values.get(name) ?? NONE }
}
