import * as zlib from 'node:zlib'
import fc from 'fast-check'
import type { Miniflare } from 'miniflare'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { canUnpack } from '../../src/http/packing.ts'
import { UNPACK_BOUNDS, unpacked } from '../../src/http/unpacked.ts'
import { frameByFrame } from '../../src/http/zstd-frames.ts'
import { startBareWorker } from '../setup/bare-worker.ts'
import { inPieces } from './in-pieces.ts'
import { type Told, told, toldOf } from './told.ts'

/** Text that packs about as well as a feed does. */
const FEED = new TextEncoder().encode(
  Array.from(
    { length: 1000 },
    (_, item) => `<item><guid>${item * 7919}</guid><title>Trailer ${item}</title></item>`,
  ).join('\n'),
)
const MEGABYTE = 1_000_000

let miniflare: Miniflare

beforeAll(async () => {
  miniflare = await startBareWorker(new URL('unpacking-worker.ts', import.meta.url))
})
afterAll(() => miniflare.dispose())

interface Case {
  readonly bytes: Uint8Array
  readonly piece?: number
  readonly most?: number
}
type Unpack = (told: Case) => Promise<Told>
type Pack = (bytes: Uint8Array) => Promise<Uint8Array>

const inNode: Unpack = ({ bytes, piece = 16_384, most = UNPACK_BOUNDS.bytes }) =>
  told(unpacked(inPieces(bytes, piece), { ...UNPACK_BOUNDS, bytes: most }))
const inWorkerd: Unpack = async ({ bytes, piece = 16_384, most = UNPACK_BOUNDS.bytes }) => {
  const answer = await miniflare.dispatchFetch(`http://x/unpack?piece=${piece}&most=${most}`, {
    method: 'POST',
    body: bytes,
  })
  // Our own worker's answer.
  return (await answer.json()) as Told
}
const gzip: Pack = async (bytes) => zlib.gzipSync(bytes)
const zstd: Pack = async (bytes) => {
  const answer = await miniflare.dispatchFetch('http://x/pack', { method: 'POST', body: bytes })
  return new Uint8Array(await answer.arrayBuffer())
}
const joined = (...parts: readonly Uint8Array[]) => new Uint8Array(Buffer.concat(parts))

describe.each([
  { runtime: 'Node', unpack: inNode, packing: 'gzip', pack: gzip },
  { runtime: 'workerd', unpack: inWorkerd, packing: 'gzip', pack: gzip },
  { runtime: 'workerd', unpack: inWorkerd, packing: 'zstd', pack: zstd },
])('$packing in $runtime', ({ unpack, packing, pack }) => {
  it('what was packed comes out whole, in whatever pieces it arrives', async () => {
    const bytes = await pack(FEED)
    for (const piece of [1, 3, 1000, 16_384]) expect(await unpack({ bytes, piece })).toEqual(toldOf(FEED))
  })

  it('several files one after another are one text', async () => {
    const whole = toldOf(joined(FEED, FEED, FEED))
    const part = await pack(FEED)
    for (const piece of [7, 1000, 65_536]) {
      expect(await unpack({ bytes: joined(part, part, part), piece })).toEqual(whole)
    }
  })

  it('what is packed twice is unpacked twice, and no more often', async () => {
    const twice = await pack(await pack(FEED))
    expect(await unpack({ bytes: twice })).toEqual(toldOf(FEED))
    expect((await unpack({ bytes: await pack(twice) })).fault).toBe(
      'UnusablePacking: The bytes are packed more than 2 times.',
    )
  })

  it('an empty text, packed, is an empty text', async () => {
    expect(await unpack({ bytes: await pack(new Uint8Array(0)) })).toEqual({ length: 0, sum: 0, fault: null })
  })

  it('a stream that is cut anywhere is broken off, and never passes as a whole one', async () => {
    const bytes = await pack(FEED)
    for (const left of [5, 20, bytes.length >> 1, bytes.length - 5, bytes.length - 1]) {
      expect((await unpack({ bytes: bytes.subarray(0, left) })).fault, `${left}`).toMatch(/^BrokenOff: /)
    }
    // In the second of two files.
    expect((await unpack({ bytes: joined(bytes, bytes.subarray(0, 40)) })).fault).toMatch(/^BrokenOff: /)
  })

  it('damaged bytes are a fault that says so', async () => {
    const bytes = await pack(FEED)
    const middle = bytes.length >> 1
    const damaged = joined(
      bytes.subarray(0, middle),
      bytes.subarray(middle).map((byte, at) => (at < 40 ? 255 - byte : byte)),
    )
    expect((await unpack({ bytes: damaged })).fault).toMatch(/^(?:UnusablePacking: .*damaged|BrokenOff: )/)
  })

  it('something else behind the packed bytes is a fault', async () => {
    const bytes = joined(await pack(FEED), new TextEncoder().encode('<html>not packed</html>'))
    expect((await unpack({ bytes })).fault).toMatch(/^UnusablePacking: /)
  })

  it('a bomb ends after its first megabyte', async () => {
    const bytes = await pack(new Uint8Array(40 * MEGABYTE))
    const { length, fault } = await unpack({ bytes })
    expect(fault).toMatch(/^UnusablePacking: .*over 500 times/)
    expect(length).toBeLessThan(2 * MEGABYTE)
  })

  it('a text that is longer than the bound ends there, however well it was packed', async () => {
    const { length, fault } = await unpack({ bytes: await pack(FEED), most: 30_000 })
    expect(fault).toBe('TooManyBytes: more than 30000 bytes')
    expect(length).toBeLessThanOrEqual(30_000)
  })

  it(`a bomb within a bomb ends as well (${packing})`, async () => {
    const { fault } = await unpack({ bytes: await pack(await pack(new Uint8Array(40 * MEGABYTE))) })
    expect(fault).toMatch(/^UnusablePacking: .*over 500 times/)
  })
})

describe('zstd alone', () => {
  it('a frame that wants a window of more than 8 MiB is refused with what to do', async () => {
    // A frame's head that asks for 32 MiB, and a block of three bytes as they are.
    const bytes = Uint8Array.of(0x28, 0xb5, 0x2f, 0xfd, 0, (25 - 10) << 3, (3 << 3) | 1, 0, 0, 1, 2, 3)
    expect((await inWorkerd({ bytes })).fault).toMatch(/window of over 8 MiB; pack them without/)
  })

  it('a skippable frame before and between frames does not count', async () => {
    const skippable = Uint8Array.of(0x5a, 0x2a, 0x4d, 0x18, 3, 0, 0, 0, 1, 2, 3)
    const part = await zstd(FEED)
    const bytes = joined(skippable, part, skippable, part)
    for (const piece of [1, 5, 65_536]) expect(await inWorkerd({ bytes, piece })).toEqual(toldOf(joined(FEED, FEED)))
  })

  it('pieces never go beyond the end of a frame, and lose no byte', async () => {
    const part = await zstd(FEED.subarray(0, 3000))
    const bytes = joined(part, part, part)
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: bytes.length }), async (piece) => {
        const ends: number[] = []
        let length = 0
        for await (const each of frameByFrame(inPieces(bytes, piece))) {
          length += each.length
          ends.push(length)
        }
        expect(length).toBe(bytes.length)
        expect(ends).toEqual(expect.arrayContaining([part.length, 2 * part.length, 3 * part.length]))
      }),
      { numRuns: 50 },
    )
  })

  it('Node unpacks it too, and one that cannot says which Node can', async () => {
    const { length, fault } = await inNode({ bytes: await zstd(FEED) })
    if (Reflect.has(zlib, 'createZstdDecompress')) expect([length, fault]).toEqual([FEED.length, null])
    else expect(fault).toMatch(/zstd needs Node 22.15 or later here; unpack it first/)
  })
})

describe('any stream', () => {
  it.each([
    ['text', FEED],
    ['two bytes', FEED.subarray(0, 2)],
    ['nothing', new Uint8Array(0)],
    ['what begins like gzip and is none', Uint8Array.of(0x1f, 0x8b, 0x41, 0x41, 0x41)],
  ])('what is not packed passes as it is: %s', async (_name, bytes) => {
    expect(await inNode({ bytes, piece: 1000 })).toEqual(toldOf(bytes))
  })

  it('no more is asked of a source than is used', async () => {
    const noise = Uint8Array.from({ length: 4 * MEGABYTE }, (_, at) => Math.imul(at ^ (at >>> 7), 2654435761) >>> 24)
    const packed = await gzip(noise)
    let asked = 0
    async function* source() {
      for await (const piece of inPieces(packed, 16_384)) {
        asked += piece.length
        yield piece
      }
    }
    const reading = unpacked(source())[Symbol.asyncIterator]()
    await reading.next()
    await new Promise((resolve) => setTimeout(resolve, 20))
    expect(asked).toBeLessThan(600_000)
    await reading.return(undefined)
  })

  it('a source is let go of when nobody reads on', async () => {
    let isOpen = true
    const packed = await gzip(FEED)
    async function* source() {
      try {
        for (;;) yield packed
      } finally {
        isOpen = false
      }
    }
    for await (const _chunk of unpacked(source())) break
    await expect.poll(() => isOpen).toBe(false)
  })

  it("a source's own fault comes out as it is", async () => {
    const packed = await gzip(FEED)
    async function* source() {
      yield packed.subarray(0, 2000)
      throw new RangeError('the network is gone')
    }
    expect((await told(unpacked(source()))).fault).toBe('RangeError: the network is gone')
  })

  it.each([
    [null, true],
    ['', true],
    ['identity', true],
    [' GZIP ', true],
    ['x-gzip', true],
    ['zstd', true],
    ['br', false],
    ['deflate', false],
    ['gzip, br', false],
  ])('a content encoding of %j can be unpacked: %j', (encoding, expected) => {
    expect(canUnpack(encoding)).toBe(expected)
  })
})
