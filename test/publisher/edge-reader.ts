import { typescriptEngine } from '../../src/decide/engine/typescript/typescript-engine.ts'
import { loadHead, verifiedShard } from '../../src/edge/residence/load-head.ts'
import { type Trust, trustPointer, trustTakedowns } from '../../src/edge/residence/trust.ts'
import type { Snapshot } from '../../src/model/columns/snapshot.ts'
import type { RegionId } from '../../src/model/nouns/region.ts'
import { keys, PAGE_NAME } from '../../src/snapshot/format.ts'
import type { PointerPayload } from '../../src/snapshot/pointer.ts'
import type { SnapshotPublicKey } from '../../src/snapshot/signed.ts'
import type { TakedownsPayload } from '../../src/snapshot/takedowns/payload.ts'
import { pageName } from '../../src/snapshot/text/text-pages.ts'
import { wholeText } from '../../src/snapshot/text/whole-text.ts'
import type { MemorySink } from './memory-sink.ts'

/** What an edge would serve from at this moment. */
export interface EdgeView {
  readonly pointer: PointerPayload
  readonly snapshot: Snapshot
  readonly takedowns: TakedownsPayload
}

/**
 * Reads a region as an edge does, with the edge's own trust: null when nothing is announced. Throws
 * `Distrusted` for anything that an edge would refuse.
 */
export async function edgeView(
  sink: MemorySink,
  keysTrusted: readonly SnapshotPublicKey[],
  region: RegionId,
  highWater = 0,
): Promise<EdgeView | null> {
  const textOf = (key: string): string | null => {
    const value = sink.values.get(key)
    return value === undefined ? null : new TextDecoder().decode(value)
  }
  const pointerText = textOf(keys.pointer(region))
  if (pointerText === null) return null
  const trust: Trust = { keys: keysTrusted, now: Date.now(), highWater }
  const pointer = await trustPointer(region, pointerText, trust)
  const takedowns = await trustTakedowns(region, textOf(keys.takedowns(region)) ?? '', { ...trust, highWater: 0 })
  const source = {
    pointer: async () => pointerText,
    takedowns: async () => textOf(keys.takedowns(region)),
    shard: async (sha256: string, name: string) => sink.values.get(keys.shard(sha256, name)) ?? null,
  }
  const { snapshot, index, shards } = await loadHead(region, pointer, { source, engineFor: () => typescriptEngine })
  const pages = await Promise.all(
    index.pages.map(async (page) => {
      return [pageName(page.first), await verifiedShard({ ...page, name: PAGE_NAME }, source)] as const
    }),
  )
  const text = wholeText(index.shortWords, new Map([...shards, ...pages]))
  return { pointer, snapshot: { ...snapshot, text }, takedowns }
}

/** The ids of every asset in the snapshot that an edge would serve. */
export function assetsOf({ snapshot }: EdgeView): readonly string[] {
  return Array.from(
    { length: snapshot.hot.assets.idHash.length },
    (_, index) => snapshot.text.asset(index).assetId,
  ).sort()
}
