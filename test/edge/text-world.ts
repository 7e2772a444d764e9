import type { RegionId } from '../../src/model/region.ts'
import { decodeSnapshot } from '../../src/snapshot/decode.ts'
import type { Shard } from '../../src/snapshot/format.ts'
import { pageKeys } from './publish.ts'

/** A text page of a published snapshot: where it is, and what is on it. */
export interface PublishedPage {
  readonly key: string
  readonly assetIds: readonly string[]
  readonly titleIds: readonly string[]
}

/** The text pages of these shards, in the order of their assets. */
export async function pagesOf(region: RegionId, shards: readonly Shard[]): Promise<readonly PublishedPage[]> {
  const keys = await pageKeys(region, shards)
  const { text } = decodeSnapshot('published', new Map(shards.map(({ name, bytes }) => [name, bytes])))
  return shards
    .filter(({ name }) => name.startsWith('text.'))
    .map(({ name, count }, at) => {
      const assets = Array.from({ length: count }, (_, index) => Number(name.slice('text.'.length)) + index)
      return {
        key: keys[at] ?? '',
        assetIds: assets.map((asset) => text.asset(asset).assetId),
        titleIds: assets.flatMap((asset) => text.titleOf(asset)?.titleId ?? []),
      }
    })
}
