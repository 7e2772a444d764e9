import { BrokenOff } from './bounded-bytes.ts'
import { UnusablePacking } from './unusable-packing.ts'

const SKIPPABLE_HIGH = 0x184d2a5
const FRAME = 0xfd2fb528
const CHECKSUM_BYTES = 4
const DICTIONARY_ID_BYTES = [0, 1, 2, 4]
const CONTENT_SIZE_BYTES = [0, 2, 4, 8]
const RUN_OF_ONE_BYTE = 1

/** What comes next in a stream of frames: a field of so many bytes, and what its value leads to. */
interface Field {
  readonly bytes: number
  readonly lead: (value: number) => Field
}

/** The first field of a frame: between two frames, and only there, a stream may end. */
const START: Field = { bytes: 4, lead: magic }

/**
 * The same bytes in pieces, none of which goes beyond the end of a frame (RFC 8878, 3.1). Decoders need it: that of
 * workerd drops without an error what follows a frame in the same piece, and that of Node 22 takes a cut frame for a
 * whole one. Only the lengths are read here, not what is packed.
 * @throws BrokenOff when the stream ends within a frame, UnusablePacking when something else follows one
 */
export async function* frameByFrame(packed: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let field = START
  let missing = field.bytes
  let value = 0
  for await (const chunk of packed) {
    let begin = 0
    for (let at = 0; at < chunk.length; ) {
      const step = Math.min(missing, chunk.length - at)
      // A field of more than four bytes is only skipped.
      if (field.bytes <= 4) {
        for (let k = 0; k < step; k += 1) value += (chunk[at + k] ?? 0) * 2 ** (8 * (field.bytes - missing + k))
      }
      at += step
      missing -= step
      while (missing === 0) {
        field = field.lead(value)
        missing = field.bytes
        value = 0
        if (field !== START) continue
        yield chunk.subarray(begin, at)
        begin = at
      }
    }
    if (begin < chunk.length) yield chunk.subarray(begin)
  }
  if (field !== START || missing !== START.bytes) throw new BrokenOff('the zstd bytes end within a frame')
}

function magic(value: number): Field {
  if (Math.floor(value / 16) === SKIPPABLE_HIGH) return { bytes: 4, lead: (bytes) => skipped(bytes, START) }
  if (value !== FRAME) throw new UnusablePacking('What follows the zstd bytes is packed by nothing that is known here.')
  return { bytes: 1, lead: frameHeader }
}

function frameHeader(descriptor: number): Field {
  const isOneSegment = (descriptor & 0x20) !== 0
  const sizeFlag = descriptor >> 6
  const sizeBytes = sizeFlag === 0 && isOneSegment ? 1 : (CONTENT_SIZE_BYTES[sizeFlag] ?? 0)
  const rest = (isOneSegment ? 0 : 1) + (DICTIONARY_ID_BYTES[descriptor & 3] ?? 0) + sizeBytes
  const end = (descriptor & 4) === 0 ? START : skipped(CHECKSUM_BYTES, START)
  const block: Field = {
    bytes: 3,
    lead: (header) => {
      const bytes = ((header >> 1) & 3) === RUN_OF_ONE_BYTE ? 1 : header >> 3
      return skipped(bytes, (header & 1) === 1 ? end : block)
    },
  }
  return skipped(rest, block)
}

function skipped(bytes: number, next: Field): Field {
  return { bytes, lead: () => next }
}
