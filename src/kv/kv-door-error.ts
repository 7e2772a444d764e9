import { z } from 'zod'

/** The envelope of every answer of Cloudflare's API. */
const envelope = z.looseObject({
  success: z.boolean(),
  errors: z.array(z.looseObject({ code: z.int(), message: z.string() })).nullish(),
  result: z.unknown().optional(),
})
export type Envelope = z.infer<typeof envelope>

/** Null: the text is not an answer of Cloudflare. */
export function envelopeOf(text: string): Envelope | null {
  try {
    return envelope.parse(JSON.parse(text))
  } catch {
    return null
  }
}

/** A failed request to KV's REST API. The message never contains the token. */
export class KvDoorError extends Error {
  override readonly name = 'KvDoorError'
  /** Null: there was no answer. */
  readonly status: number | null
  /** How to fix it. */
  readonly fix: string
  /** Whether a retry may succeed. */
  readonly passing: boolean
  readonly retryAfterMs: number | null

  constructor(
    what: string,
    trouble: Pick<KvDoorError, 'status' | 'fix' | 'passing'> & { retryAfterMs?: number | null },
  ) {
    super(what)
    this.status = trouble.status
    this.fix = trouble.fix
    this.passing = trouble.passing
    this.retryAfterMs = trouble.retryAfterMs ?? null
  }
}

const AGAIN = 'run the same command again a little later: what was written counts'

/** The error for an unsuccessful answer. `asked`: the request, such as `PUT values/region/dach/pointer`. */
export function refusedBy(asked: string, response: Response, body: Envelope | null, now: number): KvDoorError {
  const { status } = response
  const words = (body?.errors ?? []).map(({ code, message }) => `${code} ${message.slice(0, 200)}`).join('; ')
  const what = `KV answered ${status} to ${asked}${words ? `: ${words}` : ''}`
  const passing = status === 429 || status >= 500
  const retryAfterMs = retryAfter(response.headers.get('retry-after'), now)
  return new KvDoorError(what, { status, fix: fixOf(status), passing, retryAfterMs })
}

function fixOf(status: number): string {
  if (status === 401 || status === 403) {
    return 'the token wants "Workers KV Storage: Edit" on that account: check CLOUDFLARE_API_TOKEN'
  }
  if (status === 404) return 'check the account and the namespace; ids are 32 hex digits'
  if (status === 413) return 'KV takes values of 25 MiB at most: publish smaller shards'
  if (status === 429 || status >= 500) return AGAIN
  return 'check the account, the namespace and what was sent'
}

/** The error for a request without a complete answer. It may have been carried out; repeating it does no harm. */
export function unanswered(asked: string, cause: unknown): KvDoorError {
  return new KvDoorError(`KV gave no answer to ${asked} (${reasonOf(cause)})`, {
    status: null,
    fix: AGAIN,
    passing: true,
  })
}

/** The error for a successful status without a valid body: a proxy's page, or half an answer. */
export function notCloudflare(asked: string, status: number): KvDoorError {
  const fix = 'is this the address of KV’s REST API? check FF_KV_BASE_URL, or a proxy in between'
  return new KvDoorError(`KV answered ${status} to ${asked} with something unknown`, { status, fix, passing: true })
}

/**
 * The code of the innermost cause: `fetch` itself only says that it failed, and its message could quote what was sent.
 */
function reasonOf(cause: unknown): string {
  let found = 'unknown'
  for (let error = cause; error instanceof Error; error = error.cause) {
    if (error.name === 'TimeoutError') return 'too slow'
    if ('code' in error && typeof error.code === 'string') found = error.code
  }
  return found
}

/** `Retry-After`, in seconds or as a date, converted to milliseconds. */
function retryAfter(header: string | null, now: number): number | null {
  if (header === null) return null
  if (/^\d+$/.test(header.trim())) return Number(header) * 1000
  const at = Date.parse(header)
  return Number.isNaN(at) ? null : Math.max(0, at - now)
}
