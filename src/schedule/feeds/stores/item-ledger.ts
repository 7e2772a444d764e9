import type { Redis } from '@upstash/redis/cloudflare'
import { z } from 'zod'
import { REQUEST_BYTES } from '../../store/bounded-requests.ts'
import { sendRepeatable } from '../../store/checked-pipeline.ts'
import { keys } from '../../store/keys.ts'
import { scanHash } from '../../store/read-documents.ts'
import { asNumber, asTexts } from '../../store/replies.ts'

const AT_ONCE = 500
/** How long notes of a delivery are kept that never comes into force. */
const NOTES_SECONDS = 86_400
/** What is noted of an item that is to be forgotten. */
const FORGOTTEN = ''

/** What is known of an item, as it is stored: hash, version, records, hashes of media. */
export const ledgerEntry = z.tuple([z.string(), z.number().nullable(), z.array(z.string()), z.array(z.string())])

/** What is known of an item that a feed has sent before. */
export interface KnownItem {
  /** Hash of its source and of how it was read; empty: it is mapped again whatever it says. */
  readonly hash: string
  readonly version: number | null
  /** The records that are in force because of it. */
  readonly records: readonly string[]
  /** Hashes of its media. */
  readonly media: readonly string[]
}

/** The items of a feed that are known, by their keys. */
export function readKnownItems(
  redis: Redis,
  feed: string,
  items: readonly string[],
): Promise<ReadonlyMap<string, KnownItem>> {
  return readHash(redis, keys.feedItems(feed), items)
}

/** How many items of a feed are known. */
export async function countKnownItems(redis: Redis, feed: string): Promise<number> {
  const [reply] = await sendRepeatable(redis, (queue) => queue.hlen(keys.feedItems(feed)))
  return asNumber(reply)
}

/** All known items of a feed, page by page; some may be repeated. */
export async function* scanKnownItems(
  redis: Redis,
  feed: string,
): AsyncGenerator<readonly (readonly [string, KnownItem])[]> {
  for await (const page of scanHash(redis, keys.feedItems(feed))) {
    yield [...page].map(([item, json]) => [item, readEntry(json)] as const)
  }
}

/**
 * Notes what a delivery makes of items; it counts once the delivery is in force. Null: the item is to be forgotten.
 * Notes of a delivery that does not come into force lapse after a day.
 */
export async function noteItems(
  redis: Redis,
  delivery: string,
  items: Iterable<readonly [string, KnownItem | null]>,
): Promise<void> {
  const key = keys.deliveryItems(delivery)
  const fields = [...items].map(([item, known]) => [item, known === null ? FORGOTTEN : writeEntry(known)] as const)
  if (fields.length === 0) return
  await writeHash(redis, key, fields, NOTES_SECONDS)
}

/** What a delivery has noted of items. */
export function readNotes(
  redis: Redis,
  delivery: string,
  items: readonly string[],
): Promise<ReadonlyMap<string, KnownItem>> {
  return readHash(redis, keys.deliveryItems(delivery), items)
}

/** Takes notes back: those items stay as they were. */
export function dropNotes(redis: Redis, delivery: string, items: readonly string[]): Promise<void> {
  return dropFields(redis, keys.deliveryItems(delivery), items)
}

/**
 * Brings what a delivery noted into force. It may be repeated after a crash.
 *
 * @returns how many items it noted
 */
export async function settleItems(redis: Redis, feed: string, delivery: string): Promise<number> {
  let count = 0
  for await (const page of scanHash(redis, keys.deliveryItems(delivery))) {
    const noted = [...page]
    count += noted.length
    await writeHash(
      redis,
      keys.feedItems(feed),
      noted.filter(([, note]) => note !== FORGOTTEN),
    )
    const forgotten = noted.filter(([, note]) => note === FORGOTTEN).map(([item]) => item)
    await dropFields(redis, keys.feedItems(feed), forgotten)
  }
  return count
}

async function readHash(redis: Redis, key: string, items: readonly string[]): Promise<ReadonlyMap<string, KnownItem>> {
  const known = new Map<string, KnownItem>()
  for (let from = 0; from < items.length; from += AT_ONCE) {
    const [first, ...rest] = items.slice(from, from + AT_ONCE)
    if (first === undefined) break
    const [reply] = await sendRepeatable(redis, (queue) => queue.hmget(key, first, ...rest))
    const found = asTexts(reply)
    for (const [index, item] of [first, ...rest].entries()) {
      const json = found[index]
      if (json) known.set(item, readEntry(json))
    }
  }
  return known
}

async function dropFields(redis: Redis, key: string, fields: readonly string[]): Promise<void> {
  for (let from = 0; from < fields.length; from += AT_ONCE) {
    const [first, ...rest] = fields.slice(from, from + AT_ONCE)
    if (first !== undefined) await sendRepeatable(redis, (queue) => queue.hdel(key, first, ...rest))
  }
}

/** @param seconds after which the hash lapses; null: it stays */
async function writeHash(
  redis: Redis,
  key: string,
  fields: readonly (readonly [string, string])[],
  seconds: number | null = null,
): Promise<void> {
  let pending: (readonly [string, string])[] = []
  let bytes = 0
  const flush = async () => {
    // Not by assignment: an item may have the id `__proto__`.
    const request = Object.fromEntries(pending)
    pending = []
    bytes = 0
    if (Object.keys(request).length === 0) return
    await sendRepeatable(redis, (queue) => {
      queue.hset(key, request)
      if (seconds !== null) queue.expire(key, seconds)
    })
  }
  for (const [field, value] of fields) {
    if (bytes + field.length + value.length > REQUEST_BYTES / 3) await flush()
    pending.push([field, value])
    // A third of the limit: a character may take three bytes.
    bytes += field.length + value.length
  }
  await flush()
}

const writeEntry = ({ hash, version, records, media }: KnownItem): string =>
  JSON.stringify([hash, version, records, media])

function readEntry(json: string): KnownItem {
  const [hash, version, records, media] = ledgerEntry.parse(JSON.parse(json))
  return { hash, version, records, media }
}
