import { BrokenOff, boundedChunks } from './bounded-bytes.ts'

/** More than any limit of a body in one piece; streams of records are read to their end anyway. */
const DROPPED_BYTES_MAX = 64_000_000

/**
 * Reads what nobody has read of a request's body, and drops it, so that its sender gets the answer. A sender mostly
 * writes all of a body before it reads; workerd closes the connection soon after an answer, and thereby resets it under
 * a sender that is still writing.
 *
 * Only of a body that announces its length, and no more than 64 MB: nobody can make a Worker read for ever.
 */
export async function dropUnread({ body, headers }: Pick<Request, 'body' | 'headers'>): Promise<void> {
  const announced = Number(headers.get('content-length') ?? Number.POSITIVE_INFINITY)
  if (body === null || body.locked || !(announced <= DROPPED_BYTES_MAX)) return
  try {
    for await (const _chunk of boundedChunks({ body, headers }, announced));
  } catch (error) {
    // Whoever stopped sending waits for no answer.
    if (!(error instanceof BrokenOff)) throw error
  }
}
