import { z } from 'zod'
import { bulkBodies, type KvValue } from './kv-bulk.ts'
import { type Envelope, envelopeOf, KvDoorError, notCloudflare, refusedBy, unanswered } from './kv-door-error.ts'
import { type Passing, type Patience, withPatience } from './patience.ts'
import type { SnapshotSink } from './snapshot-sink.ts'

/** One KV namespace at Cloudflare's REST API, or at an API that imitates it. */
export interface KvDoor {
  /** The URL up to `/storage/kv`, without a trailing slash. */
  readonly baseUrl: string
  readonly namespace: string
  readonly token: string
  readonly fetch: typeof fetch
  readonly patience: Patience
  /** After this time without a complete answer, a request has failed. */
  readonly timeoutMs: number
}

/** A `SnapshotSink` that can also write many values at once. */
export interface KvRestSink extends SnapshotSink {
  putMany(values: readonly KvValue[]): Promise<void>
}

/** The base URL of a Cloudflare account. */
export function cloudflareAccount(account: string): string {
  return `https://api.cloudflare.com/client/v4/accounts/${encodeURIComponent(account)}`
}

/** Cloudflare's error code for a missing key; a missing namespace has another one. */
const KEY_NOT_FOUND = 10_009

const keysResult = z.array(z.looseObject({ name: z.string() }))

const bulkResult = z.looseObject({ unsuccessful_keys: z.array(z.string()).nullish() }).nullish()

interface Asked {
  readonly method: 'GET' | 'PUT' | 'DELETE'
  /** Path below the namespace. */
  readonly path: string
  readonly body?: string | Uint8Array<ArrayBuffer>
  readonly type?: string
}

/**
 * KV by its REST API, for callers without a binding, such as CI or a laptop. Every request can be repeated safely, so
 * it is retried after temporary failures (429, 5xx, no answer, half an answer). Throws `KvDoorError`.
 */
export function kvRestSink(door: KvDoor): KvRestSink {
  const ask = async <Result>(asked: Asked, read: (answer: Answer) => Result): Promise<Result> =>
    withPatience(door.patience, passingOf, async () => read(await answerOf(door, asked)))
  const get = (key: string) => ask({ method: 'GET', path: pathOf(key) }, storedOf)
  return {
    put: (key, value, options) => {
      const body = typeof value === 'string' ? value : new Uint8Array(value)
      const type = 'application/octet-stream'
      const path = pathOf(key) + (options ? `?expiration_ttl=${options.lifetimeSeconds}` : '')
      return ask({ method: 'PUT', path, body, type }, (answer) => void resultOf(answer))
    },
    getBytes: get,
    getText: async (key) => {
      const bytes = await get(key)
      return bytes === null ? null : new TextDecoder().decode(bytes)
    },
    delete: (key) =>
      ask({ method: 'DELETE', path: pathOf(key) }, (answer) => {
        if (!isMissingKey(answer)) resultOf(answer)
      }),
    list: (prefix) => ask({ method: 'GET', path: `keys?prefix=${encodeURIComponent(prefix)}` }, namesOf),
    putMany: (values) =>
      putMany(values, door, (body) =>
        ask({ method: 'PUT', path: 'bulk', body, type: 'application/json' }, unsuccessfulOf),
      ),
  }
}

/** A bulk write of which KV stored only a part. */
class PartlyTaken extends KvDoorError {
  constructor(left: number, first: string) {
    const fix = 'run the same command again a little later: what was written counts'
    super(`KV did not take ${left} of the values, the first of them ${first}`, { status: 200, fix, passing: true })
  }
}

/** Each request is retried by itself; this retries the values that are still left. */
function partlyTaken(error: unknown): Passing | null {
  return error instanceof PartlyTaken ? error : null
}

/** Writes values in bulk; those that Cloudflare reports as not written are sent again. */
async function putMany(
  values: readonly KvValue[],
  { patience }: KvDoor,
  send: (body: string) => Promise<readonly string[]>,
): Promise<void> {
  let left = values
  await withPatience(patience, partlyTaken, async () => {
    const missed = new Set<string>()
    for (const { keys, body } of bulkBodies(left)) {
      const unsuccessful = new Set(await send(body))
      for (const key of keys) if (unsuccessful.has(key)) missed.add(key)
    }
    left = left.filter(({ key }) => missed.has(key))
    const [first] = left
    if (first === undefined) return
    throw new PartlyTaken(left.length, first.key)
  })
}

interface Answer {
  readonly asked: string
  readonly response: Response
  readonly bytes: Uint8Array
  /** Null: not an answer of Cloudflare. */
  readonly body: Envelope | null
  readonly now: number
}

async function answerOf(
  { baseUrl, namespace, token, fetch, timeoutMs, patience }: KvDoor,
  asked: Asked,
): Promise<Answer> {
  const { method, path, body, type } = asked
  const words = `${method} ${decodeURIComponent(path)}`
  const headers = { authorization: `Bearer ${token}`, ...(type && { 'content-type': type }) }
  // Redirects are refused: they would send the token elsewhere.
  const init = {
    method,
    headers,
    redirect: 'error',
    signal: AbortSignal.timeout(timeoutMs),
    ...(body && { body }),
  } as const
  try {
    const response = await fetch(`${baseUrl}/storage/kv/namespaces/${encodeURIComponent(namespace)}/${path}`, init)
    const bytes = new Uint8Array(await response.arrayBuffer())
    const isValue = method === 'GET' && response.ok && path.startsWith('values/')
    const read = isValue ? null : envelopeOf(new TextDecoder().decode(bytes))
    return { asked: words, response, bytes, body: read, now: patience.now() }
  } catch (cause) {
    throw unanswered(words, cause)
  }
}

function pathOf(key: string): string {
  return `values/${encodeURIComponent(key)}`
}

/** The result of a write. */
function resultOf({ asked, response, body, now }: Answer): unknown {
  if (!response.ok) throw refusedBy(asked, response, body, now)
  if (body === null) throw notCloudflare(asked, response.status)
  if (!body.success) throw refusedBy(asked, response, body, now)
  return body.result
}

function unsuccessfulOf(answer: Answer): readonly string[] {
  const result = bulkResult.safeParse(resultOf(answer))
  if (!result.success) throw notCloudflare(answer.asked, answer.response.status)
  return result.data?.unsuccessful_keys ?? []
}

function namesOf(answer: Answer): readonly string[] {
  const result = keysResult.safeParse(resultOf(answer))
  if (!result.success) throw notCloudflare(answer.asked, answer.response.status)
  return result.data.map(({ name }) => name)
}

function isMissingKey({ response, body }: Answer): boolean {
  const codes = (body?.errors ?? []).map(({ code }) => code)
  return response.status === 404 && codes.every((code) => code === KEY_NOT_FOUND)
}

function storedOf(answer: Answer): Uint8Array | null {
  if (answer.response.ok) return answer.bytes
  if (isMissingKey(answer)) return null
  throw refusedBy(answer.asked, answer.response, answer.body, answer.now)
}

function passingOf(error: unknown): Passing | null {
  return error instanceof KvDoorError && error.passing ? error : null
}
