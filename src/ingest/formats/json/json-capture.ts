const LINE_FEED = 0x0a
const QUOTE = 0x22
const BACKSLASH = 0x5c

/** Deepest nesting of an item: the formats of feeds need six. */
const MOST_DEPTH = 16
/** Longest text, in bytes: a document with a longer one is given up, because nothing in it is meant. */
const MOST_TEXT_BYTES = 1024 * 1024
/** Largest element that is passed over; a larger one has swallowed the rest of the document. */
const MOST_PASSED_BYTES = 64 * 1024 * 1024

/** One value of a JSON document, gathered from chunks. It ends where its brackets or quotes do. */
export class JsonCapture {
  isDone = false
  isTooDeep = false
  /** Line ends within the value. */
  lines = 0
  private readonly pieces: Uint8Array[] = []
  private kept = 0
  private length = 0
  private depth = 0
  private isText = false
  private isEscaped = false
  private textBytes = 0

  /** @param most bytes that are kept */
  constructor(private readonly most: number) {}

  get isTooLarge(): boolean {
    return this.length > this.most
  }

  get isEndless(): boolean {
    return this.textBytes > MOST_TEXT_BYTES || this.length > MOST_PASSED_BYTES
  }

  /** The bytes of the value, or as many as are kept. */
  get bytes(): Uint8Array {
    const bytes = new Uint8Array(this.kept)
    let at = 0
    for (const piece of this.pieces) {
      bytes.set(piece, at)
      at += piece.length
    }
    return bytes
  }

  /** Takes what belongs to the value; returns where what follows it begins. */
  take(chunk: Uint8Array, from: number): number {
    let at = from
    for (; at < chunk.length && !this.isDone; at += 1) {
      const byte = chunk[at] ?? 0
      if (byte === LINE_FEED) this.lines += 1
      if (this.isText) this.takeOfText(byte)
      else if (!this.takeBare(byte)) break
    }
    this.keep(chunk.subarray(from, at))
    return at
  }

  private takeOfText(byte: number): void {
    this.textBytes += 1
    if (this.isEscaped) this.isEscaped = false
    else if (byte === BACKSLASH) this.isEscaped = true
    else if (byte === QUOTE) {
      this.isText = false
      this.isDone = this.depth === 0
    }
  }

  /** false: the byte ends a number or a word, and belongs to what follows. */
  private takeBare(byte: number): boolean {
    if (byte === QUOTE) {
      this.isText = true
      this.textBytes = 0
    } else if (byte === 0x7b || byte === 0x5b) {
      this.depth += 1
      if (this.depth > MOST_DEPTH) this.isTooDeep = true
    } else if (byte === 0x7d || byte === 0x5d) {
      this.isDone = this.depth <= 1
      if (this.depth === 0) return false
      this.depth -= 1
    } else if (this.depth === 0 && (byte === 0x2c || byte <= 0x20)) {
      if (byte === LINE_FEED) this.lines -= 1
      this.isDone = true
      return false
    }
    return true
  }

  private keep(piece: Uint8Array): void {
    this.length += piece.length
    const room = this.most - this.kept
    if (room <= 0) return
    // A copy: a stream may use its chunk's memory again.
    const copy = piece.slice(0, room)
    this.pieces.push(copy)
    this.kept += copy.length
  }
}
