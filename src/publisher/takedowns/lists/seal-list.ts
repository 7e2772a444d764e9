import { HOUSE_TARGETS } from '../../../baseline/house-targets.ts'
import type { RegionId } from '../../../model/nouns/region.ts'
import { DENIES_NAME, keys, listFormat } from '../../../snapshot/format.ts'
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

/** A signed list that is ready to be written, with the values that must be written before it. */
export interface SealedList {
  readonly payload: TakedownsPayload
  /** Compact JWS of the payload. */
  readonly text: string
  readonly values: readonly SealedValue[]
}

/** The content of a list to be signed. */
export interface WantedList extends Pick<Merged, 'withdrawn' | 'lifted'> {
  readonly region: RegionId
  readonly sequence: number
  /** The `narrowed` of every snapshot that may be announced, as far as known. */
  readonly narrowed: readonly number[]
  /** The lowest `narrowed` of content that the list is complete for. */
  readonly completeFrom: number
  /** Room to leave for manual orders, so that they need not wait for packing; none when left out. */
  readonly spareBytes?: number
}

/** The packed part and ledger of a list, and the entries for what is only in the ledger. */
interface Base extends Pick<TakedownsPayload, 'packed' | 'ledger'> {
  readonly sums: readonly Order[]
}
const NO_BASE: Base = { packed: null, ledger: [], sums: [] }

/**
 * Makes a list that every edge accepts, in the first of these forms that fits: everything as entries; only what changed
 * since the packed part was made; a new packed part. The last always fits, whatever was ordered.
 *
 * @param standing what the announced packed part withdraws; null: it is not read, and stays as it is
 * @returns null when the list would be too long with that packed part
 */
export async function sealList(
  wanted: WantedList,
  { list, sums }: Pick<LiveList, 'list' | 'sums'>,
  standing: Withdrawn | null,
  reader: LiveReader,
): Promise<SealedList | null> {
  const spare = wanted.spareBytes ?? 0
  const payloadOf = (delta: Withdrawn, base: Base): TakedownsPayload => ({
    format: listFormat([...base.sums, ...delta.orders]),
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
    // Leaves room for the fields of the packed part itself.
    if (!fits(payloadOf(rest, { ...NO_BASE, sums: said }), spare + BASE_WORDS)) continue
    const { values, ...made } = await madeAnew(base, wanted.narrowed)
    return signed(payloadOf(rest, { ...made, sums: said }), values)
  }
  throw new Error(`the takedown list of ${wanted.region} does not fit: lift orders that others cover`)
}

const BASE_WORDS = 8 * 1024

/** Whether a signed payload fits, in base64url with its header and signature. */
function fits(payload: TakedownsPayload, spare: number): boolean {
  const bytes = new TextEncoder().encode(JSON.stringify(payload)).length
  return Math.ceil((bytes * 4) / 3) + 400 + spare <= TAKEDOWNS_BYTES_MAX
}

/** The entries to add to the existing packed part; null when that withdraws something that was lifted. */
function overStanding(wanted: Withdrawn, standing: Withdrawn, now: number): Withdrawn | null {
  const stale = without(standing, wanted)
  const holds = ({ until }: { readonly until: number | null }): boolean => until === null || until > now
  // A narrowing under its own number ends when content knows of it, and a time ends by itself, so both may stay in it.
  const forgotten = stale.changes.filter(({ number }) => number >= FORGOTTEN_FROM)
  return [...stale.orders, ...forgotten].some(holds) ? null : without(wanted, standing)
}

/** Whether an order may be withdrawn by its short hash alone. */
function isPackable({ target }: Pick<Order, 'target'>): boolean {
  return packedKind(target) !== null && !HOUSE_TARGETS.has(target)
}

/** The entries for what a ledger has but its packed part does not withdraw. */
function sumsOf({ orders }: Withdrawn, now: number, isShort = false): readonly Order[] {
  const open = orders.filter((order) => !isPackable(order) && (order.until === null || order.until > now))
  return saidOnce(open, isShort)
}

/**
 * What to pack, from the least to the most: only narrowings, so that orders stay in full with their ids; then all
 * orders that can be packed; then everything, with similar orders that cannot be packed combined; finally without their
 * times.
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
