import { Builder, ByteBuffer } from 'flatbuffers'
import { inHex } from '../../model/hex.ts'
import type { RegionId } from '../../model/nouns/region.ts'
import { UnreadableShard } from '../columns/decode-hot.ts'
import { TextIndexBuilder, TextIndex as TextIndexTable } from '../columns/generated/text-index.ts'
import { SNAPSHOT_FORMAT } from '../format.ts'
import { decodeShortText, type ShortText } from './short-text.ts'
import { pageOf } from './text-pages.ts'

const HASH_BYTES = 32

/** The address of a text page, and the size and hash of its bytes. */
export interface TextPageEntry {
  readonly sha256: string
  readonly bytes: number
  /** Index of the first asset on it. */
  readonly first: number
}

/** The opened `text` shard: on which page each asset's text is, and the text of campaigns and ratings. */
export interface TextIndex {
  /** The region of the text; empty when the shard does not say. */
  readonly region: string
  readonly pages: readonly TextPageEntry[]
  /** How many assets have words. */
  readonly assets: number
  readonly shortWords: Uint8Array
  readonly words: ShortText
  /** The page of an asset. Throws `UnreadableShard` when there is none. */
  pageOf(asset: number): TextPageEntry
  /** The index of that page among the pages. Throws `UnreadableShard` when there is none. */
  pageIndexOf(asset: number): number
}

/** Encodes the `text` shard for these pages, in the order of their assets. */
export function encodeTextIndex(
  region: RegionId,
  pages: readonly TextPageEntry[],
  assets: number,
  shortWords: Uint8Array,
): Uint8Array {
  const builder = new Builder(1024 + shortWords.length + pages.length * (HASH_BYTES + 8))
  const hashes = new Uint8Array(pages.length * HASH_BYTES)
  pages.forEach(({ sha256 }, index) => {
    hashes.set(fromHex(sha256), index * HASH_BYTES)
  })
  const vectors = [
    builder.createByteVector(hashes),
    TextIndexBuilder.createPageBytesVector(
      builder,
      pages.map(({ bytes }) => bytes),
    ),
    TextIndexBuilder.createPageFirstVector(
      builder,
      pages.map(({ first }) => first),
    ),
  ] as const
  const words = builder.createByteVector(shortWords)
  const regionName = builder.createString(region)
  builder.finish(TextIndexBuilder.createTextIndex(builder, SNAPSHOT_FORMAT, ...vectors, assets, words, regionName))
  return builder.asUint8Array().slice()
}

/** Opens the `text` shard. Throws `UnreadableShard` for an unknown format, or columns that do not match. */
export function decodeTextIndex(bytes: Uint8Array): TextIndex {
  const table = TextIndexTable.getRootAsTextIndex(new ByteBuffer(bytes.byteOffset % 8 === 0 ? bytes : bytes.slice()))
  if (table.format() !== SNAPSHOT_FORMAT) throw new UnreadableShard(`text: format ${table.format()}`)
  const hashes = table.pageSha256Array() ?? new Uint8Array()
  const sizes = table.pageBytesArray() ?? new Uint32Array()
  const firsts = table.pageFirstArray() ?? new Uint32Array()
  if (hashes.length !== sizes.length * HASH_BYTES || firsts.length !== sizes.length) {
    throw new UnreadableShard('text: page columns differ in length')
  }
  const pages = Array.from(firsts, (first, index) => ({
    sha256: inHex(hashes.subarray(index * HASH_BYTES, (index + 1) * HASH_BYTES)),
    bytes: sizes[index] ?? 0,
    first,
  }))
  const shortWords = table.shortWordsArray() ?? new Uint8Array()
  const assets = table.assets()
  if (assets > 0 && !covers(firsts, assets)) throw new UnreadableShard('text: pages that do not cover the assets')
  const pageIndexOf = (asset: number): number => {
    if (!(asset >= 0 && asset < assets)) throw new UnreadableShard(`text: no page with asset ${asset}`)
    return pageOf(firsts, asset)
  }
  return {
    region: table.region() ?? '',
    pages,
    assets,
    shortWords,
    words: decodeShortText(shortWords),
    pageIndexOf,
    pageOf(asset) {
      const page = pages[pageIndexOf(asset)]
      if (!page) throw new UnreadableShard(`text: no page with asset ${asset}`)
      return page
    },
  }
}

/** Whether pages that begin with these assets cover all assets, each page at least one. */
function covers(firsts: Uint32Array, assets: number): boolean {
  return (
    firsts.every((first, at) => (at === 0 ? first === 0 : first > (firsts[at - 1] ?? 0)) && first < assets) &&
    firsts.length > 0
  )
}

function fromHex(text: string): Uint8Array {
  return Uint8Array.from({ length: text.length / 2 }, (_, index) =>
    Number.parseInt(text.slice(2 * index, 2 * index + 2), 16),
  )
}
