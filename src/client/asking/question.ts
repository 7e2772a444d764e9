import type { ClientRequest } from '../device.ts'
import type { StatedHints } from '../device-types.ts'
import { urlOf } from '../send-safely.ts'

type Fields = Readonly<Record<string, unknown>>

/** One question to the edge, whoever asks. */
export interface AskedQuestion {
  readonly path: '/v1/autoplay' | '/v1/clips' | '/v1/decisions'
  readonly method: ClientRequest['method']
  /** Its own fields, as the contract names them. */
  readonly fields: Fields
  /** The placements that it asks for. */
  readonly placements: readonly string[]
}

/** With what it is asked, read anew each time. */
export interface AskedWith {
  readonly viewerToken: string | null
  readonly hints: StatedHints
  readonly headers: Readonly<Record<string, string>>
}

/** The request of a question, with the session of whoever asks. */
export function requestOf(
  edgeUrl: string,
  { path, method, fields }: AskedQuestion,
  { viewerToken, hints, headers: more }: AskedWith,
  session: string | null,
  timeoutMs: number,
): ClientRequest {
  const headers: Record<string, string> = { ...more }
  if (viewerToken !== null) headers.authorization = `Bearer ${viewerToken}`
  const url = urlOf(edgeUrl, path)
  const shared = { method, headers, keepalive: false, timeoutMs }
  if (method === 'POST') {
    headers['content-type'] = 'application/json'
    return { ...shared, url, body: JSON.stringify({ ...fields, ...hints, ...(session === null ? {} : { session }) }) }
  }
  if (session !== null) headers['x-session'] = session
  const query = pairs(fields).concat(pairs(hints)).map(written).join('&')
  return { ...shared, url: query === '' ? url : `${url}?${query}`, body: null }
}

interface Stated {
  readonly name: string
  readonly value: unknown
}

/** In a query, a list is separated by commas, and a flag is `1` or `0`. */
function written({ name, value }: Stated): string {
  return `${name}=${encodeURIComponent(String(typeof value === 'boolean' ? Number(value) : value))}`
}

/** What is stated, in the order of its names; what is left out is not. */
function pairs(fields: object): readonly Stated[] {
  return Object.keys(fields)
    .sort()
    .map((name) => ({ name, value: (fields as Fields)[name] }))
    .filter(({ value }) => value !== undefined && value !== null)
}
