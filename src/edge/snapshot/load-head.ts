import type { Engine, Lent } from '../../decide/engine/engine.ts'
import { roomFor } from '../../decide/opened-snapshot.ts'
import type { RegionId } from '../../model/region.ts'
import type { Snapshot } from '../../model/snapshot.ts'
import { decodeHead } from '../../snapshot/decode.ts'
import { candidatesOf } from '../../snapshot/floor.ts'
import { SHARD_BYTES_MAX } from '../../snapshot/format.ts'
import type { PointerPayload, ShardEntry } from '../../snapshot/pointer.ts'
import { sha256Hex } from '../../snapshot/sha256.ts'
import { decodeTextIndex, type TextIndex } from '../../snapshot/text-index.ts'
import { HeadEngine } from './head-engine.ts'
import type { SnapshotSource } from './source.ts'
import { Distrusted } from './trust.ts'

/** All that decides, each shard of it what its pointer says, with the bytes for the second copy. */
export interface LoadedHead {
  readonly head: Omit<Snapshot, 'text'>
  /** Where the words are: read only for what is shown. */
  readonly index: TextIndex
  readonly shards: ReadonlyMap<string, Uint8Array>
  /** Of all shards together. */
  readonly bytes: number
  readonly engine: HeadEngine
}

/** Where a head comes from, and what is to decide with one of so many bytes. */
export interface HeadSource {
  readonly source: Pick<SnapshotSource, 'shard'>
  readonly engineFor: (bytes: number) => Engine
}

/**
 * Reads, verifies and opens the head that a pointer announces; all of it or nothing.
 * @throws Distrusted when a shard is missing, or is not what was announced
 */
export async function loadHead(
  region: RegionId,
  pointer: Pick<PointerPayload, 'snapshot' | 'shards'>,
  { source, engineFor }: HeadSource,
): Promise<LoadedHead> {
  const entries = await Promise.all(
    pointer.shards.map(async (entry) => [entry.name, await verifiedShard(entry, source)] as const),
  )
  const shards = new Map(entries)
  const bytes = pointer.shards.reduce((sum, shard) => sum + shard.bytes, 0)
  const engine = engineFor(bytes)
  const lent = moved(shards, candidatesOf(pointer), engine)
  const opened = open(pointer.snapshot, shards)
  if (opened.head.hot.region !== region || opened.index.region !== region) throw new Distrusted('region')
  // What the floor was asked about must be true.
  if (opened.head.hot.candidateAsset.length !== candidatesOf(pointer)) throw new Distrusted('unreadable')
  // The columns go to the engine before anybody waits for it.
  return { ...opened, shards, bytes, engine: engineOf(opened.head, lent ?? engine) }
}

/** Puts the columns where an engine that lends its memory will read them, so that they are held once; else null. */
function moved(shards: Map<string, Uint8Array>, rows: number, engine: Engine): Lent | null {
  const hot = shards.get('hot')
  if (hot === undefined || engine.lend === undefined) return null
  try {
    const lent = engine.lend(roomFor(hot.length, rows))
    lent.bytes.set(hot)
    shards.set('hot', lent.bytes)
    return lent
  } catch {
    // It has no memory for so much: the columns stay where they are.
    return null
  }
}

/** One shard's bytes. Throws `Distrusted` unless they are what was announced. */
export async function verifiedShard(
  entry: Pick<ShardEntry, 'name' | 'sha256' | 'bytes'>,
  source: Pick<SnapshotSource, 'shard'>,
): Promise<Uint8Array> {
  const bytes = await source.shard(entry.sha256, entry.name)
  // The pointer can be here before its shards: worth another try, unlike bytes that are wrong.
  if (bytes === null) throw new Distrusted('missing')
  if (bytes.length !== entry.bytes) throw new Distrusted('size')
  if ((await sha256Hex(bytes)) !== entry.sha256) throw new Distrusted('hash')
  return bytes
}

function engineOf(head: LoadedHead['head'], engine: Engine | Lent): HeadEngine {
  try {
    return new HeadEngine(head, engine)
  } catch {
    throw new Distrusted('unreadable')
  }
}

function open(id: string, shards: ReadonlyMap<string, Uint8Array>) {
  try {
    const head = decodeHead(id, shards)
    const index = decodeTextIndex(shards.get('text') ?? new Uint8Array())
    // A pointer's own limit on its shards holds for what its index names too.
    if (index.assets === head.hot.assets.idHash.length && index.pages.every(({ bytes }) => bytes <= SHARD_BYTES_MAX)) {
      return { head, index }
    }
  } catch {
    // Refused below, as what does not belong together is.
  }
  throw new Distrusted('unreadable')
}
