import { HOUSE_TARGETS } from '../../baseline/house-targets.ts'
import type { RegionId } from '../../model/region.ts'
import { DENIES_NAME, keys, SNAPSHOT_FORMAT } from '../../snapshot/format.ts'
import type { SealedValue } from '../../snapshot/seal.ts'
import { sha256Hex } from '../../snapshot/sha256.ts'
import { FORGOTTEN_FROM, TAKEDOWNS_BYTES_MAX } from '../../snapshot/takedowns/limits.ts'
import { encodePacked } from '../../snapshot/takedowns/packed.ts'
import type { TakedownsPayload } from '../../snapshot/takedowns/payload.ts'
import type { LiveReader } from '../publish/live-region.ts'
import type { AnnouncedList } from './announced-list.ts'
import { fewerGroups } from './fewer-groups.ts'
import { sealLedger } from './ledger.ts'
import type { Merged } from './merge.ts'
import { packedGroups, packedKind } from './packing.ts'
import { NOTHING, type Withdrawn, without } from './withdrawn.ts'

/** A list that is ready to be put, with what has to be there before it. */
export interface SealedList {
  readonly payload: TakedownsPayload
  /** Compact JWS of the payload. */
  readonly text: string
  readonly values: readonly SealedValue[]
}

/** What is to be signed. */
export interface Wanted extends Pick<Merged, 'withdrawn' | 'lifted'> {
  readonly region: RegionId
  readonly sequence: number
  /** The `narrowed` of every snapshot that may be announced, as far as that is known. */
  readonly narrowed: readonly number[]
  /** The least `narrowed` of content that it says all for. */
  readonly completeFrom: number
}

type Base = Pick<TakedownsPayload, 'packed' | 'ledger'>
const NO_BASE: Base = { packed: null, ledger: [] }

/**
 * Says all that is wanted in a list that every edge can take: word for word while that fits; else what changed since
 * the packed part was made, over the packed part; else over a new one.
 *
 * @param standing what the packed part that is announced says; null: it is not looked at, and stays as it is
 * @returns null when the list would be too long over what stays as it is
 */
export async function sealList(
  wanted: Wanted,
  { list }: AnnouncedList,
  standing: Withdrawn | null,
  reader: LiveReader,
): Promise<SealedList | null> {
  const payloadOf = (delta: Withdrawn, { packed, ledger }: Base): TakedownsPayload => ({
    format: SNAPSHOT_FORMAT,
    region: wanted.region,
    sequence: wanted.sequence,
    completeFrom: wanted.completeFrom,
    createdAt: new Date(reader.now()).toISOString(),
    entries: [...delta.orders],
    narrowings: [...delta.changes],
    packed,
    ledger: [...ledger],
    lifted: [...wanted.lifted],
  })
  const signed = async (payload: TakedownsPayload, values: readonly SealedValue[] = []): Promise<SealedList> => {
    return { payload, text: await reader.signer.sign('takedowns', payload), values }
  }
  const over = async (delta: Withdrawn | null): Promise<SealedList | null> => {
    if (delta === null || list === null) return null
    const payload = payloadOf(delta, list)
    return fits(payload) ? signed(payload) : null
  }
  if (standing === null) return over(wanted.withdrawn)
  const whole = payloadOf(wanted.withdrawn, NO_BASE)
  if (fits(whole)) return signed(whole)
  const same = list?.packed ? await over(overStanding(wanted.withdrawn, standing, reader.now())) : null
  if (same !== null) return same
  for (const base of basesOf(wanted.withdrawn)) {
    const delta = payloadOf(without(wanted.withdrawn, base), NO_BASE)
    // Room for the words of the packed part itself.
    if (!fits(delta, 8 * 1024)) continue
    const { values, ...made } = await madeAnew(base, wanted.narrowed)
    return signed({ ...delta, ...made }, values)
  }
  throw new Error('hundreds of orders of whole surfaces fill the list: lift those that others cover')
}

/** What a signed payload comes to, in base64url with its header and signature. */
function fits(payload: TakedownsPayload, spare = 0): boolean {
  const bytes = new TextEncoder().encode(JSON.stringify(payload)).length
  return Math.ceil((bytes * 4) / 3) + 400 + spare <= TAKEDOWNS_BYTES_MAX
}

/** What is to be said over the packed part that stands; null when that says something that is lifted. */
function overStanding(wanted: Withdrawn, standing: Withdrawn, now: number): Withdrawn | null {
  const stale = without(standing, wanted)
  const holds = ({ until }: { readonly until: number | null }): boolean => until === null || until > now
  // A change under its own number leaves by being known, and an end ends by itself: both cost an edge nothing.
  const forgotten = stale.changes.filter(({ number }) => number >= FORGOTTEN_FROM)
  return [...stale.orders, ...forgotten].some(holds) ? null : without(wanted, standing)
}

/** What may go into a packed part, the least first: changes alone, so that orders keep their words and ids; then all that can. */
function basesOf(wanted: Withdrawn): readonly Withdrawn[] {
  const packable = ({ target }: { readonly target: string }): boolean =>
    packedKind(target) !== null && !HOUSE_TARGETS.has(target)
  const changes = { ...NOTHING, changes: wanted.changes }
  return [changes, { ...changes, orders: wanted.orders.filter(packable) }]
}

async function madeAnew(
  base: Withdrawn,
  narrowed: readonly number[],
): Promise<Base & { values: readonly SealedValue[] }> {
  const { groups, givenUp } = fewerGroups(packedGroups(base), narrowed)
  const ledger = await sealLedger({ ...base, givenUp })
  const bytes = encodePacked(groups)
  const sha256 = await sha256Hex(bytes)
  const count = groups.reduce((sum, { targets }) => sum + targets.length, 0)
  return {
    packed: { sha256, bytes: bytes.length, count },
    ledger: ledger.map((shard) => ({ sha256: shard.sha256, bytes: shard.bytes.length })),
    values: [...ledger, { key: keys.shard(sha256, DENIES_NAME), sha256, bytes }],
  }
}
