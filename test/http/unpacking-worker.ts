import * as zlib from 'node:zlib'
import { UNPACK_BOUNDS, unpacked } from '../../src/http/unpacked.ts'
import { inPieces } from './in-pieces.ts'
import { told } from './told.ts'

/** A Worker that unpacks what it is sent, and packs with zstd, which Node 20 cannot. */
export default {
  async fetch(request: Request): Promise<Response> {
    const { pathname, searchParams } = new URL(request.url)
    const sent = new Uint8Array(await request.arrayBuffer())
    if (pathname === '/pack') return new Response(packedWithZstd(sent))
    const bounds = { ...UNPACK_BOUNDS, bytes: Number(searchParams.get('most')) }
    return Response.json(await told(unpacked(inPieces(sent, Number(searchParams.get('piece'))), bounds)))
  },
}

/** ZSTD_c_checksumFlag of zstd.h: so that damage is found, as with the command `zstd`. */
const CHECKSUM_FLAG = 201

function packedWithZstd(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const pack: unknown = Reflect.get(zlib, 'zstdCompressSync')
  if (!isPacker(pack)) throw new Error('this runtime has no zstd')
  return new Uint8Array(pack(bytes, { params: { [CHECKSUM_FLAG]: 1 } }))
}

function isPacker(value: unknown): value is (bytes: Uint8Array, options: object) => Uint8Array {
  return typeof value === 'function'
}
