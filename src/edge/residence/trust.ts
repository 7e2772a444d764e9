import type { RegionId } from '../../model/nouns/region.ts'
import { POINTER_BYTES_MAX, SEQUENCE_MAX, SHARD_BYTES_MAX, SNAPSHOT_FORMAT } from '../../snapshot/format.ts'
import { type PointerPayload, pointerPayload } from '../../snapshot/pointer.ts'
import { type PointerFault, pointerFault } from '../../snapshot/pointer-faults.ts'
import { type SignatureRefusal, type SnapshotPublicKey, verify } from '../../snapshot/signed.ts'
import { TAKEDOWNS_BYTES_MAX } from '../../snapshot/takedowns/limits.ts'
import { type TakedownsPayload, takedownsPayload } from '../../snapshot/takedowns/payload.ts'

/** A sequence that is further ahead than this is an attack or a fault (TUF's fast-forward attack), not a publish. */
const SEQUENCE_LEAP_MAX = 1_000_000

/** Why a record or shard was refused. */
export type TrustRefusal =
  | SignatureRefusal
  | PointerFault
  /** The canary begins after its pointer, or ends before it begins. */
  | 'canary'
  | 'schema'
  | 'region'
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
  const checked = await verify('pointer', text, { keys: trust.keys, now: trust.now, bytesMax: POINTER_BYTES_MAX })
  if ('refused' in checked) throw new Distrusted(checked.refused)
  const parsed = pointerPayload.safeParse(checked.payload)
  if (!parsed.success) throw new Distrusted('schema')
  checkIdentity(region, parsed.data, trust.highWater)
  if (parsed.data.shards.some((shard) => shard.bytes > SHARD_BYTES_MAX)) throw new Distrusted('size')
  const fault = await pointerFault(parsed.data)
  if (fault !== null) throw new Distrusted(fault)
  return parsed.data
}

/** As `trustPointer`, for a takedown list. */
export async function trustTakedowns(region: RegionId, text: string, trust: Trust): Promise<TakedownsPayload> {
  const checked = await verify('takedowns', text, { keys: trust.keys, now: trust.now, bytesMax: TAKEDOWNS_BYTES_MAX })
  if ('refused' in checked) throw new Distrusted(checked.refused)
  const parsed = takedownsPayload.safeParse(checked.payload)
  if (!parsed.success) throw new Distrusted('schema')
  checkIdentity(region, parsed.data, trust.highWater)
  return parsed.data
}

function checkIdentity(
  region: RegionId,
  record: { readonly format: number; readonly region: RegionId; readonly sequence: number },
  highWater: number,
): void {
  if (record.format !== SNAPSHOT_FORMAT) throw new Distrusted('format')
  if (record.region !== region) throw new Distrusted('region')
  if (record.sequence > SEQUENCE_MAX) throw new Distrusted('fast-forward')
  if (record.sequence < highWater) throw new Distrusted('rollback')
  if (highWater > 0 && record.sequence > highWater + SEQUENCE_LEAP_MAX) throw new Distrusted('fast-forward')
}
