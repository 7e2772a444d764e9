/** So much is read at once: worth a turn of the loop, and little beside what it fills. */
const PIECE_BYTES = 512 * 1024

type Piece = Uint8Array<ArrayBuffer>
type ReadPiece = Promise<{ readonly done: boolean; readonly value?: Piece | undefined }>

/** A reader that fills what it is handed; the platform's can wait until it is full. */
interface PieceReader {
  read(piece: Piece): ReadPiece
  readAtLeast?(bytes: number, piece: Piece): ReadPiece
  cancel(): Promise<void>
}

/**
 * Fills the room with a stream, piece by piece, so that its bytes are there once: the room itself where they are as many.
 * Of fewer, the part that was filled; of more, none.
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
