import { Builder, ByteBuffer } from 'flatbuffers'
import type { AssetText, CampaignText, RatingText, SnapshotText, TitleText } from '../model/snapshot.ts'
import { UnreadableShard } from './decode-hot.ts'
import { type Shard, SNAPSHOT_FORMAT, TEXT_PAGE_BYTES } from './format.ts'
import { TextPage } from './generated/text-page.ts'

/** The sections of the text, each a list of JSON entries in column order. */
const SECTIONS = ['assets', 'titles', 'campaigns', 'ratings'] as const
type Section = (typeof SECTIONS)[number]

/** The words of a snapshot as pages of at most `TEXT_PAGE_BYTES`, named `text.0`, `text.1` … */
export function encodeText(text: Readonly<Record<Section, readonly string[]>>): readonly Shard[] {
  const pages = SECTIONS.flatMap((section) => pagesOf(section, text[section]))
  return pages.map(({ bytes, count }, index) => ({ name: `text.${index}`, bytes, count }))
}

function pagesOf(section: Section, entries: readonly string[]): readonly { bytes: Uint8Array; count: number }[] {
  const encoder = new TextEncoder()
  const pages: { bytes: Uint8Array; count: number }[] = []
  let first = 0
  let page: Uint8Array[] = []
  let size = 0
  const close = () => {
    pages.push({ bytes: encodePage(section, first, page, size), count: page.length })
    first += page.length
    page = []
    size = 0
  }
  for (const entry of entries) {
    const bytes = encoder.encode(entry)
    if (page.length > 0 && size + bytes.length > TEXT_PAGE_BYTES) close()
    page.push(bytes)
    size += bytes.length
  }
  close()
  return pages
}

function encodePage(section: Section, first: number, entries: readonly Uint8Array[], size: number): Uint8Array {
  const joined = new Uint8Array(size)
  const offsets = new Uint32Array(entries.length + 1)
  entries.forEach((entry, index) => {
    const start = offsets[index] ?? 0
    joined.set(entry, start)
    offsets[index + 1] = start + entry.length
  })
  const builder = new Builder(size + 1024)
  const vectors = [
    builder.createString(section),
    TextPage.createOffsetsVector(builder, offsets),
    builder.createByteVector(joined),
  ] as const
  builder.finish(TextPage.createTextPage(builder, SNAPSHOT_FORMAT, vectors[0], first, vectors[1], vectors[2]))
  return builder.asUint8Array().slice()
}

/** Opens the text pages; an entry is decoded when somebody reads it. */
export function decodeText(shards: readonly Uint8Array[]): SnapshotText {
  const decoder = new TextDecoder()
  const pages = shards.map((bytes) => {
    const page = TextPage.getRootAsTextPage(new ByteBuffer(bytes.byteOffset % 8 === 0 ? bytes : bytes.slice()))
    if (page.format() !== SNAPSHOT_FORMAT) throw new UnreadableShard(`text: format ${page.format()}`)
    return {
      section: page.section() ?? '',
      first: page.first(),
      offsets: page.offsetsArray() ?? new Uint32Array(),
      bytes: page.bytesArray() ?? new Uint8Array(),
    }
  })
  const entry = (section: Section, index: number): unknown => {
    const page = pages.find(
      (each) => each.section === section && index >= each.first && index < each.first + each.offsets.length - 1,
    )
    if (!page) throw new UnreadableShard(`text: no ${section} ${index}`)
    const at = index - page.first
    return JSON.parse(decoder.decode(page.bytes.subarray(page.offsets[at], page.offsets[at + 1])))
  }
  // The publisher wrote these entries from validated records, and their hash has been checked.
  return {
    asset: (index) => entry('assets', index) as AssetText,
    title: (index) => entry('titles', index) as TitleText,
    campaign: (index) => entry('campaigns', index) as CampaignText,
    rating: (index) => entry('ratings', index) as RatingText,
  }
}
