import { Builder, ByteBuffer } from 'flatbuffers'
import type { CampaignText, RatingText } from '../../model/columns/snapshot-text.ts'
import { UnreadableShard } from '../columns/decode-hot.ts'
import { ShortWordsBuilder, ShortWords as ShortWordsTable } from '../columns/generated/short-words.ts'
import { SNAPSHOT_FORMAT } from '../format.ts'
import { readPage, writePage } from './entry-page.ts'

/** The text of campaigns and ratings, which every answer needs and of which there is little. */
export interface ShortText {
  campaign(index: number): CampaignText
  rating(index: number): RatingText
}

/** Encodes the text of campaigns and ratings, in column order, each entry as JSON. */
export function encodeShortText(text: {
  readonly campaigns: readonly string[]
  readonly ratings: readonly string[]
}): Uint8Array {
  const encoder = new TextEncoder()
  const builder = new Builder(1024)
  const page = (entries: readonly string[]) =>
    writePage(
      builder,
      entries.map((entry) => encoder.encode(entry)),
    )
  const [campaigns, ratings] = [page(text.campaigns), page(text.ratings)]
  ShortWordsBuilder.startShortWords(builder)
  ShortWordsBuilder.addFormat(builder, SNAPSHOT_FORMAT)
  ShortWordsBuilder.addCampaigns(builder, campaigns)
  ShortWordsBuilder.addRatings(builder, ratings)
  builder.finish(ShortWordsBuilder.endShortWords(builder))
  return builder.asUint8Array().slice()
}

/** Opens the encoded text. Throws `UnreadableShard` for an unknown format. */
export function decodeShortText(bytes: Uint8Array): ShortText {
  const table = ShortWordsTable.getRootAsShortWords(new ByteBuffer(bytes.byteOffset % 8 === 0 ? bytes : bytes.slice()))
  if (table.format() !== SNAPSHOT_FORMAT) throw new UnreadableShard(`text: format ${table.format()}`)
  const campaigns = readPage(table.campaigns())
  const ratings = readPage(table.ratings())
  return {
    campaign: (index) => campaigns.entry(index) as CampaignText,
    rating: (index) => ratings.entry(index) as RatingText,
  }
}
