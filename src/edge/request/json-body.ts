import { boundedBytes, isPacked, TooManyBytes } from '../../http/bounded-bytes.ts'
import { dropUnread } from '../../http/drop-unread.ts'
import { ProblemError } from '../problem.ts'

export type JsonObject = Readonly<Record<string, unknown>>

/**
 * Parses the body as a JSON object, whatever the content type (`text/plain` spares browsers a preflight). At most
 * `maxBytes` are held.
 * @throws ProblemError 413 above `maxBytes`; 400 if the body is compressed, not UTF-8, not JSON, or not an object
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
  if (isPacked(request.headers)) {
    const detail = 'Send the body as it is, not compressed.'
    throw new ProblemError('invalid-body', { field: 'Content-Encoding', detail, code: 'packed' })
  }
  try {
    return await boundedBytes(request, maxBytes)
  } catch (error) {
    if (error instanceof TooManyBytes) {
      await dropUnread(request)
      throw new ProblemError('body-too-large', {
        field: 'body',
        detail: `Send at most ${maxBytes} bytes; split the batch.`,
      })
    }
    throw new ProblemError('invalid-body', { detail: 'The body ended early; send it again.', code: 'body-cut' })
  }
}

function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: false }).decode(bytes)
  } catch {
    throw new ProblemError('invalid-body', { detail: 'The body is not UTF-8.', code: 'bad-utf8' })
  }
}
