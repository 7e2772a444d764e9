import { BrokenOff, boundedChunks } from '../../../http/bounded-bytes.ts'
import type { PullBounds } from './pull-bounds.ts'
import type { PullTimer } from './pull-timer.ts'

/**
 * The body of an answer, piece by piece.
 * @throws BrokenOff when it ends before its announced length, TooManyBytes, and PullFailure when it takes too long
 */
export async function* sourceBytes(
  { body, headers }: Pick<Response, 'body' | 'headers'>,
  timer: PullTimer,
  { bytes, silenceMs }: PullBounds,
): AsyncGenerator<Uint8Array> {
  const chunks = boundedChunks({ body, headers }, bytes)
  let length = 0
  for (;;) {
    const { done, value } = await timer.within(chunks.next(), silenceMs, 'The source sent nothing more')
    if (done === true) break
    length += value.length
    yield value
  }
  const announced = announcedLength(headers)
  if (announced === null || announced === length) return
  throw new BrokenOff(`the source announced ${announced} bytes and sent ${length}`)
}

/** null: it is not announced, or is that of bytes which the platform may have unpacked. */
export function announcedLength(headers: Headers): number | null {
  const text = headers.get('content-length')
  if (text === null || headers.has('content-encoding')) return null
  return Number(text)
}
