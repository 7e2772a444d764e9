import type { Redis } from '@upstash/redis/cloudflare'
import { sendRepeatable, sendRepeatableTransaction } from '../../store/checked-pipeline.ts'
import { asWords } from '../../store/replies.ts'

/** Characters of a piece: of three bytes at most, they stay below the limit of a request. */
const PIECE_LENGTH = 290_000
const PIECES_AT_ONCE = 4

/** How long a text is kept, and how many characters a piece of it has; more where each is a byte. */
interface Keeping {
  readonly seconds: number
  readonly length?: number
}

/** Stores a text of any length as a list of pieces, in place of what was there. @returns how many pieces it has */
export async function writePieces(
  redis: Redis,
  key: string,
  text: string,
  { seconds, length = PIECE_LENGTH }: Keeping,
): Promise<number> {
  const pieces = piecesOf(text, length)
  for (const [at, piece] of pieces.entries()) {
    // The place is named, so that a request that is sent twice adds nothing.
    await sendRepeatableTransaction(redis, (queue) => {
      if (at === 0) queue.del(key)
      else queue.ltrim(key, 0, at - 1)
      queue.rpush(key, piece)
      queue.expire(key, seconds)
    })
  }
  return pieces.length
}

/** The pieces of a text; none: it has lapsed. */
export async function readPieces(redis: Redis, key: string): Promise<readonly string[]> {
  const pieces: string[] = []
  for (;;) {
    const from = pieces.length
    const [reply] = await sendRepeatable(redis, (queue) => queue.lrange(key, from, from + PIECES_AT_ONCE - 1))
    const found = asWords(reply)
    pieces.push(...found)
    if (found.length < PIECES_AT_ONCE) return pieces
  }
}

function piecesOf(text: string, length: number): readonly string[] {
  const pieces: string[] = []
  let from = 0
  do {
    let to = Math.min(text.length, from + length)
    // A character of two units stays whole: no store keeps half of one.
    const last = text.charCodeAt(to - 1)
    if (to < text.length && last >= 0xd800 && last <= 0xdbff) to -= 1
    pieces.push(text.slice(from, to))
    from = to
  } while (from < text.length)
  return pieces
}
