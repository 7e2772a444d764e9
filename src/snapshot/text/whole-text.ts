import type { SnapshotText } from '../../model/columns/snapshot-text.ts'
import { UnreadableShard } from '../columns/decode-hot.ts'
import { openPage } from './entry-page.ts'
import { decodeShortText } from './short-text.ts'
import { type AssetEntry, assetEntry, firstOfPage, pageOf } from './text-pages.ts'

/** The text of a snapshot whose shards, by name, are all in memory; pages may be in any order. */
export function wholeText(shortWords: Uint8Array, shards: ReadonlyMap<string, Uint8Array>): SnapshotText {
  const pages = [...shards]
    .flatMap(([name, bytes]) => {
      const first = firstOfPage(name)
      return first === null ? [] : [{ first, page: openPage(bytes) }]
    })
    .sort((a, b) => a.first - b.first)
  const firsts = pages.map(({ first }) => first)
  const entry = (asset: number): AssetEntry => {
    const held = pages[pageOf(firsts, asset)]
    if (!held) throw new UnreadableShard(`text: no page with asset ${asset}`)
    return assetEntry(held.page, held.first, asset)
  }
  return {
    ...decodeShortText(shortWords),
    asset: (index) => entry(index)[0],
    titleOf: (asset) => entry(asset)[1],
  }
}
