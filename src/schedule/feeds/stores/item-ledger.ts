import type { Redis } from '@upstash/redis/cloudflare'
import { z } from 'zod'
import { REQUEST_BYTES } from '../../store/bounded-requests.ts'
import { sendRepeatable } from '../../store/checked-pipeline.ts'
import { keys } from '../../store/keys.ts'
import { scanHash } from '../../store/read-documents.ts'
import { asTexts } from '../../store/replies.ts'

const AT_ONCE = 500

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
export async function readKnownItems(
  redis: Redis,
  feed: string,
  items: readonly string[],
): Promise<ReadonlyMap<string, KnownItem>> {
  const known = new Map<string, KnownItem>()
  for (let from = 0; from < items.length; from += AT_ONCE) {
    const [first, ...rest] = items.slice(from, from + AT_ONCE)
    if (first === undefined) break
    const [reply] = await sendRepeatable(redis, (queue) => queue.hmget(keys.feedItems(feed), first, ...rest))
    const found = asTexts(reply)
    for (const [index, item] of [first, ...rest].entries()) {
      const json = found[index]
      if (json) known.set(item, readEntry(json))
    }
  }
  return known
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

/** Notes what a delivery makes of items; it counts once the delivery is in force. */
export async function noteItems(redis: Redis, delivery: string, items: ReadonlyMap<string, KnownItem>): Promise<void> {
  await writeHash(
    redis,
    keys.deliveryItems(delivery),
    [...items].map(([item, known]) => [item, writeEntry(known)]),
  )
}

/**
 * Brings what a delivery noted into force. Items in `missing` are forgotten. It may be repeated after a crash.
 *
 * @param keep whether the item's note counts; the others stay as they were
 */
export async function settleItems(
  redis: Redis,
  {
    feed,
    delivery,
    missing,
  }: { readonly feed: string; readonly delivery: string; readonly missing: readonly string[] },
  keep: (item: string) => boolean,
): Promise<void> {
  for await (const page of scanHash(redis, keys.deliveryItems(delivery))) {
    await writeHash(
      redis,
      keys.feedItems(feed),
      [...page].filter(([item]) => keep(item)),
    )
  }
  for (let from = 0; from < missing.length; from += AT_ONCE) {
    const [first, ...rest] = missing.slice(from, from + AT_ONCE)
    if (first !== undefined) await sendRepeatable(redis, (queue) => queue.hdel(keys.feedItems(feed), first, ...rest))
  }
  await sendRepeatable(redis, (queue) => queue.del(keys.deliveryItems(delivery)))
}

async function writeHash(redis: Redis, key: string, fields: readonly (readonly [string, string])[]): Promise<void> {
  let pending: Record<string, string> = {}
  let bytes = 0
  const flush = async () => {
    const request = pending
    pending = {}
    bytes = 0
    if (Object.keys(request).length > 0) await sendRepeatable(redis, (queue) => queue.hset(key, request))
  }
  for (const [field, value] of fields) {
    if (bytes + field.length + value.length > REQUEST_BYTES) await flush()
    pending[field] = value
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
