import type { SnapshotSink } from '../../kv/snapshot-sink.ts'
import type { Snapshot } from '../../model/columns/snapshot.ts'
import type { RegionId } from '../../model/nouns/region.ts'
import { type AnnouncedKind, type AnnouncedRecords, readAnnounced } from '../../snapshot/announced-record.ts'
import { decodeHead, decodeStored } from '../../snapshot/decode.ts'
import { keys, PAGE_NAME, SEQUENCE_MAX } from '../../snapshot/format.ts'
import type { PointerPayload, ShardEntry } from '../../snapshot/pointer.ts'
import { sha256Hex } from '../../snapshot/sha256.ts'
import type { TakedownsPayload } from '../../snapshot/takedowns/payload.ts'
import { decodeTextIndex, type TextIndex } from '../../snapshot/text/text-index.ts'
import { inTurns } from '../in-turns.ts'
import type { Signer } from './signer.ts'

/** How the publisher reads back its own records: from storage, trusting only its own signature. */
export interface LiveReader {
  readonly sink: SnapshotSink
  readonly signer: Signer
  /** Milliseconds since 1970 UTC. */
  readonly now: () => number
}

/** What is stored under a signed record's key; `refused` says why it is not trusted. */
export type StoredRecord<Payload> =
  | { readonly state: 'absent' }
  | { readonly state: 'refused'; readonly why: string }
  | { readonly state: 'ours'; readonly payload: Payload; readonly text: string }

/** What is stored as a region's pointer. */
export function storedPointer(region: RegionId, reader: LiveReader): Promise<StoredRecord<PointerPayload>> {
  return storedRecord('pointer', region, reader)
}

/** What is stored as a region's takedown list. */
export function storedTakedowns(region: RegionId, reader: LiveReader): Promise<StoredRecord<TakedownsPayload>> {
  return storedRecord('takedowns', region, reader)
}

/** A region's announced pointer; null when there is none, or none that we signed. */
export async function livePointer(region: RegionId, reader: LiveReader): Promise<PointerPayload | null> {
  const stored = await storedPointer(region, reader)
  return stored.state === 'ours' ? stored.payload : null
}

/** A region's announced takedown list; null as for `livePointer`. To write a list, use `announcedList`. */
export async function liveTakedowns(region: RegionId, reader: LiveReader): Promise<TakedownsPayload | null> {
  return (await readTakedowns(region, reader))?.list ?? null
}

/** The same with its text, whose hash identifies it. */
export async function readTakedowns(
  region: RegionId,
  reader: LiveReader,
): Promise<{ readonly list: TakedownsPayload; readonly text: string } | null> {
  const stored = await storedTakedowns(region, reader)
  return stored.state === 'ours' ? { list: stored.payload, text: stored.text } : null
}

async function storedRecord<Kind extends AnnouncedKind>(
  kind: Kind,
  region: RegionId,
  { sink, signer, now }: LiveReader,
): Promise<StoredRecord<AnnouncedRecords[Kind]>> {
  const text = await sink.getText(keys[kind](region))
  if (text === null) return { state: 'absent' }
  const read = await readAnnounced(kind, region, text, { keys: signer.publicKeys, now: now() })
  if ('refused' in read) return { state: 'refused', why: read.refused }
  // Edges refuse a record with an impossible sequence.
  if (read.payload.sequence > SEQUENCE_MAX) return { state: 'refused', why: 'fast-forward' }
  return { state: 'ours', payload: read.payload, text }
}

/** What a pointer says of a snapshot. */
interface Announced {
  readonly snapshot: string
  readonly shards: readonly ShardEntry[]
}

/** Opens the snapshot of a pointer. Throws when a shard is missing or is not what was announced. */
export async function openLive(pointer: Announced, sink: SnapshotSink): Promise<Snapshot> {
  const values = new Map<string, Uint8Array>()
  const read = async ({ sha256, name }: Pick<ShardEntry, 'sha256' | 'name'>): Promise<void> => {
    values.set(keys.shard(sha256, name), await announcedBytes(sha256, name, sink))
  }
  await inTurns(pointer.shards, read)
  const pages = (await liveIndex(pointer, sink))?.pages ?? []
  await inTurns(pages, ({ sha256 }) => read({ sha256, name: PAGE_NAME }))
  return decodeStored(pointer.snapshot, pointer.shards, values)
}

/**
 * Opens as much of a snapshot as the checks need of what is live: the head, with the text of campaigns and ratings.
 * Reading the text of an asset throws.
 */
export async function openLiveHead({ snapshot, shards }: Announced, sink: SnapshotSink): Promise<Snapshot> {
  const values = new Map<string, Uint8Array>()
  await inTurns(shards, async ({ sha256, name }) => values.set(name, await announcedBytes(sha256, name, sink)))
  const { words } = decodeTextIndex(values.get('text') ?? new Uint8Array())
  return { ...decodeHead(snapshot, values), text: { ...words, asset: notRead, titleOf: notRead } }
}

function notRead(asset: number): never {
  throw new Error(`the text of asset ${asset} was not read`)
}

async function announcedBytes(sha256: string, name: string, sink: SnapshotSink): Promise<Uint8Array> {
  const bytes = await storedBytes(sha256, name, sink)
  if (bytes === null) throw new Error(`shard ${name} does not match its hash`)
  return bytes
}

/** The hashes of all values of a live snapshot; values that only an unreadable index names are left out. */
export async function liveHashes(pointer: PointerPayload | null, sink: SnapshotSink): Promise<ReadonlySet<string>> {
  if (pointer === null) return new Set()
  const pages = (await liveIndex(pointer, sink))?.pages ?? []
  return new Set([...pointer.shards, ...pages].map(({ sha256 }) => sha256))
}

/** The index of a live snapshot's text pages; null when it is missing, or is not what was announced. */
async function liveIndex(
  { shards }: { readonly shards: readonly ShardEntry[] },
  sink: SnapshotSink,
): Promise<TextIndex | null> {
  const text = shards.find(({ name }) => name === 'text')
  const bytes = text ? await storedBytes(text.sha256, text.name, sink) : null
  try {
    return bytes === null ? null : decodeTextIndex(bytes)
  } catch {
    return null
  }
}

/** The bytes of a value; null when nothing is stored, or its hash does not match. */
export async function storedBytes(sha256: string, name: string, sink: SnapshotSink): Promise<Uint8Array | null> {
  const bytes = await sink.getBytes(keys.shard(sha256, name))
  return bytes === null || (await sha256Hex(bytes)) !== sha256 ? null : bytes
}
