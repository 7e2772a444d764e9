import type { Snapshot } from '../../../model/columns/snapshot.ts'
import { DenyList } from '../../../model/denies/deny-list.ts'
import { inHex } from '../../../model/hex.ts'
import type { RegionId } from '../../../model/nouns/region.ts'
import { decodeStored } from '../../../snapshot/decode.ts'
import { HEAD_SHARDS, keys, PAGE_NAME } from '../../../snapshot/format.ts'
import type { PointerPayload } from '../../../snapshot/pointer.ts'
import type { TakedownsPayload } from '../../../snapshot/takedowns/payload.ts'
import { type DescribedGroup, unpack } from '../../../snapshot/takedowns/unpack.ts'
import { decodeTextIndex } from '../../../snapshot/text/text-index.ts'
import { pageName } from '../../../snapshot/text/text-pages.ts'
import { jsonIn, type ListedKey, type SubtleDoor, signedPayload } from './signed-record.ts'

/** A region with more text than this is too large to be held in a page: ask `POST /ops/v1/explain` there. */
const TEXT_BYTES_MAX = 16 * 1024 * 1024

/** What a page lends. */
export interface RegionDoors {
  /** The body of `GET /ops/v1` and this path, as whoever is signed in; it throws for any other answer than 200. */
  readonly read: (path: string) => Promise<Uint8Array<ArrayBuffer>>
  /** `crypto.subtle`. */
  readonly subtle: SubtleDoor
}

/** A region's live snapshot, and what is withdrawn of it. */
export interface ReadRegion {
  readonly pointer: PointerPayload
  readonly snapshot: Snapshot
  readonly denies: DenyList
}

/**
 * Reads a region's live snapshot: what is announced by its signature, and everything that it names by its hash.
 * @throws Error that says what is not as it should be
 */
export async function readRegion(region: RegionId, doors: RegionDoors): Promise<ReadRegion> {
  const signed = jsonIn(await doors.read(`/regions/${region}/signed`)) as {
    readonly pointer: string | null
    readonly takedowns: string | null
    readonly publicKeys: readonly ListedKey[]
  }
  if (signed.pointer === null) throw new Error(`nothing is published in ${region}`)
  const pointer = await signedPayload<PointerPayload>('pointer', signed.pointer, signed.publicKeys, doors.subtle)
  ofRegion(pointer, region)
  const snapshot = await snapshotOf(pointer, doors)
  return { pointer, snapshot, denies: await deniesOf(pointer, signed.takedowns, signed.publicKeys, doors) }
}

/** The shards of other runs are not read: pages decide in control alone. */
async function snapshotOf({ region, snapshot, shards: all }: PointerPayload, doors: RegionDoors): Promise<Snapshot> {
  const shards = all.filter(({ name }) => (HEAD_SHARDS as readonly string[]).includes(name))
  const values = new Map<string, Uint8Array>()
  const path = `/regions/${region}/snapshots/${snapshot}`
  const read = async (name: string, sha256: string, key = name) => {
    values.set(keys.shard(sha256, key), await checked(`${path}/${name}`, sha256, doors))
  }
  await Promise.all(shards.map(({ name, sha256 }) => read(name, sha256)))
  const text = shards.find(({ name }) => name === 'text')
  const { pages } = decodeTextIndex(values.get(keys.shard(text?.sha256 ?? '', 'text')) ?? new Uint8Array())
  const bytes = pages.reduce((sum, page) => sum + page.bytes, 0)
  if (bytes > TEXT_BYTES_MAX) throw new Error(`${region} has ${bytes} bytes of text: too much for a page`)
  await Promise.all(pages.map(({ first, sha256 }) => read(pageName(first), sha256, PAGE_NAME)))
  return decodeStored(snapshot, shards, values)
}

/** What the region's list withdraws from the snapshot, its packed part included. */
async function deniesOf(
  { region, narrowed }: PointerPayload,
  text: string | null,
  listed: readonly ListedKey[],
  doors: RegionDoors,
): Promise<DenyList> {
  if (text === null) return DenyList.NONE
  const list = await signedPayload<TakedownsPayload>('takedowns', text, listed, doors.subtle)
  ofRegion(list, region)
  const sha256 = await hashOf(new TextEncoder().encode(text), doors)
  if (list.packed === null) return DenyList.of({ list, sha256, packed: null }, narrowed)
  const bytes = await checked(`/regions/${region}/takedowns/${sha256}/packed`, list.packed.sha256, doors)
  // The publisher has checked the header, and the signed list names the hash of these bytes.
  const denies = unpack(bytes, (header) => (header as { readonly groups: readonly DescribedGroup[] }).groups)
  if (denies === null) throw new Error('the packed part of the takedown list cannot be read')
  return DenyList.of({ list, sha256, packed: { sha256: list.packed.sha256, denies } }, narrowed)
}

function ofRegion(record: { readonly region: RegionId }, region: RegionId): void {
  if (record.region !== region) throw new Error(`a record is of ${record.region}, not of ${region}`)
}

async function checked(path: string, sha256: string, doors: RegionDoors): Promise<Uint8Array> {
  const bytes = await doors.read(path)
  if ((await hashOf(bytes, doors)) !== sha256) throw new Error(`${path} does not have the hash that was announced`)
  return bytes
}

async function hashOf(bytes: Uint8Array<ArrayBuffer>, { subtle }: RegionDoors): Promise<string> {
  return inHex(new Uint8Array(await subtle.digest('SHA-256', bytes)))
}
