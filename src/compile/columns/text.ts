import type { AssetText } from '../../model/columns/snapshot-text.ts'
import type { Asset } from '../../model/nouns/asset.ts'

/**
 * Takes the words of assets as they come, in the order of their rows, each as JSON: `[AssetText, TitleText | null]`.
 * A list does; a publish hands over something that holds less than a hundred thousand strings.
 */
export interface EntryList {
  push(entry: string): unknown
}

/** What a device needs to show the asset; what gates read is in the columns. */
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
