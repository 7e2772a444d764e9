import { HOUSE_TARGETS } from '../../../baseline/house-targets.ts'
import type { RegionId } from '../../../model/nouns/region.ts'
import { DENIES_NAME, keys, SNAPSHOT_FORMAT } from '../../../snapshot/format.ts'
import type { SealedValue } from '../../../snapshot/seal.ts'
import { sha256Hex } from '../../../snapshot/sha256.ts'
import { FORGOTTEN_FROM, TAKEDOWNS_BYTES_MAX } from '../../../snapshot/takedowns/limits.ts'
import { encodePacked } from '../../../snapshot/takedowns/packed.ts'
import type { TakedownsPayload } from '../../../snapshot/takedowns/payload.ts'
import type { LiveReader } from '../../announce/live-region.ts'
import type { Merged } from '../merge.ts'
import { NOTHING, type Order, type Withdrawn, without } from '../withdrawn.ts'
import type { LiveList } from './announced-list.ts'
import { fewerGroups } from './fewer-groups.ts'
import { sealLedger } from './ledger.ts'
import { packedGroups, packedKind } from './packing.ts'
import { saidOnce } from './said-once.ts'

/** A list that is ready to be put, with what has to be there before it. */
export interface SealedList {
  readonly payload: TakedownsPayload
  /** Compact JWS of the payload. */
  readonly text: string
  readonly values: readonly SealedValue[]
}

/** What is to be signed. */
export interface WantedList extends Pick<Merged, 'withdrawn' | 'lifted'> {
  readonly region: RegionId
  readonly sequence: number
  /** The `narrowed` of every snapshot that may be announced, as far as that is known. */
  readonly narrowed: readonly number[]
  /** The least `narrowed` of content that it says all for. */
  readonly completeFrom: number
  /** Room to leave for orders by hand, which are not to wait until the list was packed anew; none where left out. */
  readonly spareBytes?: number
}

/** What a list stands on, and the entries for what only the ledger has word for word. */
interface Base extends Pick<TakedownsPayload, 'packed' | 'ledger'> {
  readonly sums: readonly Order[]
}
const NO_BASE: Base = { packed: null, ledger: [], sums: [] }

/**
 * Says all that is wanted in a list that every edge can take: word for word while that fits; else what changed since
 * the packed part was made, over the packed part; else over a new one. The last always fits, whatever was ordered.
 *
 * @param standing what the packed part that is announced says; null: it is not looked at, and stays as it is
 * @returns null when the list would be too long over what stays as it is
 */
export async function sealList(
  wanted: WantedList,
  { list, sums }: Pick<LiveList, 'list' | 'sums'>,
  standing: Withdrawn | null,
  reader: LiveReader,
): Promise<SealedList | null> {
  const spare = wanted.spareBytes ?? 0
  const payloadOf = (delta: Withdrawn, base: Base): TakedownsPayload => ({
    format: SNAPSHOT_FORMAT,
    region: wanted.region,
    sequence: wanted.sequence,
    completeFrom: wanted.completeFrom,
    createdAt: new Date(reader.now()).toISOString(),
    entries: [...base.sums, ...delta.orders],
    narrowings: [...delta.changes],
    packed: base.packed,
    ledger: [...base.ledger],
    lifted: [...wanted.lifted],
  })
  const signed = async (payload: TakedownsPayload, values: readonly SealedValue[] = []): Promise<SealedList> => {
    return { payload, text: await reader.signer.sign('takedowns', payload), values }
  }
  const over = async (delta: Withdrawn | null, said: readonly Order[]): Promise<SealedList | null> => {
    if (delta === null || list === null) return null
    const payload = payloadOf(delta, { packed: list.packed, ledger: list.ledger, sums: said })
    return fits(payload, spare) ? signed(payload) : null
  }
  if (standing === null) return over(wanted.withdrawn, sums)
  const whole = payloadOf(wanted.withdrawn, NO_BASE)
  if (fits(whole, spare)) return signed(whole)
  const delta = list?.packed ? overStanding(wanted.withdrawn, standing, reader.now()) : null
  const same = await over(delta, sumsOf(standing, reader.now()))
  if (same !== null) return same
  for (const { base, isShort } of basesOf(wanted.withdrawn)) {
    const said = sumsOf(base, reader.now(), isShort)
    const rest = without(wanted.withdrawn, base)
    // Room for the words of the packed part itself.
    if (!fits(payloadOf(rest, { ...NO_BASE, sums: said }), spare + BASE_WORDS)) continue
    const { values, ...made } = await madeAnew(base, wanted.narrowed)
    return signed(payloadOf(rest, { ...made, sums: said }), values)
  }
  throw new Error(`the takedown list of ${wanted.region} does not fit: lift orders that others cover`)
}

const BASE_WORDS = 8 * 1024

/** What a signed payload comes to, in base64url with its header and signature. */
function fits(payload: TakedownsPayload, spare: number): boolean {
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

/** Whether an order may be said by its short hash alone. */
function isPackable({ target }: Pick<Order, 'target'>): boolean {
  return packedKind(target) !== null && !HOUSE_TARGETS.has(target)
}

/** The entries for what a ledger has and its packed part does not say. */
function sumsOf({ orders }: Withdrawn, now: number, isShort = false): readonly Order[] {
  const open = orders.filter((order) => !isPackable(order) && (order.until === null || order.until > now))
  return saidOnce(open, isShort)
}

/**
 * What may be said by a packed part and its ledger, the least first: changes alone, so that orders keep their words and
 * ids; then all orders that can be packed; then all that there are, those that cannot be packed said once for all
 * that are alike; and in the end without their times.
 */
function basesOf(wanted: Withdrawn): readonly { readonly base: Withdrawn; readonly isShort: boolean }[] {
  const changes = { ...NOTHING, changes: wanted.changes }
  return [
    { base: changes, isShort: false },
    { base: { ...changes, orders: wanted.orders.filter(isPackable) }, isShort: false },
    { base: wanted, isShort: false },
    { base: wanted, isShort: true },
  ]
}

async function madeAnew(
  base: Withdrawn,
  narrowed: readonly number[],
): Promise<Omit<Base, 'sums'> & { values: readonly SealedValue[] }> {
  const packable = { ...base, orders: base.orders.filter(isPackable) }
  const { groups, givenUp } = fewerGroups(packedGroups(packable), narrowed)
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
