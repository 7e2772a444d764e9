import type { Engine, Lent } from '../../decide/engine/engine.ts'
import { roomFor } from '../../decide/opened/opened-snapshot.ts'
import type { Snapshot } from '../../model/columns/snapshot.ts'
import type { RegionId } from '../../model/nouns/region.ts'
import { decodeHead } from '../../snapshot/decode.ts'
import { armColumnsOf, candidatesOf } from '../../snapshot/floor.ts'
import { OTHER_LEARNING_SHARDS, SHARD_BYTES_MAX } from '../../snapshot/format.ts'
import type { PointerPayload, ShardEntry } from '../../snapshot/pointer.ts'
import { sha256Hex } from '../../snapshot/sha256.ts'
import { decodeTextIndex, type TextIndex } from '../../snapshot/text/text-index.ts'
import { HeadEngine } from './head-engine.ts'
import type { SnapshotSource } from './source.ts'
import { unreadText } from './text/read-text.ts'
import { Distrusted } from './trust.ts'

/** The shards that decide, each verified against its pointer, with their bytes for the second copy. */
export interface LoadedHead {
  /** It has no text of assets: that is read page by page. */
  readonly snapshot: Snapshot
  /** Index of the text pages, which are only read for what is shown. */
  readonly index: TextIndex
  readonly shards: ReadonlyMap<string, Uint8Array>
  /** Bytes of all shards together. */
  readonly bytes: number
  readonly engine: HeadEngine
}

/** Where a head is read from, and which engine decides with a head of a given size. */
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
      return [entry.name, await verifiedShard(entry, source, lent?.rooms.get(entry.name))] as const
    }),
  )
  const shards = new Map(entries)
  const opened = open(pointer.snapshot, shards)
  if (opened.snapshot.hot.region !== region || opened.index.region !== region) throw new Distrusted('region')
  // The candidate count in the pointer, which the floor check used, must match the columns.
  if (opened.snapshot.hot.candidateAsset.length !== candidatesOf(pointer)) throw new Distrusted('unreadable')
  // The columns are handed to the engine now, before any request waits for it.
  return { ...opened, shards, bytes, engine: engineOf(opened.snapshot, lent?.engine ?? engine) }
}

/** Memory that an engine lends, and what of it is for which shard. */
interface LentHead {
  readonly engine: Lent
  readonly rooms: ReadonlyMap<string, Uint8Array>
}

/** Shards whose columns the engine reads: vectors of other learning too. */
const COLUMN_SHARDS: readonly string[] = ['hot', ...OTHER_LEARNING_SHARDS]
/** Columns are read where they lie, and each shard's are aligned to its beginning. */
const SHARD_ALIGNMENT = 64

/** Memory that the engine lends for the columns, so that they are held only once; null: it lends none. */
function lentBy(engine: Engine, pointer: Pick<PointerPayload, 'shards'>): LentHead | null {
  const shards = pointer.shards.filter(({ name }) => COLUMN_SHARDS.includes(name))
  const hot = shards.find(({ name }) => name === 'hot')
  if (hot === undefined || shards.some(({ bytes }) => bytes > SHARD_BYTES_MAX)) return null
  const lengths = shards.map(({ bytes }) => Math.ceil(bytes / SHARD_ALIGNMENT) * SHARD_ALIGNMENT)
  const otherBytes = lengths.reduce((sum, length) => sum + length, 0) - hot.bytes
  const size = { bytes: hot.bytes, otherBytes, rows: candidatesOf(pointer), armColumns: armColumnsOf(pointer) }
  try {
    const lent = engine.lend?.(roomFor(size)) ?? null
    return lent && { engine: lent, rooms: roomsIn(lent.bytes, shards, lengths) }
  } catch {
    // The engine cannot hold so many rows.
    return null
  }
}

function roomsIn(
  lent: Uint8Array,
  shards: readonly ShardEntry[],
  lengths: readonly number[],
): ReadonlyMap<string, Uint8Array> {
  let at = 0
  return new Map(
    shards.map(({ name, bytes }, index) => {
      const room = lent.subarray(at, at + bytes)
      at += lengths[index] ?? 0
      return [name, room] as const
    }),
  )
}

/** One shard's bytes, in `room` if that is given. Throws `Distrusted` unless they are what was announced. */
export async function verifiedShard(
  entry: Pick<ShardEntry, 'name' | 'sha256' | 'bytes'>,
  source: Pick<SnapshotSource, 'shard'>,
  room?: Uint8Array,
): Promise<Uint8Array> {
  const found = await source.shard(entry.sha256, entry.name, room)
  // A pointer can arrive before its shards, so a missing shard is retried soon, unlike wrong bytes.
  if (found === null) throw new Distrusted('missing')
  if (found.length !== entry.bytes) throw new Distrusted('size')
  const bytes = room ?? found
  if (bytes !== found) bytes.set(found)
  if ((await sha256Hex(bytes)) !== entry.sha256) throw new Distrusted('hash')
  return bytes
}

function engineOf(snapshot: Snapshot, engine: Engine | Lent): HeadEngine {
  try {
    return new HeadEngine(snapshot, engine)
  } catch {
    throw new Distrusted('unreadable')
  }
}

function open(id: string, shards: ReadonlyMap<string, Uint8Array>) {
  try {
    const head = decodeHead(id, shards)
    const index = decodeTextIndex(shards.get('text') ?? new Uint8Array())
    // The pointer's limit on the size of shards also holds for the text pages in the index.
    if (index.assets === head.hot.assets.idHash.length && index.pages.every(({ bytes }) => bytes <= SHARD_BYTES_MAX)) {
      return { snapshot: { ...head, text: unreadText(index) }, index }
    }
  } catch {
    // Refused below, together with parts that do not match each other.
  }
  throw new Distrusted('unreadable')
}
