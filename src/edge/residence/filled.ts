/** How much is read at once, in bytes: enough to be worth a turn of the event loop, little beside the whole. */
const PIECE_BYTES = 512 * 1024

type Piece = Uint8Array<ArrayBuffer>
type ReadPiece = Promise<{ readonly done: boolean; readonly value?: Piece | undefined }>

/** A BYOB reader. On the platform it can wait until the buffer is full (`readAtLeast`). */
interface PieceReader {
  read(piece: Piece): ReadPiece
  readAtLeast?(bytes: number, piece: Piece): ReadPiece
  cancel(): Promise<void>
}

/**
 * Reads a stream into `room` piece by piece, so that its bytes are held only once. Returns `room` when the stream has
 * exactly as many bytes, the filled part when it has fewer, and an empty array when it has more.
 */
export async function filled(stream: ReadableStream<Uint8Array>, room: Uint8Array): Promise<Uint8Array> {
  const reader: PieceReader = stream.getReader({ mode: 'byob' })
  let piece = new ArrayBuffer(PIECE_BYTES)
  let at = 0
  for (;;) {
    const view = new Uint8Array(piece)
    const { done, value } = await (reader.readAtLeast?.(PIECE_BYTES, view) ?? reader.read(view))
    const bytes = value ?? new Uint8Array()
    if (bytes.length > room.length - at) {
      await reader.cancel()
      return new Uint8Array()
    }
    room.set(bytes, at)
    at += bytes.length
    if (done) return at === room.length ? room : room.subarray(0, at)
    piece = bytes.buffer
  }
}
