import type { RegionId } from '../../model/region.ts'
import type { Snapshot } from '../../model/snapshot.ts'
import { decodeSnapshot } from '../../snapshot/decode.ts'
import { keys, POINTER_BYTES_MAX, TAKEDOWNS_BYTES_MAX } from '../../snapshot/format.ts'
import { type PointerPayload, pointerPayload, type TakedownsPayload, takedownsPayload } from '../../snapshot/pointer.ts'
import { sha256Hex } from '../../snapshot/sha256.ts'
import { verify } from '../../snapshot/signed.ts'
import type { Signer } from './signer.ts'
import type { SnapshotSink } from './sink.ts'

/** How the publisher reads its own work back: from where it is stored, believing only its own signature. */
export interface LiveReader {
  readonly sink: SnapshotSink
  readonly signer: Signer
  /** Milliseconds since 1970 UTC. */
  readonly now: () => number
}

/** The announced pointer of a region; null when there is none, or none that we signed. */
export async function livePointer(region: RegionId, reader: LiveReader): Promise<PointerPayload | null> {
  const text = await reader.sink.getText(keys.pointer(region))
  if (text === null) return null
  const trust = { keys: reader.signer.publicKeys, bytesMax: POINTER_BYTES_MAX, now: reader.now() }
  const checked = await verify('pointer', text, trust)
  const parsed = 'payload' in checked ? pointerPayload.safeParse(checked.payload) : null
  return parsed?.success && parsed.data.region === region ? parsed.data : null
}

/** The announced takedown list of a region; null as for `livePointer`. */
export async function liveTakedowns(region: RegionId, reader: LiveReader): Promise<TakedownsPayload | null> {
  const text = await reader.sink.getText(keys.takedowns(region))
  if (text === null) return null
  const trust = { keys: reader.signer.publicKeys, bytesMax: TAKEDOWNS_BYTES_MAX, now: reader.now() }
  const checked = await verify('takedowns', text, trust)
  const parsed = 'payload' in checked ? takedownsPayload.safeParse(checked.payload) : null
  return parsed?.success && parsed.data.region === region ? parsed.data : null
}

/** Opens the snapshot that a pointer announces. Throws when a shard is missing or not what was announced. */
export async function openLive(pointer: PointerPayload, sink: SnapshotSink): Promise<Snapshot> {
  const shards = new Map<string, Uint8Array>()
  for (const { name, sha256 } of pointer.shards) {
    const bytes = await sink.getBytes(keys.shard(sha256, name))
    if (bytes === null || (await sha256Hex(bytes)) !== sha256)
      throw new Error(`shard ${name} is not what was announced`)
    shards.set(name, bytes)
  }
  return decodeSnapshot(pointer.snapshot, shards)
}
