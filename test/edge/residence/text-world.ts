import type { RegionId } from '../../../src/model/nouns/region.ts'
import { decodeSnapshot } from '../../../src/snapshot/decode.ts'
import type { Shard } from '../../../src/snapshot/format.ts'
import { pageKeys } from '../publish.ts'

/** A text page of a published snapshot: where it is, and what is on it. */
export interface PublishedPage {
  readonly key: string
  readonly assetIds: readonly string[]
}

/** The text pages of these shards, in the order of their assets. */
export async function pagesOf(region: RegionId, shards: readonly Shard[]): Promise<readonly PublishedPage[]> {
  const keys = await pageKeys(region, shards)
  const { text } = decodeSnapshot('published', new Map(shards.map(({ name, bytes }) => [name, bytes])))
  return shards
    .filter(({ name }) => name.startsWith('text.'))
    .map(({ name, count }, at) => {
      const first = Number(name.slice('text.'.length))
      const assetIds = Array.from({ length: count }, (_, index) => text.asset(first + index).assetId)
      return { key: keys[at] ?? '', assetIds }
    })
}
