import type { AssetText } from '../../model/columns/snapshot-text.ts'
import type { Asset } from '../../model/nouns/asset.ts'

/**
 * Receives the text of assets in the order of their rows, each as JSON: `[AssetText, TitleText | null]`. An array will
 * do; a publish passes something that does not hold a hundred thousand strings in memory.
 */
export interface EntryList {
  push(entry: string): unknown
}

/** The text of an asset: what a device needs to show it. What gates read is in the columns. */
export function assetText(record: Asset): AssetText {
  return {
    assetId: record.id,
    name: record.name,
    renditions: record.renditions,
    captions: record.captions,
    audio: record.audio,
    poster: record.poster,
  }
}
