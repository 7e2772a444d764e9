import type { Engine, Lent } from '../../decide/engine/engine.ts'
import { roomFor } from '../../decide/opened/opened-snapshot.ts'
import type { Snapshot } from '../../model/columns/snapshot.ts'
import type { RegionId } from '../../model/nouns/region.ts'
import { decodeHead } from '../../snapshot/decode.ts'
import { candidatesOf } from '../../snapshot/floor.ts'
import { SHARD_BYTES_MAX } from '../../snapshot/format.ts'
import type { PointerPayload, ShardEntry } from '../../snapshot/pointer.ts'
import { sha256Hex } from '../../snapshot/sha256.ts'
import { decodeTextIndex, type TextIndex } from '../../snapshot/text/text-index.ts'
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
  const bytes = pointer.shards.reduce((sum, shard) => sum + shard.bytes, 0)
  const engine = engineFor(bytes)
  const lent = lentBy(engine, pointer)
  const entries = await Promise.all(
    pointer.shards.map(async (entry) => {
      const room = entry.name === 'hot' ? lent?.bytes : undefined
      return [entry.name, await verifiedShard(entry, source, room)] as const
    }),
  )
  const shards = new Map(entries)
  const opened = open(pointer.snapshot, shards)
  if (opened.head.hot.region !== region || opened.index.region !== region) throw new Distrusted('region')
  // What the floor was asked about must be true.
  if (opened.head.hot.candidateAsset.length !== candidatesOf(pointer)) throw new Distrusted('unreadable')
  // The columns go to the engine before anybody waits for it.
  return { ...opened, shards, bytes, engine: engineOf(opened.head, lent ?? engine) }
}

/** Where an engine that lends its memory will read the columns, so that they are held once; null: they come by themselves. */
function lentBy(engine: Engine, pointer: Pick<PointerPayload, 'shards'>): Lent | null {
  const hot = pointer.shards.find(({ name }) => name === 'hot')
  if (hot === undefined || hot.bytes > SHARD_BYTES_MAX) return null
  try {
    return engine.lend?.(roomFor(hot.bytes, candidatesOf(pointer))) ?? null
  } catch {
    // It has no memory for so much.
    return null
  }
}

/** One shard's bytes, in the room where there is one. Throws `Distrusted` unless they are what was announced. */
export async function verifiedShard(
  entry: Pick<ShardEntry, 'name' | 'sha256' | 'bytes'>,
  source: Pick<SnapshotSource, 'shard'>,
  room?: Uint8Array,
): Promise<Uint8Array> {
  const found = await source.shard(entry.sha256, entry.name, room)
  // The pointer can be here before its shards: worth another try, unlike bytes that are wrong.
  if (found === null) throw new Distrusted('missing')
  if (found.length !== entry.bytes) throw new Distrusted('size')
  const bytes = room ?? found
  if (bytes !== found) bytes.set(found)
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
