import { exportJWK, generateKeyPair } from 'jose'
import type { RegionId } from '../../../src/model/nouns/region.ts'
import { keys, type Shard, SNAPSHOT_FORMAT } from '../../../src/snapshot/format.ts'
import type { ShardEntry } from '../../../src/snapshot/pointer.ts'
import { sealSnapshot, snapshotId } from '../../../src/snapshot/seal.ts'
import { type SignedKind, sign } from '../../../src/snapshot/signed.ts'
import type { EdgeWorld } from '../edge-world.ts'
import { pointerTo, putShards, takedownList } from '../publish.ts'
import { compiled, films } from '../schedule.ts'
import type { Fault, FaultStorage } from './fault-storage.ts'

/** A region of an isolate that serves sequence 5, and what its next snapshot would be. */
export interface Spot {
  readonly world: EdgeWorld
  readonly storage: FaultStorage
  readonly region: RegionId
  readonly next: readonly Shard[]
}

/** What goes wrong in storage, and what the edge must call it. */
export type SpoilCase = readonly [name: string, refusal: string, spoil: (spot: Spot) => Promise<void> | void]

/** Some region that is not this one. */
const otherThan = (region: RegionId): RegionId => (region === 'in' ? 'fr' : 'in')

/** A properly signed pointer to the next snapshot, but for `changes`. */
async function announce(spot: Spot, changes: Record<string, unknown> = {}, shards = spot.next): Promise<string> {
  const pointer = await pointerTo(spot.region, shards, 6, changes)
  await putShards(spot.storage, spot.region, shards)
  const text = await sign('pointer', pointer, spot.world.key)
  spot.storage.put(keys.pointer(spot.region), text)
  return text
}

/** Announced, then changed on its way: `change` gets header, payload and signature. */
const tampered = (change: (header: string, payload: string, signature: string) => string) => async (spot: Spot) => {
  const [header = '', payload = '', signature = ''] = (await announce(spot)).split('.')
  spot.storage.put(keys.pointer(spot.region), change(header, payload, signature))
}

const announced = (changes: (spot: Spot) => Record<string, unknown>) => async (spot: Spot) => {
  await announce(spot, changes(spot))
}

/** Announced with another list of shards, and the id of that list. */
const headChanged = (change: (shards: readonly ShardEntry[]) => readonly ShardEntry[]) => async (spot: Spot) => {
  const shards = change((await pointerTo(spot.region, spot.next, 6)).shards)
  await announce(spot, { shards, snapshot: await snapshotId(spot.region, shards) })
}

function first(shards: readonly ShardEntry[]): ShardEntry {
  const [one] = shards
  if (one === undefined) throw new Error('a snapshot has shards')
  return one
}

/** One shard of another region among those of this one. */
const foreign = (name: string) => async (spot: Spot) => {
  const other = compiled(otherThan(spot.region), films(3, `next-${spot.region}`))
  const bytes = other.find((shard) => shard.name === name)?.bytes ?? new Uint8Array()
  await swapped(name, bytes)(spot)
}

/** Where the next snapshot's shards are. */
export async function shardKeys({ region, next }: Spot): Promise<readonly string[]> {
  const { shards } = await pointerTo(region, next, 6)
  return shards.map(({ sha256, name }) => keys.shard(sha256, name))
}

/** A good pointer, but one of its shards reads with a fault. */
const shardFault = (shard: string, fault: Fault) => async (spot: Spot) => {
  const key = (await shardKeys(spot)).find((name) => name.endsWith(`/${shard}`))
  spot.storage.faults.set(key ?? '', fault)
  await announce(spot)
}

const signedBy = (kind: SignedKind, kid: string, own: 'now' | 'old' | 'stranger') => async (spot: Spot) => {
  const stranger = await exportJWK((await generateKeyPair('EdDSA', { crv: 'Ed25519', extractable: true })).privateKey)
  const jwk = { now: spot.world.key.jwk, old: spot.world.expiredKey.jwk, stranger }[own]
  const pointer = await pointerTo(spot.region, spot.next, 6)
  spot.storage.put(keys.pointer(spot.region), await sign(kind, pointer, { kid, jwk }))
}

const list = (sequence: number, changes: (spot: Spot) => Record<string, unknown>) => async (spot: Spot) => {
  const payload = { ...takedownList(spot.region, sequence), ...changes(spot) }
  spot.storage.put(keys.takedowns(spot.region), await sign('takedowns', payload, spot.world.key))
}

const swapped = (name: string, bytes: Uint8Array) => async (spot: Spot) => {
  await announce(
    spot,
    {},
    spot.next.map((shard) => (shard.name === name ? { ...shard, bytes } : shard)),
  )
}

const noneHeader = Buffer.from(JSON.stringify({ alg: 'none', kid: 'now', typ: 'firstframe-pointer' })).toString(
  'base64url',
)

export const POINTER_CASES: readonly SpoilCase[] = [
  [
    'a header that was changed',
    'malformed',
    tampered((header, payload, signature) => `x${header}.${payload}.${signature}`),
  ],
  [
    'a payload of another',
    'signature',
    tampered((header, payload, signature) => `${header}.${payload.slice(4)}.${signature}`),
  ],
  [
    'a signature that was changed',
    'signature',
    tampered((h, p, s) => `${h}.${p}.${s.startsWith('A') ? 'B' : 'A'}${s.slice(1)}`),
  ],
  ['an empty signature', 'signature', tampered((header, payload) => `${header}.${payload}.`)],
  ['a stripped signature', 'signature', tampered((header, payload) => `${header}.${payload}`)],
  ['a signature too short', 'signature', tampered((header, payload) => `${header}.${payload}.AAAA`)],
  ['alg none', 'signature', tampered((_header, payload) => `${noneHeader}.${payload}.`)],
  ['no record at all', 'malformed', ({ storage, region }) => storage.put(keys.pointer(region), '<html>502</html>')],
  ['nothing but an empty value', 'malformed', ({ storage, region }) => storage.put(keys.pointer(region), '')],
  ['a key that nobody lists', 'unknown-key', signedBy('pointer', 'other', 'stranger')],
  ['a stranger under our key’s name', 'signature', signedBy('pointer', 'now', 'stranger')],
  ['a key past its time', 'key-not-valid-now', signedBy('pointer', 'old', 'old')],
  ['a takedown list’s signature', 'signature', signedBy('takedowns', 'now', 'now')],
  ['another region', 'region', announced(({ region }) => ({ region: otherThan(region) }))],
  ['a lower sequence', 'rollback', announced(() => ({ sequence: 4 }))],
  ['a leap of the sequence', 'fast-forward', announced(() => ({ sequence: 2 ** 50 }))],
  ['a format to come', 'format', announced(() => ({ format: SNAPSHOT_FORMAT + 1 }))],
  ['a schema that is not ours', 'schema', announced(() => ({ softExpiresAt: null }))],
  ['a record far too large', 'oversized', announced(() => ({ reason: 'x'.repeat(20_000) }))],
  ['no pointer any more', 'missing', ({ storage, region }) => void storage.values.delete(keys.pointer(region))],
  ['a number that nobody counts to', 'fast-forward', announced(() => ({ sequence: Number.MAX_SAFE_INTEGER }))],
  ['the id of other content', 'id', announced(() => ({ snapshot: 'a'.repeat(64) }))],
  ['a shard twice', 'shards', headChanged((shards) => [...shards.slice(0, 3), ...shards.slice(0, 1)])],
  ['two names for one shard', 'shards', headChanged((shards) => [...shards, { ...first(shards), name: 'more' }])],
  [
    'no index of its words',
    'shards',
    headChanged((shards) => shards.map((shard) => (shard.name === 'text' ? { ...shard, name: 'texts' } : shard))),
  ],
  ['a takedown list to come', 'takedowns-behind', announced(() => ({ takedowns: 6 }))],
  [
    'a shard larger than any may be',
    'size',
    async (spot) => {
      const { shards } = await pointerTo(spot.region, spot.next, 6)
      await announce(spot, { shards: shards.map((shard) => ({ ...shard, bytes: 30_000_000 })) })
    },
  ],
]

export const SHARD_CASES: readonly SpoilCase[] = [
  ['a truncated shard', 'size', shardFault('hot', 'truncate')],
  ['a shard that grew', 'size', shardFault('text', 'grow')],
  ['a shard with one bit flipped', 'hash', shardFault('rules', 'flip')],
  ['a missing shard', 'missing', shardFault('hot', 'absent')],
  ['a storage that throws', 'unavailable', shardFault('hot', 'throw')],
  [
    'a shard of another snapshot under this one’s name',
    'hash',
    async (spot) => {
      await announce(spot)
      const text = async (shards: readonly Shard[]) =>
        (await sealSnapshot(spot.region, shards)).values.find(({ key }) => key.endsWith('/text'))
      const mine = await text(spot.next)
      const other = await text(compiled(spot.region, films(3, `text-${spot.region}`)))
      if (mine?.bytes.length !== other?.bytes.length) throw new Error('this case wants two shards of one size')
      spot.storage.put(mine?.key ?? '', other?.bytes ?? '')
    },
  ],
  ['signed weights of other campaigns', 'unreadable', (spot) => swapped('weights', weightsOfNone(spot))(spot)],
  [
    'a signed shard of a format to come',
    'unreadable',
    swapped('rules', new TextEncoder().encode(`{"format":${SNAPSHOT_FORMAT + 1}}`)),
  ],
  ['signed words that are none', 'unreadable', swapped('words', new Uint8Array(64))],
  [
    'a signed index that leaves assets out',
    'unreadable',
    async (spot) => {
      await announce(
        spot,
        {},
        spot.next.filter(({ name }) => !name.startsWith('text.')),
      )
    },
  ],
  ['another region’s rules', 'unreadable', foreign('rules')],
  ['another region’s weights', 'unreadable', foreign('weights')],
  [
    'another region’s shards under a good pointer',
    'region',
    async (spot) => {
      await announce(spot, {}, compiled(otherThan(spot.region), films(3, 'two')))
    },
  ],
]

export const TAKEDOWN_CASES: readonly SpoilCase[] = [
  ['a takedown list of another region', 'region', list(6, ({ region }) => ({ region: otherThan(region) }))],
  ['an older takedown list', 'rollback', list(4, () => ({}))],
  ['a takedown list of a format to come', 'format', list(6, () => ({ format: SNAPSHOT_FORMAT + 1 }))],
  ['a takedown list that leaps', 'fast-forward', list(2 ** 50, () => ({}))],
  ['no takedown list any more', 'missing', ({ storage, region }) => void storage.values.delete(keys.takedowns(region))],
]

function weightsOfNone({ region }: Spot): Uint8Array {
  const none = compiled(region, { titles: [], assets: [], campaigns: [] })
  return none.find(({ name }) => name === 'weights')?.bytes ?? new Uint8Array()
}
