import type { RegionId } from '../../model/nouns/region.ts'
import {
  type AnnouncedKind,
  type AnnouncedRecords,
  type AnnouncedRefusal,
  readAnnounced,
} from '../../snapshot/announced-record.ts'
import { isReadable, SEQUENCE_MAX, SHARD_BYTES_MAX } from '../../snapshot/format.ts'
import type { PointerPayload } from '../../snapshot/pointer.ts'
import { type PointerFault, pointerFault } from '../../snapshot/pointer-faults.ts'
import type { SnapshotPublicKey } from '../../snapshot/signed.ts'
import type { TakedownsPayload } from '../../snapshot/takedowns/payload.ts'

/** A sequence that is further ahead than this is an attack or a fault (TUF's fast-forward attack), not a publish. */
const SEQUENCE_LEAP_MAX = 1_000_000

/** Why a record or shard was refused. */
export type TrustRefusal =
  | AnnouncedRefusal
  | PointerFault
  /** The canary begins after its pointer, or ends before it begins. */
  | 'canary'
  | 'format'
  | 'rollback'
  | 'fast-forward'
  | 'blacklisted'
  | 'missing'
  /** The pointer was made under a newer takedown list than the one here. */
  | 'takedowns-behind'
  /** The content does not know of narrowings that the list no longer contains. */
  | 'behind-list'
  /** The takedown list was signed so long ago that it may be a replay, and the isolate has no list to compare with. */
  | 'too-old'
  | 'size'
  | 'hash'
  | 'unreadable'
  /** The snapshot has lost so much of what serves now that a person must confirm it. */
  | 'floor'
  /** There is no memory for the canary. */
  | 'no-room'

/** A record was found but cannot be trusted. This is never a reason to drop what already serves. */
export class Distrusted extends Error {
  constructor(readonly refusal: TrustRefusal) {
    super(refusal)
  }
}

/** What the edge trusts: its keys, and the sequences that it has seen. */
export interface Trust {
  readonly keys: readonly SnapshotPublicKey[]
  /** The real clock, milliseconds since 1970 UTC. */
  readonly now: number
  /** The greatest sequence verified so far; 0 for none. */
  readonly highWater: number
}

/**
 * Believes a pointer, or throws `Distrusted`. In TUF's order, unconditionally: size, signature, format,
 * region, sequence, and whether it can be true at all. Expiry is not a reason to refuse: a stale answer beats none, and its own windows hold.
 */
export async function trustPointer(region: RegionId, text: string, trust: Trust): Promise<PointerPayload> {
  const pointer = await trusted('pointer', region, text, trust)
  if (pointer.shards.some((shard) => shard.bytes > SHARD_BYTES_MAX)) throw new Distrusted('size')
  const fault = await pointerFault(pointer)
  if (fault !== null) throw new Distrusted(fault)
  return pointer
}

/** As `trustPointer`, for a takedown list. */
export function trustTakedowns(region: RegionId, text: string, trust: Trust): Promise<TakedownsPayload> {
  return trusted('takedowns', region, text, trust)
}

async function trusted<Kind extends AnnouncedKind>(
  kind: Kind,
  region: RegionId,
  text: string,
  trust: Trust,
): Promise<AnnouncedRecords[Kind]> {
  const read = await readAnnounced(kind, region, text, trust)
  if ('refused' in read) throw new Distrusted(read.refused)
  const { format, sequence } = read.payload
  if (!isReadable(kind, format)) throw new Distrusted('format')
  checkSequence(sequence, trust.highWater)
  return read.payload
}

function checkSequence(sequence: number, highWater: number): void {
  if (sequence > SEQUENCE_MAX) throw new Distrusted('fast-forward')
  if (sequence < highWater) throw new Distrusted('rollback')
  if (highWater > 0 && sequence > highWater + SEQUENCE_LEAP_MAX) throw new Distrusted('fast-forward')
}
