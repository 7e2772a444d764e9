import { rowOfId } from '../../decide/rows/hash-search.ts'
import type { SnapshotSink } from '../../kv/snapshot-sink.ts'
import type { Snapshot } from '../../model/columns/snapshot.ts'
import { decodeHead } from '../../snapshot/decode.ts'
import { keys, PAGE_NAME } from '../../snapshot/format.ts'
import type { PointerPayload } from '../../snapshot/pointer.ts'
import { openPage } from '../../snapshot/text/entry-page.ts'
import { decodeTextIndex, type TextIndex } from '../../snapshot/text/text-index.ts'
import { type AssetEntry, assetEntry } from '../../snapshot/text/text-pages.ts'
import { inTurns } from '../in-turns.ts'
import { storedBytes } from './live-region.ts'

/** A live snapshot opened for one asset: the head, and the text of this asset alone. */
export interface LiveAsset {
  readonly snapshot: Snapshot
  /** Its index in the snapshot. */
  readonly asset: number
  readonly titleId: string | null
}

/**
 * Opens the live snapshot of a pointer as far as one asset needs; null when the asset is not in it. Throws when a shard
 * is missing or is not what was announced.
 */
export async function openLiveAsset(
  pointer: PointerPayload,
  sink: SnapshotSink,
  assetId: string,
): Promise<LiveAsset | null> {
  const shards = new Map<string, Uint8Array>()
  await inTurns(pointer.shards, async ({ sha256, name }) => shards.set(name, await announced(sha256, name, sink)))
  const head = decodeHead(pointer.snapshot, shards)
  const index = decodeTextIndex(shards.get('text') ?? new Uint8Array())
  const asset = rowOfId(head.hot.assets, assetId)
  if (asset < 0) return null
  const { sha256, first } = index.pageOf(asset)
  const entry = assetEntry(openPage(await announced(sha256, PAGE_NAME, sink)), first, asset)
  return { snapshot: { ...head, text: textOf(index, asset, entry) }, asset, titleId: entry[1]?.titleId ?? null }
}

/** The text of some assets of a pointer's snapshot, by their index in it: of the pages that have them, each is read once. */
export async function liveEntries(
  pointer: PointerPayload,
  sink: SnapshotSink,
  assets: readonly number[],
): Promise<ReadonlyMap<number, AssetEntry>> {
  const [text] = pointer.shards.filter(({ name }) => name === 'text')
  const index = decodeTextIndex(text ? await announced(text.sha256, text.name, sink) : new Uint8Array())
  const entries = new Map<number, AssetEntry>()
  await inTurns([...new Set(assets.map(index.pageOf))], async (entry) => {
    const page = openPage(await announced(entry.sha256, PAGE_NAME, sink))
    for (const asset of assets) {
      if (index.pageOf(asset) === entry) entries.set(asset, assetEntry(page, entry.first, asset))
    }
  })
  return entries
}

async function announced(sha256: string, name: string, sink: SnapshotSink): Promise<Uint8Array> {
  const bytes = await storedBytes(sha256, name, sink)
  if (bytes === null) throw new Error(`shard ${keys.shard(sha256, name)} does not match its hash`)
  return bytes
}

function textOf({ words }: TextIndex, only: number, entry: AssetEntry): Snapshot['text'] {
  const entryOf = (asset: number): AssetEntry => {
    if (asset !== only) throw new Error(`the text of asset ${asset} was not read`)
    return entry
  }
  return { ...words, asset: (asset) => entryOf(asset)[0], titleOf: (asset) => entryOf(asset)[1] }
}
