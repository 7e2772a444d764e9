import type { z } from 'zod'
import type { AnswerOf } from '../../contracts/ops/answer-of.ts'
import { FEED_FORMATS, type FeedFormatName } from '../../model/messages/feed-formats.ts'
import { Refusal } from '../frame/refusal.ts'
import type { Connection } from './connection.ts'
import { OpsRefusal, problemOf, unreachable } from './ops-refusal.ts'

/** One request of the ops API. */
export interface OpsRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  /** Below `/ops/v1`. */
  readonly path: string
  readonly json?: unknown
  /** The media type of `json`, where it is no plain document. */
  readonly jsonType?: 'application/merge-patch+json'
  /** Lines that fit in memory, so that they can be sent again. */
  readonly lines?: string
  /** Change it only if this is still its revision. */
  readonly ifMatch?: number | string
  /** Make it only if there is none yet. */
  readonly ifNew?: true
  /** Sent while it is read, so that a schedule need not fit in memory. */
  readonly upload?: { readonly stream: ReadableStream<Uint8Array>; readonly format: FeedFormatName }
}

/** `duplex` allows a stream as the request body; the DOM's type does not have it yet. */
type StreamingInit = RequestInit & { duplex?: 'half' }

function initOf(connection: Connection, request: OpsRequest): StreamingInit {
  // The last header proves to a deployment that no form of another page sent this request.
  const headers = new Headers({ ...connection.headers, accept: 'application/json', 'x-firstframe-client': 'ff' })
  // Redirects are refused: they would send the token to an unchecked address.
  const base: StreamingInit = { method: request.method, headers, redirect: 'error' }
  if (request.upload) {
    const { stream, format } = request.upload
    headers.set('content-type', FEED_FORMATS[format].contentType)
    return { ...base, body: stream, duplex: 'half' }
  }
  if (request.ifMatch !== undefined) headers.set('if-match', `"${request.ifMatch}"`)
  if (request.ifNew) headers.set('if-none-match', '*')
  if (request.lines !== undefined) {
    headers.set('content-type', FEED_FORMATS.ndjson.contentType)
    return { ...base, body: request.lines }
  }
  if (request.json === undefined) return base
  headers.set('content-type', request.jsonType ?? 'application/json')
  return { ...base, body: JSON.stringify(request.json) }
}

/**
 * Sends a request.
 *
 * @throws OpsRefusal when it is refused, Refusal when nobody answers
 */
export async function send(connection: Connection, fetcher: typeof fetch, request: OpsRequest): Promise<Response> {
  const url = `${connection.opsUrl}/ops/v1${request.path}`
  const response = await fetcher(url, initOf(connection, request)).catch((cause: unknown) => {
    throw unreachable(connection, cause)
  })
  if (!response.ok) throw new OpsRefusal(await problemOf(response))
  return response
}

/** What a later version may add to an answer: words of a vocabulary, and members of an object or a record. */
const LATER: readonly string[] = ['invalid_value', 'invalid_key', 'unrecognized_keys']

/**
 * The body of an answer, as it came: members that this version does not know are handed on, and words that it does not
 * know are shown as they are.
 */
export async function answered<Schema extends z.ZodType>(
  response: Response,
  schema: Schema,
): Promise<AnswerOf<Schema>> {
  const body: unknown = await response.json().catch(() => null)
  const issue = schema.safeParse(body).error?.issues.find(({ code }) => !LATER.includes(code))
  if (issue === undefined) return body as AnswerOf<Schema>
  throw new Refusal(
    `the ops API answered something unknown: ${issue.path.join('.') || 'the body'}: ${issue.message}`,
    'is FF_OPS_URL a publisher of this version?',
  )
}

/** Sends a request, and hands on the answer if it is of this shape. */
export type Call = <Schema extends z.ZodType>(request: OpsRequest, schema: Schema) => Promise<AnswerOf<Schema>>
