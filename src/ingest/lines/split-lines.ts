/** One line of a byte stream, its number from 1, without its line end. */
export interface ByteLine {
  readonly line: number
  /** The bytes of the line; the first of them only, if it is too long. */
  readonly bytes: Uint8Array
  readonly tooLong: boolean
}

/** Largest line, in bytes: a record of 25,000 explicit assets still fits. */
export const MAX_LINE_BYTES = 1024 * 1024

const LINE_FEED = 0x0a
const CARRIAGE_RETURN = 0x0d
const BYTE_ORDER_MARK = [0xef, 0xbb, 0xbf]
const KEPT_OF_TOO_LONG = 200

/**
 * Splits a byte stream into lines, wherever its chunks are cut (even inside a character: the split is by bytes, and a
 * line feed is never part of another character). A byte order mark, and CR before LF, are removed; blank lines are
 * counted but not returned. A line above `maxLineBytes` is discarded as it arrives: memory holds at most one line and
 * one chunk.
 */
export async function* splitLines(
  stream: AsyncIterable<Uint8Array>,
  maxLineBytes = MAX_LINE_BYTES,
): AsyncGenerator<ByteLine> {
  const gathered = new LineBuffer(maxLineBytes)
  let line = 1
  for await (const chunk of stream) {
    let from = 0
    for (let end = chunk.indexOf(LINE_FEED); end !== -1; end = chunk.indexOf(LINE_FEED, from)) {
      // Nothing is made of an empty line: a stream may be hundreds of millions of them.
      if (end > from) gathered.add(chunk.subarray(from, end))
      const found = gathered.isEmpty ? null : gathered.take(line)
      if (found !== null) yield found
      line += 1
      from = end + 1
    }
    gathered.add(chunk.subarray(from))
  }
  const last = gathered.take(line)
  if (last !== null) yield last
}

/** The pieces of the line that is being read. */
class LineBuffer {
  private pieces: Uint8Array[] = []
  private length = 0
  private tooLong = false

  constructor(private readonly maxLineBytes: number) {}

  get isEmpty(): boolean {
    return this.length === 0
  }

  add(piece: Uint8Array): void {
    if (piece.length === 0) return
    if (!this.tooLong && this.length + piece.length > this.maxLineBytes + 1) {
      this.tooLong = true
      this.pieces = [concatenate([...this.pieces, piece]).slice(0, KEPT_OF_TOO_LONG)]
      this.length = KEPT_OF_TOO_LONG
    }
    if (this.tooLong) return
    // A copy: a stream may use its chunk's memory again.
    this.pieces.push(piece.slice())
    this.length += piece.length
  }

  /** null: the line is blank. */
  take(line: number): ByteLine | null {
    const bytes = trimmed(concatenate(this.pieces), line === 1)
    const tooLong = this.tooLong || bytes.length > this.maxLineBytes
    this.pieces = []
    this.length = 0
    this.tooLong = false
    return !tooLong && isBlank(bytes) ? null : { line, bytes, tooLong }
  }
}

function concatenate(pieces: readonly Uint8Array[]): Uint8Array {
  const [only] = pieces
  if (pieces.length === 1 && only !== undefined) return only
  const whole = new Uint8Array(pieces.reduce((length, piece) => length + piece.length, 0))
  let at = 0
  for (const piece of pieces) {
    whole.set(piece, at)
    at += piece.length
  }
  return whole
}

function trimmed(bytes: Uint8Array, first: boolean): Uint8Array {
  const from = first && BYTE_ORDER_MARK.every((byte, index) => bytes[index] === byte) ? BYTE_ORDER_MARK.length : 0
  const until = bytes[bytes.length - 1] === CARRIAGE_RETURN ? bytes.length - 1 : bytes.length
  return bytes.subarray(from, Math.max(from, until))
}

const isBlank = (bytes: Uint8Array): boolean => bytes.every((byte) => byte === 0x20 || byte === 0x09)
