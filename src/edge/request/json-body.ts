import { ProblemError } from '../problem.ts'

export type JsonObject = Readonly<Record<string, unknown>>

/**
 * Greatest bodies, in bytes. Events and clips: what a beacon (`sendBeacon`, `fetch` with `keepalive`) can carry, as
 * fifty items each bring the token of their decision; decisions: sixty placements, a viewer token and a session.
 */
export const EVENTS_BODY_BYTES = 64 * 1024
export const CLIPS_BODY_BYTES = 64 * 1024
export const DECISIONS_BODY_BYTES = 32 * 1024

/**
 * The body as a JSON object, whatever the content type says (`text/plain` spares browsers a preflight). No more than
 * `maxBytes` are ever held.
 * @throws ProblemError 413 above `maxBytes`; 400 for what is not UTF-8, not JSON, or no object
 */
export async function readJsonBody(request: Request, maxBytes: number): Promise<JsonObject> {
  const text = decode(await readBytes(request, maxBytes))
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    throw new ProblemError('invalid-body', { detail: 'The body is not JSON; send one JSON object.', code: 'bad-json' })
  }
  if (!isJsonObject(value)) {
    throw new ProblemError('invalid-body', { detail: 'The body must be one JSON object.', code: 'no-object' })
  }
  return value
}

function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

async function readBytes(request: Request, maxBytes: number): Promise<Uint8Array> {
  const tooLarge = new ProblemError('body-too-large', { detail: `Send at most ${maxBytes} bytes; split the batch.` })
  if (Number(request.headers.get('content-length') ?? '0') > maxBytes) throw tooLarge
  const chunks: Uint8Array[] = []
  let length = 0
  const reader = request.body?.getReader()
  if (reader === undefined) return new Uint8Array()
  for (;;) {
    const { done, value } = await next(reader)
    if (done || value === undefined) return joined(chunks, length)
    length += value.byteLength
    if (length > maxBytes) {
      await reader.cancel().catch(() => undefined)
      throw tooLarge
    }
    chunks.push(value)
  }
}

function joined(chunks: readonly Uint8Array[], length: number): Uint8Array {
  const [first] = chunks
  if (first !== undefined && chunks.length === 1) return first
  const bytes = new Uint8Array(length)
  let at = 0
  for (const chunk of chunks) {
    bytes.set(chunk, at)
    at += chunk.byteLength
  }
  return bytes
}

async function next(reader: ReadableStreamDefaultReader<Uint8Array>): Promise<{ done: boolean; value?: Uint8Array }> {
  try {
    return await reader.read()
  } catch {
    throw new ProblemError('invalid-body', { detail: 'The body broke off; send it again.', code: 'body-cut' })
  }
}

function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: false }).decode(bytes)
  } catch {
    throw new ProblemError('invalid-body', { detail: 'The body is not UTF-8.', code: 'bad-utf8' })
  }
}
