import type { SnapshotText } from '../../../model/columns/snapshot-text.ts'
import type { ShortText } from '../../../snapshot/text/short-text.ts'
import type { TextIndex } from '../../../snapshot/text/text-index.ts'
import type { AssetEntry } from '../../../snapshot/text/text-pages.ts'

/** The text of a head, which has only campaigns and ratings: an asset's text must be read first. */
export function unreadText({ words }: TextIndex): SnapshotText {
  return readText(words, new Map())
}

/** The text of campaigns and ratings, and of the assets that were read. Throws for any other asset. */
export function readText({ campaign, rating }: ShortText, entries: ReadonlyMap<number, AssetEntry>): SnapshotText {
  const entry = (asset: number): AssetEntry => {
    const found = entries.get(asset)
    if (!found) throw new Error(`the text of asset ${asset} was not read`)
    return found
  }
  return { campaign, rating, asset: (index) => entry(index)[0], titleOf: (asset) => entry(asset)[1] }
}
