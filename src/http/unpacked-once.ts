import { pipeline } from 'node:stream'
import * as zlib from 'node:zlib'
import { BrokenOff } from './bounded-bytes.ts'
import type { Packing } from './packing.ts'
import { UnusablePacking } from './unusable-packing.ts'
import { frameByFrame } from './zstd-frames.ts'

/** Bytes that are given out at a time, at most. */
const PIECE_BYTES = 65_536
/** ZSTD_d_windowLogMax of zstd.h. The types of Node 20 do not know it. */
const WINDOW_LOG_MAX = 100
/** 8 MiB, which RFC 8878 (3.1.1.1.2) asks of every decoder. A Worker has 128 MB, and a frame may ask for all of it. */
const LARGEST_WINDOW_LOG = 23

/** What node:zlib unpacks with. */
type Unpacker = ReturnType<typeof zlib.createGunzip>

/** Some unpacked bytes. */
export interface UnpackedPiece {
  readonly piece: Uint8Array
  /** How many packed bytes were needed for everything up to here. */
  readonly packedBytes: number
}

/**
 * Bytes of one packing, unpacked: all members of a gzip file, and all frames of a zstd file.
 * @throws BrokenOff when they end too early, UnusablePacking when they are damaged; and what `packed` throws
 */
export async function* unpackedOnce(
  packing: Packing,
  packed: AsyncIterable<Uint8Array>,
): AsyncGenerator<UnpackedPiece> {
  const unpacker = packing === 'gzip' ? zlib.createGunzip({ chunkSize: PIECE_BYTES }) : zstdUnpacker()
  const given = { bytes: 0 }
  const pieces = counting(packing === 'gzip' ? packed : frameByFrame(packed), given)
  try {
    // Faults of the pipeline, those of `packed` among them, destroy the unpacker, so that this loop throws them.
    for await (const piece of pipeline(pieces, unpacker, () => undefined)) {
      yield { piece, packedBytes: unpacker.bytesWritten }
    }
  } catch (error) {
    throw readable(packing, error)
  }
  if (unpacker.bytesWritten !== given.bytes) throw new UnusablePacking(`Something follows the ${packing} bytes.`)
}

async function* counting(stream: AsyncIterable<Uint8Array>, given: { bytes: number }) {
  for await (const piece of stream) {
    given.bytes += piece.length
    yield piece
  }
}

/** @throws UnusablePacking where node:zlib has no zstd */
function zstdUnpacker(): Unpacker {
  const make: unknown = Reflect.get(zlib, 'createZstdDecompress')
  if (!isMaker(make)) {
    throw new UnusablePacking('zstd needs Node 22.15 or later here; unpack it first (zstd -d), or pack it with gzip.')
  }
  return make({ chunkSize: PIECE_BYTES, params: { [WINDOW_LOG_MAX]: LARGEST_WINDOW_LOG } })
}

function isMaker(value: unknown): value is (options: object) => Unpacker {
  return typeof value === 'function'
}

/** A fault of node:zlib in words; what is none of its faults stays what it is. */
function readable(packing: Packing, error: unknown): unknown {
  if (!(error instanceof Error) || !/^(?:Z_|ZSTD_|ERR_ZSTD_)/.test(String(Reflect.get(error, 'code')))) return error
  if (/unexpected end/.test(error.message)) return new BrokenOff(`the ${packing} bytes end too early`)
  if (/too much memory/.test(error.message)) {
    return new UnusablePacking('The zstd bytes need a window of over 8 MiB; pack them without --ultra and --long.')
  }
  return new UnusablePacking(`The ${packing} bytes are damaged (${error.message}).`)
}
