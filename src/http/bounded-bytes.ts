import { joinedBytes } from '../model/joined-bytes.ts'

/** A body, or an answer, that is longer than whoever reads it allows. */
export class TooManyBytes extends Error {
  constructor(readonly maxBytes: number) {
    super(`more than ${maxBytes} bytes`)
    this.name = 'TooManyBytes'
  }
}

/** A body that ended before its sender was through. */
export class BrokenOff extends Error {}

/** What is read: a request or an answer. */
type Message = Pick<Request, 'body' | 'headers'>

/**
 * Its bytes. No more than `maxBytes` and one chunk are ever held, whatever length it announces, or none: what is longer
 * is let go of as soon as that is known. Bytes are counted as they come; nothing is unpacked here.
 * @throws TooManyBytes, BrokenOff
 */
export async function boundedBytes(message: Message, maxBytes: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = []
  let length = 0
  for await (const chunk of boundedChunks(message, maxBytes)) {
    chunks.push(chunk)
    length += chunk.byteLength
  }
  return joinedBytes(chunks, length)
}

/**
 * The same, chunk by chunk, for what is worked on as it comes.
 * @throws TooManyBytes, BrokenOff
 */
export async function* boundedChunks({ body, headers }: Message, maxBytes: number): AsyncGenerator<Uint8Array> {
  if (Number(headers.get('content-length') ?? '0') > maxBytes) throw new TooManyBytes(maxBytes)
  const reader = body?.getReader()
  if (reader === undefined) return
  let length = 0
  try {
    for (;;) {
      const { done, value } = await next(reader)
      if (done || value === undefined) return
      length += value.byteLength
      if (length > maxBytes) {
        await reader.cancel().catch(() => undefined)
        throw new TooManyBytes(maxBytes)
      }
      yield value
    }
  } finally {
    reader.releaseLock()
  }
}

/** Whether a body is packed (`Content-Encoding`): nobody here unpacks one, for then its length would say nothing. */
export function isPacked(headers: Headers): boolean {
  return !/^(identity)?$/i.test((headers.get('content-encoding') ?? '').trim())
}

async function next(reader: ReadableStreamDefaultReader<Uint8Array>): Promise<{ done: boolean; value?: Uint8Array }> {
  try {
    return await reader.read()
  } catch {
    throw new BrokenOff('the body broke off')
  }
}
