import type { Asset } from '../model/asset.ts'
import type { AssetText } from '../model/snapshot.ts'

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
